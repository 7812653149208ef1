/**
 * Builds the page where the workspace has its sources, so that nobody has to know a command for it.
 *
 * @module
 */
import { spawn } from "node:child_process"
import * as path from "node:path"
import { Data, Effect, FileSystem, Option } from "effect"

/** The page's own folder in the workspace; an installed package has only what was built. */
const project = path.resolve(import.meta.dirname, "../../../../dashboard")

/** Where the build puts the page. */
export const builtPage = path.join(project, "dist")

class PageBuildError extends Data.TaggedError("PageBuildError")<{ readonly message: string }> {}

const sources = ["src", "public", "index.html", "package.json", "vite.config.ts"]

/** Is there no page yet, or one that is older than its sources? False where there are no sources to build it from. */
export const isOld = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const changedAt = (file: string) =>
    Effect.map(files.stat(file), ({ mtime }) => Option.match(mtime, { onNone: () => 0, onSome: (at) => at.getTime() }))
  if (!(yield* files.exists(path.join(project, "vite.config.ts")))) {
    return false
  }
  const builtAt = yield* Effect.orElseSucceed(changedAt(path.join(builtPage, "index.html")), () => 0)
  for (const source of sources) {
    const inside = yield* Effect.orElseSucceed(
      files.readDirectory(path.join(project, source), { recursive: true }),
      (): ReadonlyArray<string> => []
    )
    for (const file of [".", ...inside]) {
      if ((yield* changedAt(path.join(project, source, file))) > builtAt) {
        return true
      }
    }
  }
  return false
}).pipe(Effect.orElseSucceed(() => false))

/**
 * Builds the page beside the old one and puts it in its place, so that what is
 * served meanwhile is whole. Two builds at once do no harm: each has a folder of its own.
 */
export const build = Effect.gen(function* () {
  const files = yield* FileSystem.FileSystem
  const beside = yield* files.makeTempDirectoryScoped({
    directory: path.join(project, "node_modules"),
    prefix: ".page-"
  })
  yield* vite(["build", "--outDir", path.join(beside, "new"), "--emptyOutDir", "--logLevel", "warn"])
  yield* Effect.ignore(files.rename(builtPage, path.join(beside, "old")))
  yield* files.rename(path.join(beside, "new"), builtPage)
}).pipe(
  Effect.scoped,
  Effect.catchTag("PlatformError", ({ message }) =>
    Effect.fail(new PageBuildError({ message: `The page could not be put in its place: ${message}` }))
  )
)

const vite = (words: ReadonlyArray<string>) =>
  Effect.callback<void, PageBuildError>((resume) => {
    const bin = path.join(project, "node_modules/vite/bin/vite.js")
    const child = spawn(process.execPath, [bin, ...words], { cwd: project, stdio: ["ignore", "ignore", "pipe"] })
    const said: Array<string> = []
    child.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()))
    const fail = (reason: string) =>
      resume(Effect.fail(new PageBuildError({ message: `The page could not be built: ${reason}` })))
    child.on("error", ({ message }) => fail(message))
    child.on("close", (code) => (code === 0 ? resume(Effect.void) : fail(said.join("").trim() || `exit code ${code}`)))
    return Effect.sync(() => child.kill())
  })
