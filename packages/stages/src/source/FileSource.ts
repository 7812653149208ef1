import { Effect, Option, Stream } from "effect"
import { Defaulted } from "./AdzunaPage.ts"
import { csvRecords } from "./file/CsvFile.ts"
import { bytesOf, hashOf, statOf } from "./file/FileBytes.ts"
import { type FileKind, pathFor } from "./file/FilePath.ts"
import { decodeRecord, type FileRecord } from "./file/FileRecord.ts"
import { jsonRecords } from "./file/JsonFile.ts"
import { ndjsonRecords } from "./file/NdjsonFile.ts"
import { encodingOf } from "./file/TextEncoding.ts"
import type { MalformedRecord, Source, SourceChunk } from "./Source.ts"
import type { SourceAd } from "./SourceAd.ts"
import type { SourceError } from "./SourceError.ts"

const recordsPerChunk = 1_000

/**
 * The ads of a file: Adzuna's JSON, NDJSON, or CSV, plain or packed.
 *
 * `{date}` and `{market}` in the path are replaced by those of the batch. The
 * file is streamed, so it may be greater than memory. What cannot be read in one
 * record goes to `malformed`, with its line; a file that is broken as a whole
 * fails. The version is the hash of its content, computed again only when its
 * size or time has changed.
 *
 * Counts: `records`, `defaulted_fields`.
 */
export const makeFileSource = (path: string, kind: FileKind): Source => ({
  name: path,
  canReplay: true,
  observe: Effect.fn("FileSource.observe")(function* (batch, previous) {
    const file = pathFor(path, batch)
    const { hint } = yield* statOf(file)
    const same = Option.filter(previous, (observed) => observed.hint === hint)
    return Option.isSome(same) ? same : Option.some({ hint, version: yield* hashOf(file) })
  }),
  read: (batch) => {
    const file = pathFor(path, batch)
    return recordsIn(file, kind).pipe(
      Stream.grouped(recordsPerChunk),
      Stream.map((records) => chunkOf(records, batch.market))
    )
  }
})

const recordsIn = (file: string, { compression, format }: FileKind): Stream.Stream<FileRecord, SourceError> => {
  const bytes = bytesOf(file, compression)
  return Stream.unwrap(
    Effect.map(encodingOf(bytes), (encoding) => {
      const text = bytes.pipe(Stream.decodeText({ encoding }))
      switch (format) {
        case "csv":
          return csvRecords(file, text)
        case "json":
          return jsonRecords(file, text)
        case "ndjson":
          return ndjsonRecords(text)
      }
    })
  )
}

const chunkOf = (records: ReadonlyArray<FileRecord>, market: string): SourceChunk => {
  const ads: Array<SourceAd> = []
  const malformed: Array<MalformedRecord> = []
  const defaulted = new Defaulted()
  for (const record of records) {
    const read = "malformed" in record ? record.malformed : decodeRecord(record.value, { market }, defaulted)
    if ("rule" in read) {
      malformed.push(read)
    } else {
      ads.push(read)
    }
  }
  const defaultedFields = Object.values(defaulted.byField).reduce((sum, times) => sum + times, 0)
  return { ads, malformed, counts: { records: records.length, defaulted_fields: defaultedFields } }
}
