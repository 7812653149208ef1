/**
 * Runs row functions, and other work of many rows: here for a handful of rows, in worker threads for many.
 *
 * @module
 */
import { availableParallelism } from "node:os"
import { extname } from "node:path"
import { Context, Effect, Layer } from "effect"
import { Piscina } from "piscina"
import type * as MapRows from "../definition/MapRows.ts"
import type { ThreadWork } from "../definition/ThreadWork.ts"
import { buffersOf } from "./buffersOf.ts"
import type { Answer, ChunkResult, ChunkTask } from "./ChunkTask.ts"
import { mapChunk } from "./mapChunk.ts"
import { ThreadLost } from "./ThreadLost.ts"

/**
 * Runs tasks. What a function throws is a defect; a thread that ends before it answers, as when its memory does not
 * suffice, is `ThreadLost`. Interrupting a task ends its thread, whatever it is doing.
 */
export class RowWorkers extends Context.Service<
  RowWorkers,
  {
    /** How many tasks are worth running at once. */
    readonly concurrency: number
    readonly run: (task: ChunkTask) => Effect.Effect<ChunkResult, ThreadLost>
    /** Runs the task in this thread: right for few rows, where a thread would take longer to start. */
    readonly runHere: (rows: MapRows.Any, task: ChunkTask) => Effect.Effect<ChunkResult>
    /** Does any other work in a worker thread, once: bytes that go in are moved there, and none are left here. */
    readonly work: <In, Out>(work: ThreadWork<In, Out>, input: In) => Effect.Effect<Out, ThreadLost>
  }
>()("@jobgraph/assets/RowWorkers") {
  /** Up to `threads` worker threads, started when first needed, ended after five idle seconds or with the scope. */
  static readonly layer = (threads: number = availableParallelism()): Layer.Layer<RowWorkers> =>
    Layer.effect(
      RowWorkers,
      Effect.gen(function* () {
        let pool: Piscina | undefined
        yield* Effect.addFinalizer(() => Effect.promise(() => pool?.destroy() ?? Promise.resolve()))
        const started = () => {
          if (pool !== undefined) return pool
          pool = new Piscina({
            filename: new URL(`./rowWorker${extname(import.meta.url)}`, import.meta.url).href,
            minThreads: 0,
            maxThreads: threads,
            // Node strips the types by itself. A loader of the main thread, such as tsx, would load libraries twice there.
            execArgv: [],
            // Without a limit a thread's heap grows before it is cleaned; chunks are small, so this is plenty.
            resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 },
            // A thread takes about a second to start with all that it loads: longer than steps pause between two uses.
            idleTimeout: 5_000,
            concurrentTasksPerWorker: 1
          })
          // An answer that was on its way when its task was interrupted has nobody who waits for it; without somebody
          // who listens, the pool would end the process for it. Failures of tasks are told to those who run them.
          pool.on("error", () => undefined)
          return pool
        }
        const answerOf = <A>(name: string, task: unknown, given: Iterable<ArrayBuffer> = []) =>
          Effect.tryPromise({
            try: (signal): Promise<Answer<A>> => started().run(task, { name, signal, transferList: [...given] }),
            catch: (cause) => new ThreadLost({ cause })
          }).pipe(
            Effect.flatMap((answer) =>
              "made" in answer
                ? Effect.succeed(answer.made)
                : Effect.die(Object.assign(new Error(answer.thrown.message), answer.thrown))
            )
          )
        return RowWorkers.of({
          concurrency: threads,
          run: (task) => answerOf("mapRows", task),
          runHere: (rows, task) => Effect.sync(() => mapChunk(rows, task)),
          work: <In, Out>({ module }: ThreadWork<In, Out>, input: In) =>
            Effect.suspend(() => {
              const given = buffersOf(input)
              return [...given].some(({ detached }) => detached)
                ? Effect.die(
                    new Error("The bytes of this work were moved to a thread before: it can be done only once")
                  )
                : answerOf<Out>("work", { module, input }, given)
            })
        })
      })
    )
}
