/**
 * Makes one module of those that `runner` loads: `node apps/runner/scripts/bundle.ts`, as `pnpm install` and
 * `pnpm build` do. See `src/bundled.ts` for what it is for.
 *
 * Packages of a few modules are loaded from where they are, and what a module
 * finds by its own place (data, threads, other programs) it finds beside its
 * source.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { isBuiltin } from "node:module"
import { dirname, join, relative } from "node:path"
import { build, type Plugin, type PluginBuild } from "esbuild"
import { installed, type Manifest, type Program, stampOf } from "../src/bundled.ts"

const { manifest, project } = installed
const bundles = dirname(manifest)
/** One for each time: a program that is running may still load a part of its own. */
const folder = join(bundles, `${Date.now()}`)

/** Packages of many small modules. */
const many = /^(?:effect|@effect\/.*|kysely|uuid|stream-json|stream-chain|csv-parse|csv-stringify|entities)(?:\/|$)/
const own = /^@jobgraph\//

const fromFolder = (file: string): string => relative(folder, file)

/** Where a package that is not taken in stands. */
const pathOf = async ({ resolve }: PluginBuild, name: string, resolveDir: string): Promise<string> => {
  const { errors, path } = await resolve(name, { kind: "import-statement", resolveDir, pluginData: "found" })
  if (errors.length > 0) throw new Error(errors.map(({ text }) => text).join("; "))
  return path
}

const plugin: Plugin = {
  name: "places",
  setup: (made) => {
    made.onResolve({ filter: /^[^./]/ }, async ({ kind, path, pluginData, resolveDir }) => {
      const isTakenIn = kind === "entry-point" || own.test(path) || many.test(path)
      if (isTakenIn || isBuiltin(path) || pluginData === "found" || kind === "require-call") return undefined
      return { path: fromFolder(await pathOf(made, path, resolveDir)), external: true }
    })
    made.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, "utf8")
      const place = (file: string) => `new URL(${JSON.stringify(fromFolder(file))}, import.meta.url)`
      const packages = new Map<string, string>()
      for (const [, name = ""] of source.matchAll(/import\.meta\.resolve\("([^"]+)"\)/g)) {
        packages.set(name, await pathOf(made, name, dirname(path)))
      }
      const contents = source.replaceAll(
        /import\.meta\.(?:(url)|(dirname)|resolve\("([^"]+)"\))/g,
        (_, url: string | undefined, folderOf: string | undefined, name = "") =>
          url !== undefined
            ? `${place(path)}.href`
            : folderOf !== undefined
              ? `decodeURIComponent(${place(dirname(path))}.pathname)`
              : `${place(packages.get(name) ?? name)}.href`
      )
      return { contents, loader: "ts" }
    })
  }
}

const { metafile } = await build({
  absWorkingDir: project,
  entryPoints: {
    program: join(project, "apps/runner/src/program.ts"),
    executorServer: join(project, "apps/runner/src/service/executor/executorServer.ts")
  },
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: `node${process.versions.node}`,
  metafile: true,
  logLevel: "error",
  plugins: [plugin]
})

const sources = [...Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/")), "pnpm-lock.yaml"]
const pathFrom = (program: Program) => relative(bundles, join(folder, `${program}.mjs`))
const made: Manifest = {
  programs: { program: pathFrom("program"), executorServer: pathFrom("executorServer") },
  sources: Object.fromEntries(sources.map((path) => [path, stampOf(join(project, path))]))
}
const written = join(folder, "manifest.json")
mkdirSync(folder, { recursive: true })
writeFileSync(written, JSON.stringify(made))
const before: ReadonlyArray<string> = readdirSync(bundles, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name < relative(bundles, folder))
  .map(({ name }) => name)
  .sort()
renameSync(written, manifest)
for (const name of before.slice(0, -1)) rmSync(join(bundles, name), { recursive: true })
