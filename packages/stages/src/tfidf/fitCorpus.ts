/**
 * The corpus of a model and its frequencies, from those of the model before and what changed since.
 *
 * Reads what came and went, and of the rest as little as possible: of partitions that stay only those with an ad that
 * came again or went, and of the terms only the most frequent ones, where they suffice to know the model. Vocabulary,
 * idf and corpus are those of a full count, always.
 *
 * Nothing is written before all is read, so that who meets a damaged file can begin anew without the model before.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import {
  type CorpusCounts,
  CountsSum,
  decodeCorpusCounts,
  encodeCounts,
  selectVocabulary
} from "@jobgraph/nlp/TermCounts"
import type { TfidfError, TfidfOptions } from "@jobgraph/nlp/Tfidf"
import { selectFromTop, type TopTerms, topTerms } from "@jobgraph/nlp/TopTerms"
import { Effect, Option, Schema } from "effect"
import { partitionsOf } from "./AdIndex.ts"
import { addPartitions, type SomeAds } from "./addPartitions.ts"
import { CorpusState, cacheNames, type KnownPartition, stateFormat } from "./CorpusState.ts"
import { inScope } from "./corpus.ts"
import { type AdChange, corpusChange } from "./corpusChange.ts"
import { adsName, jobIdsOf } from "./PartitionCounts.ts"
import type { Counted, Refit, RefitSettings } from "./refit.ts"
import { type RefitFiles, saveIndex } from "./refitFiles.ts"

/** Changes that make more than this share of the ads are not worth following one by one. */
const mostChanged = 0.5
/** Sums of changes with more than this share of the terms of `base` are added to it. */
const mostPending = 0.25
/** How many times as many terms as features are kept as the most frequent ones. */
const topPerFeature = 2
/** Files that are read or written at the same time. */
const atOnce = 8

const adsOf = (partitions: ReadonlyArray<Pick<Counted, "sizes">>): number =>
  partitions.reduce((sum, { sizes }) => sum + sizes.reduce((a, b) => a + b, 0), 0)

/** The fit, and what is to be written for the next one. */
interface UnsavedFit {
  readonly fit: Refit
  readonly save: Effect.Effect<void, ArtifactError>
}

/** Fits a model; `before` is the state that the model before left, if it is of use. */
export const fitCorpus = Effect.fnUntraced(function* (
  before: CorpusState | null,
  counted: ReadonlyArray<Counted>,
  { counting, files, options, scope, workers }: RefitSettings
) {
  const topSize = topPerFeature * options.maxFeatures
  const old = before !== null && before.counting === counting && before.topSize === topSize ? before : null
  const known = new Map(old?.partitions.map((partition) => [partition.made, partition]))
  let next = old?.next ?? 0
  const now = counted.map((each) => {
    const { isSample, jobIds, made, partition, sizes } = each
    return { isSample, jobIds, made, partition, sizes, number: known.get(made)?.number ?? next++ }
  })
  const members = inScope(now, scope)
  const memberNames = new Set(members.map(({ made }) => made))
  const were = (old?.partitions ?? []).filter(({ isInCorpus }) => isInCorpus)
  const wereNames = new Set(were.map(({ made }) => made))
  const enteringAll = members.filter(({ made }) => !wereNames.has(made))
  const leavingAll = were.filter(({ made }) => !memberNames.has(made))
  const isNew = old === null || adsOf(enteringAll) + adsOf(leavingAll) > mostChanged * adsOf(were)
  const entering = isNew ? members : enteringAll
  const leaving = isNew ? [] : leavingAll

  // Which ads count.
  const withIds = <P extends { readonly jobIds: Counted["jobIds"] }>(some: ReadonlyArray<P>) =>
    Effect.forEach(some, (each) => Effect.map(each.jobIds, (jobIds) => ({ ...each, jobIds })))
  const [oldAds, newAds] = isNew ? [Buffer.alloc(0), Buffer.alloc(0)] : yield* bothIndexes(files)
  const byNumber = new Map(isNew ? [] : were.map((each) => [each.number, each]))
  const enteringAds = yield* withIds(entering)
  const leavingAds = yield* withIds(leaving.map((each) => ({ ...each, jobIds: idsOf(files, each.made) })))
  const change = corpusChange({
    entering: enteringAds,
    leaving: leavingAds,
    holdersOf: (jobId) =>
      isNew
        ? []
        : [oldAds, newAds]
            .flatMap((index) => partitionsOf(index, jobId))
            .flatMap((number) => byNumber.get(number) ?? [])
  })

  // What that changes in the sums.
  const added = new CountsSum()
  const removed = new CountsSum()
  const gone = new Map<number, ReadonlySet<number>>()
  const coming = enteringAds.map(({ jobIds, made, number, sizes }) => {
    const out = new Set(change.entering.get(number))
    gone.set(number, out)
    return { made, sizes, places: without(jobIds.length, out) }
  })
  yield* addPartitions(files, coming, added, workers)
  const going = leavingAds.map(({ jobIds, made, sizes, ...each }) => {
    return { made, sizes, places: without(jobIds.length, new Set(each.removed)) }
  })
  yield* addPartitions(files, going, removed, workers)
  const followed = Effect.fnUntraced(function* (number: number, changes: ReadonlyArray<AdChange>) {
    const each = byNumber.get(number)
    if (each === undefined) return
    const jobIds = yield* idsOf(files, each.made)
    const isCounted = new Map(changes.map(({ isCounted, jobId }) => [jobId, isCounted]))
    const places = (wanted: boolean) =>
      new Set(jobIds.flatMap((id, place) => (isCounted.get(id) === wanted ? [place] : [])))
    const [back, out] = [places(true), places(false)]
    gone.set(number, new Set([...each.removed.filter((place) => !back.has(place)), ...out]))
    yield* addPartitions(files, [{ ...each, places: back }], added, null)
    yield* addPartitions(files, [{ ...each, places: out }], removed, null)
  })
  yield* Effect.forEach(change.staying, ([number, changes]) => followed(number, changes), { concurrency: atOnce })

  const partitions = now.map(({ isSample, made, number, partition, sizes }): KnownPartition => {
    const out = gone.get(number)
    return {
      number,
      partition,
      made,
      isSample,
      sizes,
      isInCorpus: memberNames.has(made),
      removed: !memberNames.has(made)
        ? []
        : out === undefined
          ? (known.get(made)?.removed ?? [])
          : [...out].sort((a, b) => a - b)
    }
  })
  const state: Omit<CorpusState, "bound" | "baseTerms"> = { format: stateFormat, counting, next, partitions, topSize }

  // The sums, and the model of them.
  const write = (name: string, counts: CorpusCounts) => files.write(name, encodeCounts(counts))
  const saved = (bound: number, baseTerms: number, sums: ReadonlyArray<Effect.Effect<unknown, ArtifactError>>) =>
    Effect.all(
      [
        ...sums,
        saveIndex(files, { oldAds, newAds }, enteringAds, partitions, isNew),
        files.write(cacheNames.state, Buffer.from(Schema.encodeSync(CorpusState)({ ...state, bound, baseTerms })))
      ],
      { concurrency: atOnce, discard: true }
    )
  const pending = isNew ? null : yield* pendingCounts(files, added, removed)
  if (old !== null && pending !== null) {
    const top: TopTerms = { counts: yield* readCounts(files, cacheNames.top), bound: old.bound }
    const size = pending.added.table.termFrequencies.length + pending.removed.table.termFrequencies.length
    const fast = size > mostPending * old.baseTerms ? Option.none() : selectFromTop(top, pending, options)
    if (Option.isSome(fast)) {
      return {
        fit: { model: fast.value, corpus: inOrder(partitions), isFromTop: true },
        save: Effect.suspend(() =>
          saved(old.bound, old.baseTerms, [
            files.keep(cacheNames.base),
            files.keep(cacheNames.top),
            write(cacheNames.added, pending.added),
            write(cacheNames.removed, pending.removed)
          ])
        )
      } satisfies UnsavedFit
    }
  }
  const sum = new CountsSum()
  if (pending !== null) {
    sum.add(yield* readCounts(files, cacheNames.base))
    sum.add(pending.added)
    sum.subtract(pending.removed)
  }
  const all = yield* Effect.fromResult(pending === null ? added.result() : sum.result())
  const top = topTerms(all, topSize)
  const nothing = yield* Effect.fromResult(new CountsSum().result())
  return {
    fit: { model: yield* fitted(all, options), corpus: inOrder(partitions), isFromTop: false },
    save: Effect.suspend(() =>
      saved(top.bound, all.table.termFrequencies.length, [
        write(cacheNames.base, all),
        write(cacheNames.top, top.counts),
        write(cacheNames.added, nothing),
        write(cacheNames.removed, nothing)
      ])
    )
  } satisfies UnsavedFit
})

/** The model of the counts; one without features where the limits leave no term, as with a handful of ads. */
const fitted = (counts: CorpusCounts, options: TfidfOptions): Effect.Effect<Refit["model"], TfidfError> =>
  Effect.fromResult(selectVocabulary(counts, options)).pipe(
    Effect.catchIf(
      ({ reason }) => leavesNothing.has(reason._tag),
      () => Effect.succeed({ vocabulary: [], idf: new Float64Array(0) })
    )
  )

const leavesNothing = new Set(["ContradictoryLimits", "EmptyVocabulary", "NoTermsRemain", "NoDocuments"])

const idsOf = (files: RefitFiles, made: string) => Effect.map(files.read(adsName(made)), jobIdsOf)

const inOrder = (partitions: ReadonlyArray<KnownPartition>): ReadonlyArray<KnownPartition> =>
  partitions
    .filter(({ isInCorpus }) => isInCorpus)
    .toSorted((a, b) => (a.partition < b.partition ? -1 : a.partition > b.partition ? 1 : 0))

const without = (size: number, out: ReadonlySet<number>): SomeAds["places"] =>
  out.size === 0 ? "all" : new Set(Array.from({ length: size }, (_, place) => place).filter((place) => !out.has(place)))

const readCounts = (files: RefitFiles, name: string) =>
  Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(decodeCorpusCounts(bytes)))

const bothIndexes = (files: RefitFiles) =>
  Effect.all([files.read(cacheNames.ads), files.read(cacheNames.newAds)], { concurrency: atOnce }).pipe(
    Effect.map(([ads, newAds]) => [viewOf(ads), viewOf(newAds)] as const)
  )

/** The same bytes as a buffer, without a copy. */
const viewOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** What came and went since `base` was written, with what this fit adds. */
const pendingCounts = Effect.fnUntraced(function* (files: RefitFiles, added: CountsSum, removed: CountsSum) {
  const [came, went] = yield* Effect.all([readCounts(files, cacheNames.added), readCounts(files, cacheNames.removed)], {
    concurrency: atOnce
  })
  added.add(came)
  removed.add(went)
  return {
    added: yield* Effect.fromResult(added.result()),
    removed: yield* Effect.fromResult(removed.result())
  }
})
