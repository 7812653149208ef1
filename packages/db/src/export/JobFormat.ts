/**
 * Rows of `jobs` as other programs read them: CSV and NDJSON.
 *
 * @module
 */
import { stringify } from "csv-stringify/sync"
import { Option } from "effect"
import { contentColumns } from "../jobs/JobRow.ts"
import type { ReadJob } from "../jobs/readJobs.ts"

export interface JobFormat {
  /** What comes before the first row. */
  readonly start: string
  /** Lines, each with its end. */
  readonly lines: (rows: ReadonlyArray<ReadJob>) => string
}

/** What a file's name says of what is in it. */
export interface FileKind {
  readonly format: "csv" | "ndjson"
  readonly isCompressed: boolean
}

/** `.csv` and `.ndjson` (or `.jsonl`), each also with `.gz`. */
export const kindOf = (path: string): Option.Option<FileKind> => {
  const [, ending, gz] = /\.(csv|ndjson|jsonl)(\.gz)?$/i.exec(path) ?? []
  return ending === undefined
    ? Option.none()
    : Option.some({ format: ending.toLowerCase() === "csv" ? "csv" : "ndjson", isCompressed: gz !== undefined })
}

/** The columns of a CSV, in order; NDJSON has the same as keys, and `skills` as a list. */
export const csvColumns: ReadonlyArray<Exclude<keyof ReadJob, "skills">> = [
  ...contentColumns,
  "days_since_posted",
  "batch_id",
  "batch_date",
  "created_at",
  "updated_at"
]

/** What stands between two cells: a comma, or what Excel expects where the comma divides decimals, as in French. */
export type Delimiter = "," | ";"

export interface CsvOptions {
  /** A mark at the start by which Excel knows UTF-8. */
  readonly bom: boolean
  readonly delimiter: Delimiter
}

/**
 * A table with a header, in UTF-8, after RFC 4180 but for line ends, which are LF.
 *
 * What is unknown is an empty cell, an empty text is `""`. Points in time are
 * `2026-01-08 00:40:00`, UTC. A text that begins as a formula does (`= + - @`,
 * tab or carriage return) gets an apostrophe before it, so that no spreadsheet
 * runs it; NDJSON has it as it is.
 */
export const csv = ({ bom, delimiter }: CsvOptions): JobFormat => ({
  start: `${bom ? "\uFEFF" : ""}${csvColumns.join(delimiter)}\n`,
  lines: (rows) =>
    stringify(
      rows.map((row) => csvColumns.map((column) => row[column])),
      {
        delimiter,
        record_delimiter: "\n",
        // An empty text, and not what is unknown; and a carriage return, which readers take for the end of a line.
        quoted_match: /^$|\r/,
        escape_formulas: true,
        cast: { boolean: String, date: (at) => at.toISOString().slice(0, 19).replace("T", " ") }
      }
    )
})

/** One JSON object a line. Points in time are ISO 8601, UTC. */
export const ndjson: JobFormat = {
  start: "",
  lines: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("")
}
