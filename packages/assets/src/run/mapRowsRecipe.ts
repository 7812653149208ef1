import { Effect, Stream } from "effect"
import type { ArtifactError } from "../artifact/ArtifactError.ts"
import type { ArtifactStore } from "../artifact/ArtifactStore.ts"
import type { Part } from "../artifact/Manifest.ts"
import type { Lines } from "../artifact/PartWriter.ts"
import { mismatchError } from "../artifact/RowCodec.ts"
import type { Asset } from "../definition/Asset.ts"
import type { PartitionKey } from "../definition/Partitions.ts"
import type { ChunkResult, ChunkTask } from "./ChunkTask.ts"
import type { AttemptOutput } from "./outputs.ts"
import type { RowWorkers } from "./RowWorkers.ts"
import type { ThreadLost } from "./ThreadLost.ts"

type Recipe = Extract<Asset<never, never, never, never>["recipe"], { readonly _tag: "MapRows" }>

/** How work is divided; no byte of what comes out depends on it. */
export interface Division {
  /** Fewer rows than this are mapped in this thread. */
  readonly rowsWorthAThread: number
  /** Small enough to keep all threads busy on one part, large enough that sending it costs little. */
  readonly rowsPerTask: number
}

const division: Division = { rowsWorthAThread: 2_000, rowsPerTask: 1_024 }

export interface MapRowsInput {
  readonly store: ArtifactStore["Service"]
  readonly workers: RowWorkers["Service"]
  readonly recipe: Recipe
  readonly parts: ReadonlyArray<Part>
  readonly encodedConfig: unknown
  readonly partition: PartitionKey
  readonly output: AttemptOutput
}

/**
 * Maps the rows of the input's parts, many chunks at once, and writes what
 * comes out in the order of the input, whichever thread was first.
 */
export const mapRowsRecipe = (
  input: MapRowsInput,
  { rowsPerTask, rowsWorthAThread }: Division = division
): Effect.Effect<void, ArtifactError | ThreadLost> => {
  const { output, parts, recipe, store, workers } = input
  const isSmall = parts.reduce((sum, part) => sum + part.rows, 0) < rowsWorthAThread
  const seen = new Set<string>()
  let made = 0

  const tasks = Stream.fromIterable(parts).pipe(
    Stream.mapEffect((part) => store.get(part.hash)),
    Stream.flatMap((bytes) => Stream.fromIterable(slices(bytes, rowsPerTask))),
    Stream.map(
      (bytes): ChunkTask => ({
        module: recipe.rows.module,
        bytes,
        encodedConfig: input.encodedConfig,
        partition: input.partition,
        keyField: recipe.distinct?.field ?? null
      })
    )
  )

  const write = Effect.fnUntraced(function* (result: ChunkResult) {
    if (result.mismatch !== null) {
      return yield* mismatchError(result.mismatch, made)
    }
    made += result.rows.ends.length
    const { duplicates, rows } = distinct(result, seen)
    yield* output.rows.append(rows)
    yield* output.rejects.append(result.rejects)
    if (duplicates.length > 0 && recipe.distinct !== null) {
      const { field, rule } = recipe.distinct
      yield* output.reject(duplicates.map((row) => ({ rule, reason: `another row has the same ${field}`, row })))
    }
    yield* output.report({ ...result.counts, ...(recipe.distinct === null ? {} : { duplicates: duplicates.length }) })
  })

  return tasks.pipe(
    Stream.mapEffect((task) => (isSmall ? workers.runHere(recipe.rows, task) : workers.run(task)), {
      concurrency: isSmall ? 1 : workers.concurrency + 1
    }),
    Stream.runForEach(write)
  )
}

/** Cuts a part into chunks of at most `rowsPerTask` lines, each in memory of its own. */
function* slices(bytes: Uint8Array, rowsPerTask: number): Generator<Uint8Array> {
  let from = 0
  let lines = 0
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, end + 1)) {
    lines += 1
    if (lines % rowsPerTask === 0) {
      yield bytes.slice(from, end + 1)
      from = end + 1
    }
  }
  if (from < bytes.length) {
    yield bytes.slice(from)
  }
}

/** Takes out the rows whose key was seen before, in this chunk or an earlier one. */
const distinct = ({ keys, rows }: ChunkResult, seen: Set<string>) => {
  const duplicates: Array<unknown> = []
  const kept: Array<Uint8Array> = []
  const ends: Array<number> = []
  let from = 0
  let length = 0
  for (const [index, end] of rows.ends.entries()) {
    const key = keys[index]
    const line = rows.bytes.subarray(from, end)
    from = end
    if (key !== undefined && seen.has(key)) {
      duplicates.push(JSON.parse(Buffer.from(line).toString()))
      continue
    }
    if (key !== undefined) {
      seen.add(key)
    }
    kept.push(line)
    length += line.byteLength
    ends.push(length)
  }
  const isWhole = duplicates.length === 0
  const left: Lines = isWhole ? rows : { bytes: Buffer.concat(kept), ends: Uint32Array.from(ends) }
  return { rows: left, duplicates }
}
