/**
 * The corpus of a model and its frequencies, from those of the model before and what changed since.
 *
 * Reads what came and went, and of the rest as little as possible: of partitions that stay only those with an ad that
 * came again or went, and of the terms only the most frequent ones, where they suffice to know the model. Vocabulary,
 * idf and corpus are those of a full count, always.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import {
  type CorpusCounts,
  CountsSum,
  countsOfRows,
  decodeCorpusCounts,
  decodeTermCounts,
  encodeCounts,
  selectVocabulary
} from "@jobgraph/nlp/TermCounts"
import type { TfidfError, TfidfModel, TfidfOptions } from "@jobgraph/nlp/Tfidf"
import { selectFromTop, type TopTerms, topTerms } from "@jobgraph/nlp/TopTerms"
import { Effect, Option, Schema } from "effect"

import { partitionsOf } from "./AdIndex.ts"
import { CorpusState, cacheNames, type KnownPartition, stateFormat } from "./CorpusState.ts"
import { inScope } from "./corpus.ts"
import { corpusChange } from "./corpusChange.ts"
import { adsName, countsName, jobIdsOf } from "./PartitionCounts.ts"
import { type RefitFiles, saveIndex } from "./refitFiles.ts"

/** A partition as it is counted now. */
export interface Counted {
  readonly partition: string
  readonly made: string
  readonly isSample: boolean
  readonly sizes: ReadonlyArray<number>
  /** The ids of its ads, in order; read only where they are needed. */
  readonly jobIds: Effect.Effect<ReadonlyArray<string>, ArtifactError>
}

export type { RefitFiles } from "./refitFiles.ts"

export interface Refit {
  readonly model: Pick<TfidfModel, "vocabulary" | "idf">
  /** The partitions of the corpus, oldest batch first. */
  readonly corpus: ReadonlyArray<KnownPartition>
  /** Whether the most frequent terms sufficed. */
  readonly isFromTop: boolean
}

/** Changes that make more than this share of the ads are not worth following one by one. */
const mostChanged = 0.5
/** Sums of changes with more than this share of the terms of `base` are added to it. */
const mostPending = 0.25
/** How many times as many terms as features are kept as the most frequent ones. */
const topPerFeature = 2

const adsOf = (partitions: ReadonlyArray<Pick<Counted, "sizes">>): number =>
  partitions.reduce((sum, { sizes }) => sum + sizes.reduce((a, b) => a + b, 0), 0)

/** Fits a model; `before` is the state that the model before left, if it is of use. */
export const refit = Effect.fnUntraced(function* (
  before: CorpusState | null,
  counted: ReadonlyArray<Counted>,
  {
    counting,
    files,
    options,
    scope
  }: {
    readonly counting: string
    readonly files: RefitFiles
    readonly options: TfidfOptions & { readonly maxFeatures: number }
    readonly scope: "all" | "batch"
  }
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
  const oldAds = isNew ? Buffer.alloc(0) : Buffer.from(yield* files.read(cacheNames.ads))
  const newAds = isNew ? Buffer.alloc(0) : Buffer.from(yield* files.read(cacheNames.newAds))
  const byNumber = new Map(isNew ? [] : were.map((each) => [each.number, each]))
  const enteringAds = yield* withIds(entering)
  const leavingAds = yield* withIds(leaving.map((each) => ({ ...each, jobIds: idsOf(files, each.made) })))
  const change = corpusChange({
    entering: enteringAds,
    leaving: leavingAds,
    holdersOf: (jobId) =>
      [oldAds, newAds].flatMap((index) => partitionsOf(index, jobId).flatMap((number) => byNumber.get(number) ?? []))
  })

  // What that changes in the sums.
  const added = new CountsSum()
  const removed = new CountsSum()
  const eachFile = ({ made, sizes }: Pick<Counted, "made" | "sizes">, places: ReadonlySet<number>, into: CountsSum) =>
    addRows(files, made, sizes, places, into)
  const gone = new Map<number, ReadonlySet<number>>()
  for (const each of enteringAds) {
    const out = new Set(change.entering.get(each.number))
    gone.set(each.number, out)
    yield* eachFile(each, without(each.jobIds.length, out), added)
  }
  for (const each of leavingAds) {
    yield* eachFile(each, without(each.jobIds.length, new Set(each.removed)), removed)
  }
  for (const [number, changes] of change.staying) {
    const each = byNumber.get(number)
    if (each === undefined) continue
    const jobIds = yield* idsOf(files, each.made)
    const isCounted = new Map(changes.map(({ isCounted, jobId }) => [jobId, isCounted]))
    const places = (wanted: boolean) =>
      new Set(jobIds.flatMap((id, place) => (isCounted.get(id) === wanted ? [place] : [])))
    const [back, out] = [places(true), places(false)]
    gone.set(number, new Set([...each.removed.filter((place) => !back.has(place)), ...out]))
    yield* eachFile(each, back, added)
    yield* eachFile(each, out, removed)
  }

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
  const save = (bound: number, baseTerms: number) =>
    files.write(cacheNames.state, Buffer.from(Schema.encodeSync(CorpusState)({ ...state, bound, baseTerms })))
  const saveCounts = (name: string, counts: CorpusCounts) => files.write(name, encodeCounts(counts))
  yield* saveIndex(files, { oldAds, newAds }, enteringAds, partitions, isNew)
  const pending = isNew ? null : yield* pendingCounts(files, added, removed)
  if (old !== null && pending !== null) {
    const top: TopTerms = { counts: yield* readCounts(files, cacheNames.top), bound: old.bound }
    const size = pending.added.table.termFrequencies.length + pending.removed.table.termFrequencies.length
    const fast = size > mostPending * old.baseTerms ? Option.none() : selectFromTop(top, pending, options)
    if (Option.isSome(fast) && (yield* files.keep(cacheNames.base)) && (yield* files.keep(cacheNames.top))) {
      yield* saveCounts(cacheNames.added, pending.added)
      yield* saveCounts(cacheNames.removed, pending.removed)
      yield* save(old.bound, old.baseTerms)
      return { model: fast.value, corpus: inOrder(partitions), isFromTop: true } satisfies Refit
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
  yield* saveCounts(cacheNames.base, all)
  yield* saveCounts(cacheNames.top, top.counts)
  yield* saveCounts(cacheNames.added, nothing)
  yield* saveCounts(cacheNames.removed, nothing)
  yield* save(top.bound, all.table.termFrequencies.length)
  return { model: yield* fitted(all, options), corpus: inOrder(partitions), isFromTop: false } satisfies Refit
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

const without = (size: number, out: ReadonlySet<number>): ReadonlySet<number> =>
  new Set(Array.from({ length: size }, (_, place) => place).filter((place) => !out.has(place)))

const readCounts = (files: RefitFiles, name: string) =>
  Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(decodeCorpusCounts(bytes)))

/** Adds the counts of some ads of a partition; files without one are not read. */
const addRows = Effect.fnUntraced(function* (
  files: RefitFiles,
  made: string,
  sizes: ReadonlyArray<number>,
  places: ReadonlySet<number>,
  into: CountsSum
) {
  let from = 0
  for (const [index, size] of sizes.entries()) {
    const rows = [...places].flatMap((place) => (place >= from && place < from + size ? [place - from] : []))
    from += size
    if (rows.length === 0) continue
    const bytes = yield* files.read(countsName(made, index))
    if (rows.length === size) into.add(yield* Effect.fromResult(decodeCorpusCounts(bytes)))
    else into.add(countsOfRows(yield* Effect.fromResult(decodeTermCounts(bytes)), rows))
  }
})

/** What came and went since `base` was written, with what this fit adds. */
const pendingCounts = Effect.fnUntraced(function* (files: RefitFiles, added: CountsSum, removed: CountsSum) {
  added.add(yield* readCounts(files, cacheNames.added))
  removed.add(yield* readCounts(files, cacheNames.removed))
  return {
    added: yield* Effect.fromResult(added.result()),
    removed: yield* Effect.fromResult(removed.result())
  }
})
