/**
 * The rows of a stored model's matrix, one part after another.
 *
 * @module
 */
import { type CsrMatrix, decodeTermCounts, type TermCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Stream } from "effect"
import type { AdFacts } from "./AdFacts.ts"
import type { StoredModel, StoredPartition } from "./ModelFiles.ts"
import { factsOf } from "./PartitionCounts.ts"

/** Consecutive rows of the corpus. */
export interface StoredRows {
  readonly partition: StoredPartition
  /** The ads of the rows. */
  readonly ads: ReadonlyArray<AdFacts>
  /** The counts of a whole file, with rows that do not count. */
  readonly counts: TermCounts
  /** The rows of `counts` that count, one for each ad. */
  readonly rows: ReadonlyArray<number>
}

/** The ads of a partition that count, in the order of their rows. */
export const adsThatCount = ({ ads, removed }: StoredPartition) =>
  Effect.map(ads, (bytes) => {
    const gone = new Set(removed)
    return factsOf(bytes).filter((_, place) => !gone.has(place))
  })

/** All rows in their order, a file of counts at a time. */
export const storedRows = ({ corpus }: Pick<StoredModel, "corpus">) =>
  Stream.fromIterable(corpus).pipe(
    Stream.mapEffect((partition) => Effect.map(partition.ads, (bytes) => ({ partition, ads: factsOf(bytes) }))),
    Stream.flatMap(({ ads, partition }) =>
      Stream.fromIterable(partition.counts.map((bytes, index) => ({ bytes, index }))).pipe(
        Stream.mapEffect(
          Effect.fnUntraced(function* ({ bytes, index }) {
            const counts = yield* Effect.fromResult(decodeTermCounts(yield* bytes))
            const from = partition.sizes.slice(0, index).reduce((sum, size) => sum + size, 0)
            const removed = new Set(partition.removed)
            const rows = Array.from({ length: partition.sizes[index] ?? 0 }, (_, row) => row).filter(
              (row) => !removed.has(from + row)
            )
            return {
              partition,
              counts,
              rows,
              ads: rows.flatMap((row) => ads[from + row] ?? [])
            } satisfies StoredRows
          })
        )
      )
    )
  )

/** The given rows of a matrix. */
export const pickRows = (matrix: CsrMatrix, rows: ReadonlyArray<number>): CsrMatrix => {
  if (rows.length === matrix.shape[0]) return matrix
  const indptr = new Int32Array(rows.length + 1)
  const bounds = rows.map((row) => [matrix.indptr[row] ?? 0, matrix.indptr[row + 1] ?? 0] as const)
  for (const [place, [begin, end]] of bounds.entries()) indptr[place + 1] = (indptr[place] ?? 0) + end - begin
  const size = indptr.at(-1) ?? 0
  const indices = new Int32Array(size)
  const data = new Float64Array(size)
  for (const [place, [begin, end]] of bounds.entries()) {
    indices.set(matrix.indices.subarray(begin, end), indptr[place])
    data.set(matrix.data.subarray(begin, end), indptr[place])
  }
  return { shape: [rows.length, matrix.shape[1]], indptr, indices, data }
}
