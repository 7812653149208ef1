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
import { selectFromTop, topTerms } from "@jobgraph/nlp/TopTerms"
import { Effect, Option, Schema } from "effect"
import { CorpusState, cacheNames, type KnownPartition, stateFormat } from "./CorpusState.ts"
import { type ChangedCounts, changedCounts } from "./changedCounts.ts"
import { type CorpusMembers, corpusMembers } from "./corpusMembers.ts"
import type { Counted, Refit, RefitSettings } from "./refit.ts"
import { type RefitFiles, saveIndex } from "./refitFiles.ts"

/** Sums of changes with more than this share of the terms of `base` are added to it. */
const mostPending = 0.25
/** How many times as many terms as features are kept as the most frequent ones. */
const topPerFeature = 2
/** Files that are read or written at the same time. */
const atOnce = 8

/** The fit, and what is to be written for the next one. */
interface UnsavedFit {
  readonly fit: Refit
  readonly save: Effect.Effect<void, ArtifactError>
}

/** Fits a model; `before` is the state that the model before left, if it is of use. */
export const fitCorpus = Effect.fnUntraced(function* (
  before: CorpusState | null,
  counted: ReadonlyArray<Counted>,
  settings: RefitSettings
) {
  const { counting, files, options, scope } = settings
  const topSize = topPerFeature * options.maxFeatures
  const isOfUse = before?.counting === counting && before.topSize === topSize
  const members = corpusMembers(isOfUse ? before : null, counted, scope)
  const { base, next } = members
  const changes = yield* changedCounts(members, settings)
  const partitions = partitionsNow(members, changes)
  const corpus = inOrder(partitions)

  const saved = (bound: number, baseTerms: number, sums: ReadonlyArray<Effect.Effect<unknown, ArtifactError>>) => {
    const state: CorpusState = { format: stateFormat, counting, next, partitions, topSize, bound, baseTerms }
    return Effect.all(
      [
        ...sums,
        saveIndex(files, changes.indexes, changes.entering, partitions, base === null),
        files.write(cacheNames.state, Buffer.from(Schema.encodeSync(CorpusState)(state)))
      ],
      { concurrency: atOnce, discard: true }
    )
  }
  const write = (name: string, counts: CorpusCounts) => files.write(name, encodeCounts(counts))

  let sum = changes.added
  if (base !== null) {
    const pending = yield* pendingCounts(files, changes)
    const top = { counts: yield* readCounts(files, cacheNames.top), bound: base.bound }
    const size = pending.added.table.termFrequencies.length + pending.removed.table.termFrequencies.length
    const fast = size > mostPending * base.baseTerms ? Option.none() : selectFromTop(top, pending, options)
    if (Option.isSome(fast)) {
      return {
        fit: { model: fast.value, corpus, isFromTop: true },
        save: Effect.suspend(() =>
          saved(base.bound, base.baseTerms, [
            files.keep(cacheNames.base),
            files.keep(cacheNames.top),
            write(cacheNames.added, pending.added),
            write(cacheNames.removed, pending.removed)
          ])
        )
      } satisfies UnsavedFit
    }
    sum = new CountsSum()
    yield* addFile(sum, files, cacheNames.base)
    yield* Effect.fromResult(sum.add(pending.added))
    yield* Effect.fromResult(sum.subtract(pending.removed))
  }
  const bytes = yield* Effect.fromResult(sum.encoded())
  const all = yield* Effect.fromResult(decodeCorpusCounts(bytes))
  const top = topTerms(all, topSize)
  const nothing = yield* Effect.fromResult(new CountsSum().encoded())
  return {
    fit: { model: yield* fitted(all, options), corpus, isFromTop: false },
    save: Effect.suspend(() =>
      saved(top.bound, all.table.termFrequencies.length, [
        files.write(cacheNames.base, bytes),
        write(cacheNames.top, top.counts),
        files.write(cacheNames.added, nothing),
        files.write(cacheNames.removed, nothing)
      ])
    )
  } satisfies UnsavedFit
})

/** All that is counted, with what of it counts. */
const partitionsNow = (
  { base, counted, isMember }: CorpusMembers,
  { uncounted }: ChangedCounts
): ReadonlyArray<KnownPartition> => {
  const before = new Map(base?.partitions.map(({ made, removed }) => [made, removed]))
  return counted.map((each) => {
    const { isSample, made, number, partition, sizes } = each
    const out = uncounted.get(number)
    const removed = out === undefined ? (before.get(made) ?? []) : [...out].sort((a, b) => a - b)
    const isInCorpus = isMember(each)
    return { number, partition, made, isSample, sizes, isInCorpus, removed: isInCorpus ? removed : [] }
  })
}

/** The model of the counts; one without features where the limits leave no term, as with a handful of ads. */
const fitted = (counts: CorpusCounts, options: TfidfOptions): Effect.Effect<Refit["model"], TfidfError> =>
  Effect.fromResult(selectVocabulary(counts, options)).pipe(
    Effect.catchIf(
      ({ reason }) => leavesNothing.has(reason._tag),
      () => Effect.succeed({ vocabulary: [], idf: new Float64Array(0) })
    )
  )

const leavesNothing = new Set(["ContradictoryLimits", "EmptyVocabulary", "NoTermsRemain", "NoDocuments"])

const inOrder = (partitions: ReadonlyArray<KnownPartition>): ReadonlyArray<KnownPartition> =>
  partitions
    .filter(({ isInCorpus }) => isInCorpus)
    .toSorted((a, b) => (a.partition < b.partition ? -1 : a.partition > b.partition ? 1 : 0))

const addFile = (sum: CountsSum, files: RefitFiles, name: string) =>
  Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(sum.addBytes(bytes)))

const readCounts = (files: RefitFiles, name: string) =>
  Effect.flatMap(files.read(name), (bytes) => Effect.fromResult(decodeCorpusCounts(bytes)))

/** What came and went since `base` was written, with what this fit adds. */
const pendingCounts = Effect.fnUntraced(function* (
  files: RefitFiles,
  { added, removed }: Pick<ChangedCounts, "added" | "removed">
) {
  yield* addFile(added, files, cacheNames.added)
  yield* addFile(removed, files, cacheNames.removed)
  return {
    added: yield* Effect.fromResult(added.result()),
    removed: yield* Effect.fromResult(removed.result())
  }
})
