/**
 * Runs row functions: here for a handful of rows, in worker threads for many.
 *
 * @module
 */
import { availableParallelism } from "node:os"
import { Context, Effect, Layer, Predicate } from "effect"
import { Piscina } from "piscina"
import { ArtifactError, SchemaMismatch } from "../artifact/ArtifactError.ts"
import type { Lines } from "../artifact/PartWriter.ts"
import type * as MapRows from "../definition/MapRows.ts"
import type { PartitionKey } from "../definition/Partitions.ts"
import { mapChunk } from "./mapChunk.ts"

/** A chunk of rows on its way to a row function: all of it can be sent to another thread. */
export interface Task {
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
export interface TaskResult {
  readonly rows: Lines
  readonly rejects: Lines
  readonly counts: Readonly<Record<string, number>>
  /** For each row in `rows`, the value of the task's `keyField`. */
  readonly keys: ReadonlyArray<string>
  /** Set where a row did not fit the output's schema; then the rest is empty. */
  readonly mismatch: string | null
}

/** Runs tasks. Interrupting one ends its thread, whatever it is doing. */
export class RowWorkers extends Context.Service<
  RowWorkers,
  {
    /** How many tasks are worth running at once. */
    readonly concurrency: number
    readonly run: (task: Task) => Effect.Effect<TaskResult, ArtifactError>
    /** Runs the task in this thread: right for few rows, where a thread would take longer to start. */
    readonly runHere: (rows: MapRows.Any, task: Task) => Effect.Effect<TaskResult, ArtifactError>
  }
>()("@jobgraph/assets/RowWorkers") {
  /** Up to `threads` worker threads, started when first needed, ended after ten idle seconds or with the scope. */
  static readonly layer = (threads: number = availableParallelism()): Layer.Layer<RowWorkers> =>
    Layer.effect(
      RowWorkers,
      Effect.gen(function* () {
        let pool: Piscina | undefined
        yield* Effect.addFinalizer(() => Effect.promise(() => pool?.destroy() ?? Promise.resolve()))
        const started = () => {
          pool ??= new Piscina({
            filename: new URL("./rowWorker.ts", import.meta.url).href,
            minThreads: 0,
            maxThreads: threads,
            // Node strips the types by itself. A loader of the main thread, such as tsx, would load libraries twice there.
            execArgv: [],
            idleTimeout: 10_000,
            concurrentTasksPerWorker: 1
          })
          return pool
        }
        return RowWorkers.of({
          concurrency: threads,
          run: (task) =>
            Effect.tryPromise({
              try: (signal): Promise<TaskResult> => started().run(task, { signal }),
              catch: (cause) => cause
            }).pipe(
              Effect.catch((cause) => Effect.die(cause)),
              Effect.flatMap(refuseMismatch)
            ),
          runHere: (rows, task) =>
            Effect.flatMap(
              Effect.sync(() => mapChunk(rows, task)),
              refuseMismatch
            )
        })
      })
    )
}

const refuseMismatch = (result: TaskResult): Effect.Effect<TaskResult, ArtifactError> =>
  Predicate.isNull(result.mismatch)
    ? Effect.succeed(result)
    : Effect.fail(new ArtifactError({ reason: new SchemaMismatch({ detail: result.mismatch }) }))
