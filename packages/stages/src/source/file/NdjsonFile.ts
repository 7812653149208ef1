import { Result, Stream } from "effect"
import { excerpt } from "../AdzunaPage.ts"
import { type FileRecord, recordsOf } from "./FileRecord.ts"

/** The records of a file with one JSON value a line; a line that is no JSON is malformed, a blank one nothing. */
export const ndjsonRecords = <E>(text: Stream.Stream<string, E>): Stream.Stream<FileRecord, E> =>
  text.pipe(
    Stream.splitLines,
    Stream.zipWithIndex,
    Stream.map(([line, index]) => recordsOfLine(line, index + 1)),
    Stream.flattenIterable
  )

const recordsOfLine = (line: string, number: number): ReadonlyArray<FileRecord> => {
  if (line.trim() === "") {
    return []
  }
  const parsed = Result.try((): unknown => JSON.parse(line))
  return Result.isSuccess(parsed)
    ? recordsOf(parsed.success)
    : [{ malformed: { rule: "not_json", reason: `line ${number} is not JSON`, record: excerpt(line) } }]
}
