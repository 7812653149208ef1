/**
 * Runs row functions: here for a handful of rows, in worker threads for many.
 *
 * @module
 */
import { availableParallelism } from "node:os"
import { extname } from "node:path"
import { Context, Effect, Layer } from "effect"
import { Piscina } from "piscina"
import type * as MapRows from "../definition/MapRows.ts"
import type { ChunkResult, ChunkTask } from "./ChunkTask.ts"
import { mapChunk } from "./mapChunk.ts"

/** Runs tasks. What a row function throws is a defect. Interrupting a task ends its thread, whatever it is doing. */
export class RowWorkers extends Context.Service<
  RowWorkers,
  {
    /** How many tasks are worth running at once. */
    readonly concurrency: number
    readonly run: (task: ChunkTask) => Effect.Effect<ChunkResult>
    /** Runs the task in this thread: right for few rows, where a thread would take longer to start. */
    readonly runHere: (rows: MapRows.Any, task: ChunkTask) => Effect.Effect<ChunkResult>
  }
>()("@jobgraph/assets/RowWorkers") {
  /** Up to `threads` worker threads, started when first needed, ended after an idle second or with the scope. */
  static readonly layer = (threads: number = availableParallelism()): Layer.Layer<RowWorkers> =>
    Layer.effect(
      RowWorkers,
      Effect.gen(function* () {
        let pool: Piscina | undefined
        yield* Effect.addFinalizer(() => Effect.promise(() => pool?.destroy() ?? Promise.resolve()))
        const started = () => {
          pool ??= new Piscina({
            filename: new URL(`./rowWorker${extname(import.meta.url)}`, import.meta.url).href,
            minThreads: 0,
            maxThreads: threads,
            // Node strips the types by itself. A loader of the main thread, such as tsx, would load libraries twice there.
            execArgv: [],
            // Without a limit a thread's heap grows before it is cleaned; chunks are small, so this is plenty.
            resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
            idleTimeout: 1_000,
            concurrentTasksPerWorker: 1
          })
          return pool
        }
        return RowWorkers.of({
          concurrency: threads,
          run: (task) => Effect.promise((signal): Promise<ChunkResult> => started().run(task, { signal })),
          runHere: (rows, task) => Effect.sync(() => mapChunk(rows, task))
        })
      })
    )
}
