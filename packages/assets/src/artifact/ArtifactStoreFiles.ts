/**
 * Keeps artifacts as files: one a part, compressed, named by the hash of its content.
 *
 * @module
 */
import { statSync } from "node:fs"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import { promisify } from "node:util"
import { zstdCompress, zstdDecompress } from "node:zlib"
import { Effect, Layer, Predicate, Stream } from "effect"
import { sha256 } from "../version/Canonical.ts"
import { ArtifactError, PartCorrupted, PartMissing, StoreFailed } from "./ArtifactError.ts"
import { ArtifactStore } from "./ArtifactStore.ts"
import { draftFolder, draftName, removeDrafts } from "./drafts.ts"
import { makeFolder } from "./makeFolder.ts"

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Where a part's file is, below the folder of the store. */
export const pathOf = (hash: string): string => path.join(hash.slice(0, 2), `${hash}.zst`)

/**
 * Files below `folder`, which is created when first written to: `ab/ab34….zst`.
 *
 * A file is written as a draft, flushed to the disk, and moved to its place, so
 * that a crash leaves no half part under a hash. Each is one zstd frame. Drafts
 * that a process left when it ended are removed first.
 */
export const layer = (folder: string): Layer.Layer<ArtifactStore> => {
  const fileOf = (hash: string) => path.join(folder, pathOf(hash))

  const has = (hash: string) =>
    Effect.try({ try: () => isThere(fileOf(hash)), catch: (cause) => failed("look for a part", cause) })

  const put = Effect.fnUntraced(function* (bytes: Uint8Array) {
    const hash = sha256(bytes)
    const file = fileOf(hash)
    if (yield* has(hash)) {
      return hash
    }
    const compressed = yield* attempt("compress a part", () => compress(bytes))
    const draft = path.join(draftFolder(folder), draftName())
    yield* attempt("write a part", async () => {
      makeFolder(path.dirname(draft))
      makeFolder(path.dirname(file))
      const handle = await fs.open(draft, "wx")
      try {
        await handle.writeFile(compressed)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await fs.rename(draft, file)
    }).pipe(
      Effect.onError(() => Effect.promise(() => fs.rm(draft, { force: true }))),
      Effect.uninterruptible
    )
    return hash
  })

  const get = Effect.fnUntraced(function* (hash: string) {
    const compressed = yield* attempt("read a part", () => fs.readFile(fileOf(hash))).pipe(
      Effect.catchIf(isNotFound, () => Effect.fail(new ArtifactError({ reason: new PartMissing({ hash }) })))
    )
    const corrupted = new ArtifactError({ reason: new PartCorrupted({ hash }) })
    const bytes = yield* Effect.tryPromise({ try: () => decompress(compressed), catch: () => corrupted })
    return sha256(bytes) === hash ? bytes : yield* corrupted
  })

  const store = ArtifactStore.of({
    put,
    get,
    has,
    size: (hash) => attempt("look for a part", () => sizeOf(fileOf(hash))),
    remove: (hash) => attempt("remove a part", () => fs.rm(fileOf(hash), { force: true })),
    hashes: () =>
      Stream.fromEffect(attempt("list the parts", () => listed(folder))).pipe(Stream.flatMap(Stream.fromIterable))
  })
  return Layer.effect(ArtifactStore, Effect.as(removeDrafts(folder), store))
}

const attempt = <A>(operation: string, run: () => Promise<A>): Effect.Effect<A, ArtifactError> =>
  Effect.tryPromise({ try: run, catch: (cause) => failed(operation, cause) })

const failed = (operation: string, cause: unknown): ArtifactError =>
  new ArtifactError({ reason: new StoreFailed({ operation, code: codeOf(cause), cause }) })

const codeOf = (cause: unknown): string | null =>
  Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) ? cause.code : null

const isNotFound = (error: ArtifactError): boolean =>
  error.reason._tag === "StoreFailed" && error.reason.code === "ENOENT"

/**
 * In this thread: a publish looks for thousands of parts, and a look takes less time than handing it to another thread.
 */
const isThere = (file: string): boolean => statSync(file, { throwIfNoEntry: false }) !== undefined

const sizeOf = (file: string): Promise<number> =>
  fs.stat(file).then(
    ({ size }) => size,
    (cause) => (codeOf(cause) === "ENOENT" ? 0 : Promise.reject(cause))
  )

const listed = async (folder: string): Promise<ReadonlyArray<string>> => {
  const entries = await fs.readdir(folder, { recursive: true }).catch((cause) => {
    return codeOf(cause) === "ENOENT" ? [] : Promise.reject(cause)
  })
  return entries.filter((entry) => entry.endsWith(".zst")).map((entry) => path.basename(entry, ".zst"))
}
