import * as NodeStream from "@effect/platform-node/NodeStream"
import { parse } from "csv-parse"
import { Effect, Stream } from "effect"
import { FileMalformed } from "../FileError.ts"
import { SourceError } from "../SourceError.ts"
import { hasTitle, titleColumns } from "./AdColumns.ts"
import type { FileRecord } from "./FileRecord.ts"

/** A row of more than this many bytes has a quotation mark that is not closed. */
const longestRow = 4_000_000

/** Characters of the beginning in which the first line is looked for. */
const longestHeader = 65_536

/** Of column names in a message. */
const longestNames = 100

interface Row {
  readonly record: ReadonlyArray<string>
  readonly info: { readonly lines: number }
}

/**
 * The rows of a table with a header, as objects by column name.
 *
 * The delimiter is the most frequent of comma, semicolon, tab and bar in the
 * header. Cells may be quoted and hold line breaks. A row with another number of
 * cells than the header is malformed; a header without a title, and a quotation
 * mark that is never closed, fail with the line.
 */
export const csvRecords = (
  path: string,
  text: Stream.Stream<string, SourceError>
): Stream.Stream<FileRecord, SourceError> =>
  Stream.unwrap(
    Effect.map(delimiterOf(text), (delimiter) => {
      let header: ReadonlyArray<string> = []
      let line = 1
      return text.pipe(
        NodeStream.pipeThroughDuplex<Row, SourceError>({
          evaluate: () =>
            parse({
              bom: true,
              delimiter,
              info: true,
              max_record_size: longestRow,
              relax_column_count: true,
              relax_quotes: true,
              skip_empty_lines: true
            }),
          onError: () => malformed(path, line, "a quotation mark is not closed")
        }),
        Stream.mapEffect(({ info, record }): Effect.Effect<ReadonlyArray<FileRecord>, SourceError> => {
          const start = line
          line = info.lines + 1
          if (header.length > 0) {
            return Effect.succeed([rowOf(header, record, start)])
          }
          header = record
          return hasTitle(header)
            ? Effect.succeed([])
            : Effect.fail(malformed(path, start, withoutTitle(header), "job_title"))
        }),
        Stream.flattenIterable,
        Stream.onEnd(
          Effect.suspend(() => (header.length > 0 ? Effect.void : Effect.fail(malformed(path, 1, "the file is empty"))))
        )
      )
    })
  )

/** Cut short, because a file without a header has an ad in its place. */
const withoutTitle = (header: ReadonlyArray<string>): string => {
  const names = header.join(", ")
  return `no column holds the title: rename the one that does to one of ${titleColumns}; the columns are ${names.length > longestNames ? `${names.slice(0, longestNames)}…` : names}`
}

const rowOf = (header: ReadonlyArray<string>, cells: ReadonlyArray<string>, line: number): FileRecord => {
  const surplus = cells.slice(header.length)
  if (cells.length < header.length || surplus.some((cell) => cell !== "")) {
    const reason = `line ${line} has ${cells.length} cells, the header has ${header.length}`
    return { malformed: { rule: "wrong_number_of_columns", reason, record: cells.join("|").slice(0, 2_000) } }
  }
  return { value: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ""])) }
}

const delimiterOf = (text: Stream.Stream<string, SourceError>) =>
  text.pipe(
    Stream.scan(
      () => "",
      (beginning, piece) => beginning + piece
    ),
    Stream.filter((beginning) => beginning.trimStart().includes("\n") || beginning.length > longestHeader),
    Stream.concat(text),
    Stream.take(1),
    Stream.mkString,
    Effect.map((beginning) => {
      const [header = ""] = beginning.trimStart().split(/[\r\n]/, 1)
      const unquoted = header.replaceAll(/"[^"]*"/g, "")
      const count = (character: string) => unquoted.split(character).length
      return [",", ";", "\t", "|"].reduce((best, character) => (count(character) > count(best) ? character : best))
    })
  )

const malformed = (path: string, line: number, detail: string, field?: string) =>
  new SourceError({ reason: new FileMalformed({ path, line, detail, ...(field === undefined ? {} : { field }) }) })
