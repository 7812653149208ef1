/**
 * The entry of a worker thread: loads the row function that a task names and applies it.
 *
 * @module
 */
import { move, transferableSymbol, valueSymbol } from "piscina"
import type { Lines } from "../artifact/PartWriter.ts"
import type * as MapRows from "../definition/MapRows.ts"
import type { ChunkTask } from "./ChunkTask.ts"
import { mapChunk } from "./mapChunk.ts"

const loaded = new Map<string, MapRows.Any>()

/** Called by the pool. The bytes of the result are moved, not copied. */
export default async (task: ChunkTask) => {
  const known = loaded.get(task.module)
  const rows: MapRows.Any = known ?? (await import(task.module)).default
  loaded.set(task.module, rows)
  const result = mapChunk(rows, task)
  const owner = { ...result, rows: owned(result.rows), rejects: owned(result.rejects) }
  return move({
    [transferableSymbol]: [owner.rows.bytes.buffer, owner.rejects.bytes.buffer],
    [valueSymbol]: owner
  })
}

/** Small buffers share a pool that must not be moved away; those are copied into memory of their own. */
const owned = ({ bytes, ends }: Lines): Lines => ({
  bytes: bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes),
  ends
})
