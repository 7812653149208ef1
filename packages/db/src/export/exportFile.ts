/**
 * Ads in a file, for people without SQL.
 *
 * @module
 */
import { createGzip } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import { Effect, FileSystem, Path, Ref, Sink, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import type { Filter } from "../jobs/Filter.ts"
import { countJobs, readJobs } from "../jobs/readJobs.ts"
import { isSample, withoutSample } from "../jobs/sampleAds.ts"
import { ExportFileError } from "./ExportFileError.ts"
import { type CsvOptions, csv, type FileKind, ndjson } from "./JobFormat.ts"

export interface ExportFileOptions {
  readonly path: string
  readonly kind: FileKind
  readonly filter: Filter
  readonly csv: CsvOptions
}

export interface ExportedFile {
  readonly rows: number
  readonly bytes: number
  /** Ads of the sample that stayed out because there are ads of other sources. */
  readonly sampleLeftOut: number
}

/**
 * Writes the ads of a filter as they are at one moment, while others go on writing.
 *
 * The file takes its name when it is whole: what stood there before stays until
 * then, and stays for good if this fails. Memory does not grow with the rows.
 */
export const exportFile = Effect.fn("exportFile")(function* (options: ExportFileOptions) {
  const { filter, kind, path } = options
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const database = yield* Database
  const failed = ExportFileError.at(path)
  const format = kind.format === "csv" ? csv(options.csv) : ndjson

  return yield* Effect.scoped(
    Effect.gen(function* () {
      const directory = paths.dirname(path)
      yield* Effect.mapError(files.makeDirectory(directory, { recursive: true }), failed)
      const folder = yield* Effect.mapError(files.makeTempDirectoryScoped({ directory, prefix: ".export-" }), failed)
      const draft = paths.join(folder, paths.basename(path))
      const { rows, sampleLeftOut } = yield* database.transaction(
        Effect.gen(function* () {
          yield* database.run("oneMoment", (db) =>
            sql`set transaction isolation level repeatable read, read only`.execute(db)
          )
          const asked = yield* withoutSample(filter)
          const rows = yield* Ref.make(0)
          yield* readJobs(asked).pipe(
            Stream.mapArrayEffect((piece) =>
              Effect.as(
                Ref.update(rows, (count) => count + piece.length),
                [format.lines(piece)] as const
              )
            ),
            (lines) => Stream.concat(Stream.make(format.start), lines),
            Stream.encodeText,
            (bytes): Stream.Stream<Uint8Array, DatabaseError | ExportFileError, Database> =>
              kind.isCompressed
                ? NodeStream.pipeThroughDuplex(bytes, { evaluate: () => createGzip(), onError: failed })
                : bytes,
            Stream.run(Sink.mapError(files.sink(draft), failed))
          )
          const sampleLeftOut = asked === filter ? 0 : yield* countJobs([...filter, isSample])
          return { rows: yield* Ref.get(rows), sampleLeftOut }
        })
      )
      const bytes = yield* Effect.mapError(files.stat(draft), failed)
      yield* Effect.mapError(files.rename(draft, path), failed)
      const done: ExportedFile = { rows, bytes: Number(bytes.size), sampleLeftOut }
      return done
    })
  )
})
