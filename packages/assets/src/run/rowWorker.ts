/**
 * The entry of a worker thread: loads the function that a task names and applies it.
 *
 * @module
 */
import { move, transferableSymbol, valueSymbol } from "piscina"
import type { Lines } from "../artifact/PartWriter.ts"
import type * as MapRows from "../definition/MapRows.ts"
import type { ThreadWork } from "../definition/ThreadWork.ts"
import { buffersOf } from "./buffersOf.ts"
import type { Answer, ChunkTask } from "./ChunkTask.ts"
import { mapChunk } from "./mapChunk.ts"

/** A task for a row function. Called by the pool. */
export const mapRows = (task: ChunkTask): Promise<unknown> =>
  answered(async () => {
    const rows: MapRows.Any = (await import(task.module)).default
    const result = mapChunk(rows, task)
    return { ...result, rows: owned(result.rows), rejects: owned(result.rejects) }
  })

/** Other work. Called by the pool. */
export const work = ({ input, module }: { readonly module: string; readonly input: unknown }): Promise<unknown> =>
  answered(async () => {
    const { run }: ThreadWork<unknown, unknown> = (await import(module)).default
    return run(input)
  })

/** The bytes of an answer are moved, not copied. */
const answered = async <A>(make: () => Promise<A>) => {
  const answer = await make().then(
    (made): Answer<A> => ({ made }),
    (thrown: unknown): Answer<A> => {
      const { message, name, stack } = thrown instanceof Error ? thrown : new Error(String(thrown))
      return { thrown: { name, message, stack: stack ?? "" } }
    }
  )
  return move({ [transferableSymbol]: "made" in answer ? [...buffersOf(answer.made)] : [], [valueSymbol]: answer })
}

/** Small buffers share a pool that must not be moved away; those are copied into memory of their own. */
const owned = ({ bytes, ends }: Lines): Lines => ({
  bytes: bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes),
  ends
})
