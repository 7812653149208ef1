/**
 * Adding up what was counted of partitions.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import { type CountsSum, countsOfRows, decodeTermCounts } from "@jobgraph/nlp/TermCounts"
import type { TfidfError } from "@jobgraph/nlp/Tfidf"
import { Effect, Result } from "effect"
import { countsName } from "./PartitionCounts.ts"
import type { RefitFiles } from "./refitFiles.ts"

/** A counted partition, and the places of its ads that are meant: of most partitions, all. */
export interface SomeAds {
  readonly made: string
  readonly sizes: ReadonlyArray<number>
  readonly places: ReadonlySet<number> | "all"
}

/** Adds the counts of some ads of partitions, a file at a time; files without one are not read. */
export const addPartitions = (
  files: RefitFiles,
  partitions: ReadonlyArray<SomeAds>,
  into: CountsSum
): Effect.Effect<void, ArtifactError | TfidfError> =>
  Effect.forEach(
    partitions.flatMap(filesOf),
    ({ name, rows }) => Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(addFile(into, bytes, rows))),
    { discard: true }
  )

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

/** All ads of a file are added from its bytes, without a look at each; so are nearly all files. */
const addFile = (sum: CountsSum, bytes: Uint8Array, rows: WantedFile["rows"]): Result.Result<void, TfidfError> =>
  rows === "all"
    ? sum.addBytes(bytes)
    : Result.flatMap(decodeTermCounts(bytes), (counts) => sum.add(countsOfRows(counts, rows)))
