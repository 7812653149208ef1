/**
 * Adding up what was counted of partitions.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import {
  type CorpusCounts,
  type CountsSum,
  countsOfRows,
  decodeCorpusCounts,
  decodeTermCounts
} from "@jobgraph/nlp/TermCounts"
import type { TfidfError } from "@jobgraph/nlp/Tfidf"
import { Effect, Result } from "effect"
import { adsOf } from "./corpus.ts"
import { countsName } from "./PartitionCounts.ts"
import type { RefitFiles } from "./refitFiles.ts"

/** A counted partition, and the places of its ads that are meant: of most partitions, all. */
export interface SomeAds {
  readonly made: string
  readonly sizes: ReadonlyArray<number>
  readonly places: ReadonlySet<number> | "all"
}

/** The ads of a partition but those at some places. */
export const adsWithout = (partition: Omit<SomeAds, "places">, out: ReadonlySet<number>): SomeAds => ({
  made: partition.made,
  sizes: partition.sizes,
  places:
    out.size === 0
      ? "all"
      : new Set(Array.from({ length: adsOf([partition]) }, (_, place) => place).filter((place) => !out.has(place)))
})

/** Adds the counts of some ads of partitions, a file at a time; files without one are not read. */
export const addPartitions = (files: RefitFiles, partitions: ReadonlyArray<SomeAds>, into: CountsSum) =>
  eachFile(files, partitions, (bytes, rows) =>
    // All ads of a file are added from its bytes, without a look at each; so are nearly all files.
    rows === "all" ? into.addBytes(bytes) : Result.flatMap(rowsOf(bytes, rows), (counts) => into.add(counts))
  )

/** Takes away what `addPartitions` would add. */
export const subtractPartitions = (files: RefitFiles, partitions: ReadonlyArray<SomeAds>, from: CountsSum) =>
  eachFile(files, partitions, (bytes, rows) =>
    Result.flatMap(rows === "all" ? decodeCorpusCounts(bytes) : rowsOf(bytes, rows), (counts) => from.subtract(counts))
  )

const eachFile = (
  files: RefitFiles,
  partitions: ReadonlyArray<SomeAds>,
  use: (bytes: Uint8Array, rows: WantedFile["rows"]) => Result.Result<void, TfidfError>
): Effect.Effect<void, ArtifactError | TfidfError> =>
  Effect.forEach(
    partitions.flatMap(filesOf),
    ({ name, rows }) => Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(use(bytes, rows))),
    { discard: true }
  )

const rowsOf = (bytes: Uint8Array, rows: ReadonlyArray<number>): Result.Result<CorpusCounts, TfidfError> =>
  Result.map(decodeTermCounts(bytes), (counts) => countsOfRows(counts, rows))

interface WantedFile {
  readonly name: string
  readonly rows: "all" | ReadonlyArray<number>
}

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
