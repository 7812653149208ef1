/**
 * What the path of a file of ads says about it.
 *
 * @module
 */
import type { Batch } from "../Source.ts"

export type FileFormat = "json" | "ndjson" | "csv"
export type Compression = "none" | "gz" | "zst"

export interface FileKind {
  readonly format: FileFormat
  readonly compression: Compression
}

const formats: Readonly<Record<string, FileFormat>> = {
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  csv: "csv",
  tsv: "csv"
}

/** By the end of the name, `.csv` or `.ndjson.gz`; undefined where it is none that can be read. */
export const kindOf = (path: string): FileKind | undefined => {
  const [, extension = "", packed] = /\.([a-z]+)(?:\.(gz|zst))?$/i.exec(path) ?? []
  const format = formats[extension.toLowerCase()]
  const compression = packed?.toLowerCase()
  return format === undefined
    ? undefined
    : { format, compression: compression === "gz" || compression === "zst" ? compression : "none" }
}

/** The file of one batch: `{date}` and `{market}` in the path are replaced. */
export const pathFor = (path: string, { date, market }: Batch): string =>
  path.replaceAll("{date}", date).replaceAll("{market}", market)
