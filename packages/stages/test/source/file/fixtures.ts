import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Effect, Result, Stream } from "effect"
import { makeFileSource } from "../../../src/source/FileSource.ts"
import { kindOf } from "../../../src/source/file/FilePath.ts"
import { batch, pagesInMemory } from "../fixtures.ts"

/** A folder that is gone when the test ends. */
export const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "jobgraph-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

/** Writes a file of that name and gives its path. */
export const written = Effect.fnUntraced(function* (name: string, content: string | Uint8Array) {
  const path = join(yield* folder, name)
  yield* Effect.promise(() => writeFile(path, content))
  return path
})

export const sourceOf = (path: string) => {
  const kind = kindOf(path)
  if (kind === undefined) {
    throw new Error(`${path} is no file of ads`)
  }
  return makeFileSource(path, kind)
}

/** Reads a file to its end. */
export const readAll = Effect.fnUntraced(function* (path: string) {
  const result = yield* Effect.result(Stream.runCollect(sourceOf(path).read(batch, pagesInMemory())))
  const chunks = Result.getOrElse(result, () => [])
  return {
    chunks,
    ads: chunks.flatMap((chunk) => chunk.ads),
    malformed: chunks.flatMap((chunk) => chunk.malformed),
    defaulted: chunks.reduce((sum, chunk) => sum + (chunk.counts.defaulted_fields ?? 0), 0),
    error: Result.isFailure(result) ? result.failure : undefined
  }
})

/** Writes a file and reads it. */
export const readBack = Effect.fnUntraced(function* (name: string, content: string | Uint8Array) {
  return yield* readAll(yield* written(name, content))
})
