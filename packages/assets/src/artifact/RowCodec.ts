/**
 * Rows to canonical lines and back.
 *
 * @module
 */
import { Result, Schema } from "effect"
import type { Reject } from "../definition/Artifact.ts"
import { ArtifactError, SchemaMismatch } from "./ArtifactError.ts"
import type { Lines } from "./PartWriter.ts"

/** The first row that its schema does not allow: its place among the rows given, from 0, and what is wrong. */
export interface Mismatch {
  readonly index: number
  readonly detail: string
}

/**
 * Checks rows against their schema and writes them as lines: fields in the
 * schema's order, unknown ones left out, so that equal rows are equal bytes.
 */
export const encoder = <Row>(schema: Schema.Codec<Row, Row>) => {
  const encode = Schema.encodeUnknownResult(schema)
  return (rows: ReadonlyArray<unknown>): Result.Result<Lines, Mismatch> => {
    const lines: Array<string> = []
    for (const [index, row] of rows.entries()) {
      const encoded = encode(row)
      if (Result.isFailure(encoded)) {
        return Result.fail({ index, detail: encoded.failure.message.replaceAll(/\s*\n\s*/g, " ") })
      }
      lines.push(JSON.stringify(encoded.success))
    }
    return Result.succeed(toLines(lines))
  }
}

/** The error for a mismatch; `before` rows were made before those given, so that the row is named by its place in all. */
export const mismatchError = ({ detail, index }: Mismatch, before: number): ArtifactError =>
  new ArtifactError({ reason: new SchemaMismatch({ detail: `row ${before + index + 1}: ${detail}` }) })

/** Rejected records as lines. */
export const rejectLines = (rejects: ReadonlyArray<Reject>): Lines =>
  toLines(rejects.map(({ reason, row, rule }) => JSON.stringify({ rule, reason, row })))

/** JSON texts as lines. */
export const toLines = (texts: ReadonlyArray<string>): Lines => {
  const ends = new Uint32Array(texts.length)
  const bytes = Buffer.from(texts.length === 0 ? "" : `${texts.join("\n")}\n`)
  let end = 0
  for (const [index, text] of texts.entries()) {
    end += Buffer.byteLength(text) + 1
    ends[index] = end
  }
  return { bytes, ends }
}

/** The rows of a part. They were checked when they were written, and the part's hash vouches for them since. */
export const decode = <Row>(bytes: Uint8Array): ReadonlyArray<Row> => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8").trimEnd()
  return text === "" ? [] : JSON.parse(`[${text.replaceAll("\n", ",")}]`)
}
