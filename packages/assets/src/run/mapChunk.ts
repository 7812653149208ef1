import { Result, Schema } from "effect"
import { decode, encoder, rejectLines, toLines } from "../artifact/RowCodec.ts"
import type * as MapRows from "../definition/MapRows.ts"
import { canonicalJson } from "../version/Canonical.ts"
import type { ChunkResult, ChunkTask } from "./ChunkTask.ts"

const nothing = { rows: toLines([]), rejects: toLines([]), counts: {}, keys: [] }

/** Applies a row function to one chunk, in whichever thread: lines of JSON in, lines of JSON out. */
export const mapChunk = (rows: MapRows.Any, task: ChunkTask): ChunkResult => {
  const config = Schema.decodeUnknownSync(rows.config)(task.encodedConfig)
  // The graph was checked by the compiler: these rows and this configuration are what `map` takes.
  const mapped = rows.map(decode<never>(task.bytes) as never, { config, partition: task.partition } as never)
  const encoded = encoder(rows.output)(mapped.rows)
  if (Result.isFailure(encoded)) {
    return { ...nothing, mismatch: encoded.failure }
  }
  return {
    rows: encoded.success,
    rejects: rejectLines(mapped.rejects),
    counts: mapped.counts,
    keys: task.keyField === null ? [] : mapped.rows.map((row) => keyOf(row, task.keyField ?? "")),
    mismatch: null
  }
}

const keyOf = (row: unknown, field: string): string => {
  const entries: Readonly<Record<string, Schema.Json>> = row as never // rows are plain JSON objects
  return canonicalJson(entries[field])
}
