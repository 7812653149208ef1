/**
 * Which partitions are in the corpus now, and which come and go. Pure.
 *
 * @module
 */
import type { CorpusState, KnownPartition } from "./CorpusState.ts"
import { adsOf, inScope } from "./corpus.ts"
import type { Counted } from "./refit.ts"

/** Changes that make more than this share of the ads are not worth following one by one. */
const mostChanged = 0.5

/** A partition that is counted now, with its number in the index of ads. */
export type NumberedPartition = Counted & Pick<KnownPartition, "number">

export interface CorpusMembers {
  /** What the corpus is made of: the state that the model before left; null, nothing, so that all members come. */
  readonly base: CorpusState | null
  /** All that is counted now, in the corpus or not. */
  readonly counted: ReadonlyArray<NumberedPartition>
  readonly isMember: (partition: Pick<Counted, "made">) => boolean
  readonly entering: ReadonlyArray<NumberedPartition>
  readonly leaving: ReadonlyArray<KnownPartition>
  /** Those of `base` that were in the corpus. */
  readonly before: ReadonlyArray<KnownPartition>
  /** The next number of a partition. */
  readonly next: number
}

/** `before` is the state that the model before left, if counts of then and now can be added. */
export const corpusMembers = (
  before: CorpusState | null,
  counted: ReadonlyArray<Counted>,
  scope: "all" | "batch"
): CorpusMembers => {
  const numbers = new Map(before?.partitions.map(({ made, number }) => [made, number]))
  let next = before?.next ?? 0
  const numbered = counted.map((each): NumberedPartition => ({ ...each, number: numbers.get(each.made) ?? next++ }))
  const members = inScope(numbered, scope)
  const isMember = nameIn(members)
  const were = (before?.partitions ?? []).filter(({ isInCorpus }) => isInCorpus)
  const wasMember = nameIn(were)
  const entering = members.filter((each) => !wasMember(each))
  const leaving = were.filter((each) => !isMember(each))
  const known = { counted: numbered, isMember, next }
  return before === null || adsOf(entering) + adsOf(leaving) > mostChanged * adsOf(were)
    ? { ...known, base: null, entering: members, leaving: [], before: [] }
    : { ...known, base: before, entering, leaving, before: were }
}

const nameIn = (partitions: ReadonlyArray<Pick<Counted, "made">>) => {
  const names = new Set(partitions.map(({ made }) => made))
  return ({ made }: Pick<Counted, "made">): boolean => names.has(made)
}
