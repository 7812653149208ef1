import { Schema } from "effect"

/** A piece of an artifact: immutable bytes, addressed by the hash of their uncompressed form. */
export const Part = Schema.Struct({
  /** The file's name within a `Files` artifact; null for parts of rows. */
  name: Schema.NullOr(Schema.String),
  /** SHA-256 of the uncompressed bytes, hexadecimal. */
  hash: Schema.String,
  /** Rows in the part; 0 where the part holds no rows. */
  rows: Schema.Int,
  /** Uncompressed size in bytes. */
  bytes: Schema.Int
})
export type Part = typeof Part.Type

/** What one version of an artifact is made of. */
export const Manifest = Schema.Struct({
  parts: Schema.Array(Part),
  /** Parts that hold the rejected records, as rows of `{ rule, reason, row }`. */
  rejects: Schema.Array(Part)
})
export type Manifest = typeof Manifest.Type

export const empty: Manifest = { parts: [], rejects: [] }

export const rowsOf = (parts: ReadonlyArray<Part>): number => parts.reduce((sum, part) => sum + part.rows, 0)
