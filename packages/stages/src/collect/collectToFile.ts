/**
 * The specification's manual collect: ads of some searches, appended to a CSV file.
 *
 * @module
 */
import { makeFolder } from "@jobgraph/assets/makeFolder"
import { Effect, FileSystem, Option, Path, Stream } from "effect"
import type { PlatformError } from "effect/PlatformError"
import { type IdentityOptions, jobIdentity } from "../raw/Identity.ts"
import type { RawAd } from "../raw/RawAd.ts"
import { FileMalformed, FileUnreadable, FileUnwritable } from "../source/FileError.ts"
import { makeFileSource } from "../source/FileSource.ts"
import type { Batch, ReceivedPages, Source } from "../source/Source.ts"
import { SourceError } from "../source/SourceError.ts"
import { csvHeader, csvLine } from "./adCsv.ts"

/** What a collect has done. */
export interface Collected {
  /** Ads received, without those that several searches found. */
  readonly collected: number
  /** Of these, those that the file did not have. */
  readonly added: number
  /** Rows of the file now. */
  readonly total: number
  /** Records that were no ads. */
  readonly malformed: number
}

/**
 * Reads a batch and appends to `path` the ads that it does not hold yet, at most `limit` of them.
 *
 * The file is replaced at the end, in one step: who reads it meanwhile, and a
 * collect that fails, find it as it was. An ad is known by its `job_id`. Fails
 * before the first request where the file is no CSV of these columns.
 */
export const collectToFile = Effect.fn("collectToFile")(function* (
  source: Source,
  batch: Batch,
  path: string,
  { identity, limit }: { readonly limit: number; readonly identity?: IdentityOptions }
): Effect.fn.Return<Collected, SourceError, FileSystem.FileSystem | Path.Path> {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const writing = Effect.mapError((error: PlatformError) => unwritable(path, error))
  const known = yield* knownIds(path)
  yield* Effect.try({
    try: () => makeFolder(paths.dirname(path)),
    catch: (error) =>
      new SourceError({
        reason: new FileUnwritable({ path, detail: error instanceof Error ? error.message : String(error) })
      })
  })

  const received = new Map<string, RawAd>()
  let malformed = 0
  yield* source.read(batch, nothingKept).pipe(
    Stream.takeUntil(() => received.size >= limit),
    Stream.runForEach((chunk) =>
      Effect.sync(() => {
        malformed += chunk.malformed.length
        for (const ad of chunk.ads) {
          const job_id = jobIdentity(ad, identity)
          if (received.size < limit && !received.has(job_id)) {
            received.set(job_id, { ...ad, job_id })
          }
        }
      })
    )
  )
  const added = [...received.values()].filter(({ job_id }) => !known.ids.has(job_id))

  yield* Effect.scoped(
    Effect.gen(function* () {
      const folder = yield* files.makeTempDirectoryScoped({ directory: paths.dirname(path), prefix: ".collect-" })
      const copy = paths.join(folder, paths.basename(path))
      yield* known.exists ? files.copyFile(path, copy) : files.writeFileString(copy, csvHeader)
      const start = known.endsInLine ? "" : "\n"
      yield* files.writeFileString(copy, start + added.map(csvLine).join(""), { flag: "a" })
      yield* files.rename(copy, path)
    })
  ).pipe(writing)
  return { collected: received.size, added: added.length, total: known.ids.size + added.length, malformed }
})

/** The ids in a file that may not be there yet. */
const knownIds = Effect.fnUntraced(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  if (!(yield* Effect.orElseSucceed(files.exists(path), () => false))) {
    return { ids: new Set<string>(), exists: false, endsInLine: true }
  }
  const text = files.stream(path).pipe(
    Stream.decodeText(),
    Stream.mapError((error) => unreadable(path, error))
  )
  const { beginning, end } = yield* Stream.runFold(
    text,
    () => ({ beginning: "", end: "" }),
    (before, piece) => ({
      beginning: before.beginning.length > csvHeader.length ? before.beginning : before.beginning + piece,
      end: (before.end + piece).slice(-1)
    })
  )
  if (beginning === "") {
    return { ids: new Set<string>(), exists: false, endsInLine: true }
  }
  if (beginning.split(/\r?\n/, 1)[0] !== csvHeader.trimEnd()) {
    const detail = `its first line is not ${csvHeader.trimEnd()}, so nothing can be appended: choose another file`
    return yield* new SourceError({ reason: new FileMalformed({ path, line: 1, detail }) })
  }
  const ids = new Set<string>()
  yield* makeFileSource(path, { format: "csv", compression: "none" })
    .read({ date: "", market: "" }, nothingKept)
    .pipe(
      Stream.runForEach(({ ads }) =>
        Effect.sync(() => {
          for (const { id } of ads) {
            ids.add(id ?? "")
          }
        })
      )
    )
  return { ids, exists: true, endsInLine: end === "\n" }
})

const unwritable = (path: string, error: PlatformError) =>
  new SourceError({ reason: new FileUnwritable({ path, detail: error.reason._tag }) })

const unreadable = (path: string, error: PlatformError) =>
  new SourceError({ reason: new FileUnreadable({ path, detail: error.reason._tag }) })

const nothingKept: ReceivedPages = { get: () => Effect.succeed(Option.none()), put: () => Effect.void }
