/**
 * What the partitions that come into the corpus add to it.
 *
 * @module
 */
import { CountsSum } from "@jobgraph/nlp/TermCounts"
import { Effect } from "effect"
import { addPartitions, adsWithout, type SomeAds, subtractPartitions } from "./addPartitions.ts"
import { adsOf } from "./corpus.ts"
import type { RefitSettings } from "./refit.ts"

/** A partition that comes, and the places of its ads that do not count. */
export interface EnteringAds extends Pick<SomeAds, "made" | "sizes"> {
  readonly isNew: boolean
  readonly out: ReadonlySet<number>
}

/** If more than this share of the new ads do not count, those that do are added up anew. */
const mostOut = 0.25

/**
 * The sum of the partitions that come: that of all which are new, from which what does not count is taken away, if
 * `allNew` of them come. It was made while they were counted.
 */
export const enteringCounts = Effect.fnUntraced(function* (
  entering: ReadonlyArray<EnteringAds>,
  allNew: number,
  { files, sumOfNew }: Pick<RefitSettings, "files" | "sumOfNew">
) {
  const fresh = entering.filter(({ isNew }) => isNew)
  if (sumOfNew === undefined || fresh.length < allNew || shareOut(fresh) > mostOut) {
    const sum = new CountsSum()
    yield* addPartitions(files, entering.map(countedOf), sum)
    return sum
  }
  yield* addPartitions(files, entering.filter(({ isNew }) => !isNew).map(countedOf), sumOfNew)
  const uncounted = fresh.filter(({ out }) => out.size > 0)
  yield* subtractPartitions(
    files,
    uncounted.map(({ made, out, sizes }) => ({ made, sizes, places: out })),
    sumOfNew
  )
  return sumOfNew
})

const shareOut = (partitions: ReadonlyArray<EnteringAds>): number =>
  partitions.reduce((sum, { out }) => sum + out.size, 0) / Math.max(1, adsOf(partitions))

const countedOf = (each: EnteringAds): SomeAds => adsWithout(each, each.out)
