import type { Lines } from "../artifact/PartWriter.ts"
import type { Mismatch } from "../artifact/RowCodec.ts"
import type { PartitionKey } from "../definition/Partitions.ts"

/** A chunk of rows on its way to a row function: all of it can be sent to another thread. */
export interface ChunkTask {
  /** URL of the module whose default export is the function. */
  readonly module: string
  /** The rows, as lines of JSON. */
  readonly bytes: Uint8Array
  readonly encodedConfig: unknown
  readonly partition: PartitionKey
  /** The field whose values are answered as `keys`, or null. */
  readonly keyField: string | null
}

/** What came of a chunk. */
export interface ChunkResult {
  readonly rows: Lines
  readonly rejects: Lines
  readonly counts: Readonly<Record<string, number>>
  /** For each row in `rows`, the value of the task's `keyField`. */
  readonly keys: ReadonlyArray<string>
  /** The first row that did not fit the output's schema; then the rest is empty. */
  readonly mismatch: Mismatch | null
}

/** What a thread answers: a result, or what was thrown, in words. That it answers shows that the thread lives. */
export type Answer<A> =
  | { readonly made: A }
  | { readonly thrown: { readonly name: string; readonly message: string; readonly stack: string } }
