/**
 * Adding up what was counted of partitions, in threads where it is much.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import type { RowWorkers } from "@jobgraph/assets/RowWorkers"
import type { ThreadLost } from "@jobgraph/assets/ThreadLost"
import type { CountsSum } from "@jobgraph/nlp/TermCounts"
import { CorruptCounts, TfidfError } from "@jobgraph/nlp/tfidf/TfidfError"
import { Array as Arrays, Effect } from "effect"
import { countsName } from "./PartitionCounts.ts"
import type { RefitFiles } from "./refitFiles.ts"
import sumCounts, { addFile } from "./sumCounts.ts"

/** A counted partition, and the places of its ads that are meant: of most partitions, all. */
export interface SomeAds {
  readonly made: string
  readonly sizes: ReadonlyArray<number>
  readonly places: ReadonlySet<number> | "all"
}

/** Fewer partitions are added up in this thread: another would take longer to start. */
const partitionsWorthAThread = 100
/** So many are a thread's task: what they have in common is then handed over once. */
const partitionsPerTask = 24

/** Adds the counts of some ads of partitions; files without one are not read. */
export const addPartitions = (
  files: RefitFiles,
  partitions: ReadonlyArray<SomeAds>,
  into: CountsSum,
  workers: RowWorkers["Service"] | null
): Effect.Effect<void, ArtifactError | TfidfError | ThreadLost> =>
  workers === null || partitions.length < partitionsWorthAThread
    ? Effect.forEach(
        partitions.flatMap(filesOf),
        (file) => Effect.flatMap(read(files, file), (file) => Effect.fromResult(addFile(into, file))),
        { discard: true }
      )
    : Effect.forEach(
        Arrays.chunksOf(partitions, partitionsPerTask),
        Effect.fnUntraced(function* (some) {
          const task = yield* Effect.forEach(some.flatMap(filesOf), (file) => read(files, file))
          const answer = yield* workers.work(sumCounts, task)
          if ("damage" in answer) {
            return yield* new TfidfError({ reason: new CorruptCounts({ problem: answer.damage }) })
          }
          yield* Effect.fromResult(into.addBytes(answer.sum))
        }),
        { concurrency: workers.concurrency + 1, discard: true }
      )

interface WantedFile {
  readonly name: string
  readonly rows: "all" | ReadonlyArray<number>
}

const read = (files: RefitFiles, { name, rows }: WantedFile) =>
  Effect.map(files.read(name), (bytes) => ({ bytes, rows }))

/** The files that hold a partition's ads that are meant. */
const filesOf = ({ made, places, sizes }: SomeAds): ReadonlyArray<WantedFile> => {
  if (places === "all") return sizes.map((_, index) => ({ name: countsName(made, index), rows: "all" }))
  let from = 0
  return sizes.flatMap((size, index) => {
    const first = from
    from += size
    const rows = Array.from({ length: size }, (_, row) => row).filter((row) => places.has(first + row))
    return rows.length === 0 ? [] : [{ name: countsName(made, index), rows: rows.length === size ? "all" : rows }]
  })
}
