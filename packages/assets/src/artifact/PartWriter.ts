/**
 * Turns encoded rows into parts of exactly 8,192 rows (the last one less), whatever pieces they come in.
 *
 * @module
 */
import { Effect } from "effect"
import type { ArtifactError } from "./ArtifactError.ts"
import type { ArtifactStore } from "./ArtifactStore.ts"
import type { Part } from "./Manifest.ts"

export const rowsPerPart = 8192

/** Rows as bytes: each line is one row in canonical JSON and ends with a line feed. */
export interface Lines {
  readonly bytes: Uint8Array
  /** Where each line ends in `bytes`, the line feed included. */
  readonly ends: Uint32Array
}

export interface PartWriter {
  /** Appends rows. Calls may not overlap. */
  readonly append: (lines: Lines) => Effect.Effect<void, ArtifactError>
  /** Writes what is left and answers all parts, in order. */
  readonly finish: Effect.Effect<ReadonlyArray<Part>, ArtifactError>
  readonly rows: () => number
}

/** A writer into `store`. Holds at most one part and one call's lines in memory. */
export const make = (store: ArtifactStore["Service"]): PartWriter => {
  const parts: Array<Part> = []
  let pieces: Array<Uint8Array> = []
  let pending = 0
  let total = 0

  const flush = Effect.suspend(() => {
    const bytes = Buffer.concat(pieces)
    const rows = pending
    pieces = []
    pending = 0
    return Effect.map(store.put(bytes), (hash) => void parts.push({ name: null, hash, rows, bytes: bytes.byteLength }))
  })

  const append = Effect.fnUntraced(function* ({ bytes, ends }: Lines) {
    let line = 0
    while (line < ends.length) {
      const taken = Math.min(rowsPerPart - pending, ends.length - line)
      const from = line === 0 ? 0 : (ends[line - 1] ?? 0)
      pieces.push(bytes.subarray(from, ends[line + taken - 1]))
      pending += taken
      total += taken
      line += taken
      if (pending === rowsPerPart) {
        yield* flush
      }
    }
  })

  return {
    append,
    finish: Effect.suspend(() => (pending > 0 ? flush : Effect.void)).pipe(Effect.map(() => parts)),
    rows: () => total
  }
}
