/**
 * Makes one module of those that `runner` loads: `pnpm bundle`, as `pnpm install` and `pnpm build` do. See
 * `src/bundled.ts` for what it is for.
 *
 * Packages of a few modules are loaded from where they are, and what a module
 * finds by its own place (data, threads, other programs) it finds beside its
 * source.
 */
import { globSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
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

/** Of each source before it is read: who changes it meanwhile has another. */
const stamps = new Map<string, string>()
const note = (file: string): void => {
  stamps.set(relative(project, file), stampOf(file))
}

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
    made.onLoad({ filter: /\.json$/ }, ({ path }) => {
      if (!path.includes("node_modules")) note(path)
      return undefined
    })
    made.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      note(path)
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
      if (/import\.meta\.(?!url\))/.test(contents)) {
        throw new Error(`${path}: a use of import.meta that is not known here`)
      }
      return { contents, loader: "ts" }
    })
  }
}

/** What decides besides the sources: what packages are called and hold, and how they are made into one. */
const others = [
  "pnpm-lock.yaml",
  "tsconfig.base.json",
  "apps/runner/scripts/*.ts",
  "{apps/runner,packages/*}/{package,tsconfig}.json"
]
for (const path of globSync(others, { cwd: project })) note(join(project, path))

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
const unnoted = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/") && !stamps.has(path))
if (unnoted.length > 0) throw new Error(`Nobody would see that these change: ${unnoted.join(", ")}`)

const pathFrom = (program: Program) => relative(bundles, join(folder, `${program}.mjs`))
const made: Manifest = {
  programs: { program: pathFrom("program"), executorServer: pathFrom("executorServer") },
  sources: Object.fromEntries(stamps)
}
const written = join(folder, "manifest.json")
writeFileSync(written, JSON.stringify(made))

/** Those of the last hour stay, and the newest of the older ones: what is starting may still load a part of it. */
const hour = 3_600_000
const [, ...old] = readdirSync(bundles)
  .filter((name) => Number(name) < Date.now() - hour)
  .sort()
  .reverse()
renameSync(written, manifest)
for (const name of old) rmSync(join(bundles, name), { recursive: true, force: true })
