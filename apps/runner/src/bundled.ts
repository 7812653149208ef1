/**
 * The programs as one module each, where there are such.
 *
 * `scripts/bundle.ts` makes them of the sources when packages are installed or
 * built, or when it is asked to (`pnpm bundle`). One is loaded in less than half of the time that the 1,400 modules
 * take of which it is made, and only as long as these are as they were: who
 * changes one works with the sources, without a word about it.
 *
 * @module
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"

/** The command, and what carries out the runs of the service. */
export type Program = "program" | "executorServer"

const variables = process.env

export interface Bundle {
  /** Says where the programs are; see `Manifest`. */
  readonly manifest: string
  /** The folder that the paths of the sources are relative to. */
  readonly project: string
  /** Or the sources themselves: a debugger stops in them, and what is preloaded can wrap them. */
  readonly isWanted: boolean
}

export interface Manifest {
  /** The path of each program, from the manifest. */
  readonly programs: Readonly<Record<Program, string>>
  /** The stamp of each source, by its path in the project. */
  readonly sources: Readonly<Record<string, string>>
}

/** Of this project. */
export const installed: Bundle = {
  manifest: fileURLToPath(new URL("../.bundle/manifest.json", import.meta.url)),
  project: fileURLToPath(new URL("../../../", import.meta.url)),
  // Not before it is asked: `.env` may have the variable.
  get isWanted() {
    return !variables.RUNNER_FROM_SOURCE
  }
}

/** What changes when a file does. */
export const stampOf = (file: string): string => {
  const { mtimeMs, size } = statSync(file)
  return `${mtimeMs} ${size}`
}

/** The URL of a program; none where there is none of the sources as they are. */
export const bundledProgram = (
  program: Program,
  { isWanted, manifest, project }: Bundle = installed
): string | undefined => {
  if (!isWanted) return undefined
  try {
    const { programs, sources }: Manifest = JSON.parse(readFileSync(manifest, "utf8"))
    const isFresh = Object.entries(sources).every(([path, stamp]) => stampOf(join(project, path)) === stamp)
    const file = join(dirname(manifest), programs[program])
    return isFresh && existsSync(file) ? pathToFileURL(file).href : undefined
  } catch {
    return undefined
  }
}
