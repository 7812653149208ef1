/**
 * What came into the corpus and what left it, added up.
 *
 * @module
 */
import { CountsSum } from "@jobgraph/nlp/TermCounts"
import { Effect } from "effect"
import { partitionsOf } from "./AdIndex.ts"
import { addPartitions, adsWithout } from "./addPartitions.ts"
import { cacheNames } from "./CorpusState.ts"
import { type AdChange, type ChangedMember, corpusChange } from "./corpusChange.ts"
import type { CorpusMembers } from "./corpusMembers.ts"
import { enteringCounts } from "./enteringCounts.ts"
import { adsName, jobIdsOf } from "./PartitionCounts.ts"
import type { Counted, RefitSettings } from "./refit.ts"
import type { AdIndexes, RefitFiles } from "./refitFiles.ts"

/** Files that are read at the same time. */
const atOnce = 8
const none: ReadonlyArray<never> = []

/** The changes, and what was read to know them. */
export interface ChangedCounts {
  readonly added: CountsSum
  readonly removed: CountsSum
  /** By number, the places of ads that do not count, of partitions in which that changed. */
  readonly uncounted: ReadonlyMap<number, ReadonlySet<number>>
  readonly entering: ReadonlyArray<ChangedMember>
  readonly indexes: AdIndexes
}

/** Reads the partitions that come and go, and of those that stay the ones with an ad that came again or went. */
export const changedCounts = Effect.fnUntraced(function* (
  { base, before, counted, entering, leaving }: CorpusMembers,
  settings: Pick<RefitSettings, "files" | "sumOfNew">
) {
  const { files } = settings
  const indexes = base === null ? { ads: Buffer.alloc(0), newAds: Buffer.alloc(0) } : yield* readIndexes(files)
  const byNumber = new Map(before.map((each) => [each.number, each]))
  const coming = yield* withIds(entering)
  const going = yield* withIds(leaving.map((each) => ({ ...each, jobIds: idsOf(files, each.made) })))
  const change = corpusChange({
    entering: coming,
    leaving: going,
    holdersOf: (jobId) =>
      base === null
        ? none
        : [indexes.ads, indexes.newAds]
            .flatMap((index) => partitionsOf(index, jobId))
            .flatMap((number) => byNumber.get(number) ?? [])
  })

  const arriving = coming.map((each) => ({ ...each, out: new Set(change.entering.get(each.number)) }))
  const uncounted = new Map(arriving.map(({ number, out }) => [number, out]))
  const added = yield* enteringCounts(arriving, counted.filter(({ isNew }) => isNew).length, settings)
  const removed = new CountsSum()
  yield* addPartitions(
    files,
    going.map((each) => adsWithout(each, new Set(each.removed))),
    removed
  )
  const follow = Effect.fnUntraced(function* (number: number, changes: ReadonlyArray<AdChange>) {
    const each = byNumber.get(number)
    if (each === undefined) return
    const jobIds = yield* idsOf(files, each.made)
    const isCounted = new Map(changes.map(({ isCounted, jobId }) => [jobId, isCounted]))
    const places = (wanted: boolean) =>
      new Set(jobIds.flatMap((id, place) => (isCounted.get(id) === wanted ? [place] : [])))
    const [back, out] = [places(true), places(false)]
    uncounted.set(number, new Set([...each.removed.filter((place) => !back.has(place)), ...out]))
    yield* addPartitions(files, [{ ...each, places: back }], added)
    yield* addPartitions(files, [{ ...each, places: out }], removed)
  })
  yield* Effect.forEach(change.staying, ([number, changes]) => follow(number, changes), { concurrency: atOnce })
  return { added, removed, uncounted, entering: coming, indexes } satisfies ChangedCounts
})

const withIds = <P extends { readonly jobIds: Counted["jobIds"] }>(some: ReadonlyArray<P>) =>
  Effect.forEach(some, (each) => Effect.map(each.jobIds, (jobIds) => ({ ...each, jobIds })))

const idsOf = (files: RefitFiles, made: string) => Effect.map(files.read(adsName(made)), jobIdsOf)

const readIndexes = (files: RefitFiles) =>
  Effect.all(
    { ads: Effect.map(files.read(cacheNames.ads), viewOf), newAds: Effect.map(files.read(cacheNames.newAds), viewOf) },
    { concurrency: atOnce }
  )

/** The same bytes as a buffer, without a copy. */
const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
