/**
 * The asset `tfidf_model`: what is learned of the words of all ads.
 *
 * @module
 */
import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import * as CodeVersion from "@jobgraph/assets/CodeVersion"
import { all } from "@jobgraph/assets/Dependency"
import * as Models from "@jobgraph/db/Models"
import { preprocessVersion } from "@jobgraph/nlp/Preprocess"
import { type CorpusCounts, decodeTermCounts, mergeCounts, selectVocabulary } from "@jobgraph/nlp/TermCounts"
import type { TfidfError, TfidfModel } from "@jobgraph/nlp/Tfidf"
import { Duration, Effect, Result } from "effect"
import { enriched } from "../enriched/enriched.ts"
import { type CorpusPart, corpusOf } from "./corpus.ts"
import { writeModel } from "./ModelFiles.ts"
import { ModelSettings } from "./ModelSettings.ts"
import { modelChecks } from "./modelChecks.ts"
import { newCoverage, unknownShare, vocabularyChange } from "./modelFigures.ts"
import { type CountedPartition, countingOf, countPartition, countsName } from "./PartitionCounts.ts"
import { publishModel } from "./publishModel.ts"

/**
 * `tfidf_model`: vocabulary and inverse document frequencies over the latest version of every ad.
 *
 * Only partitions that changed are read; the counts of the others are taken
 * over from the model before, and added up exactly. Weights are not stored,
 * since a new ad changes every one of them: they are applied on reading.
 *
 * Files: `vocabulary.txt` (one term a line, column order), `idf.f64` (float64,
 * little-endian), `corpus.ndjson` (the partitions in the order of the rows),
 * `model.json`, and for each partition `counts/…` and `ads/…`.
 */
export const tfidfModel = Asset.make({
  key: "tfidf_model",
  description: "TF-IDF model over the latest version of every ad",
  group: "model",
  tags: ["vectorize"],
  codeVersion: CodeVersion.of("2", { preprocess: preprocessVersion }),
  dependencies: { partitions: all(enriched) },
  artifact: Artifact.files(),
  config: ModelSettings,
  checks: modelChecks,
  serviceLevel: { alert: Duration.minutes(5), target: Duration.minutes(6) },
  publish: publishModel,
  undo: ({ materialization: { runId } }) => Effect.asVoid(Models.rollBackRuns([runId])),
  *make({ config, inputs, output, previous, report }) {
    const counted = yield* Effect.forEach(inputs.partitions, (input) => countPartition(input, config, output))
    const corpus = corpusOf(counted, config.corpus)
    const model = yield* fitted(yield* summed(corpus, output), config)
    const rows = corpus.reduce((sum, { part, removed }) => sum + part.jobIds.length - removed.length, 0)
    yield* writeModel(output, {
      ...model,
      corpus: corpus.map(({ part: { isSample, made, partition, sizes }, removed }) => ({
        partition,
        made,
        isSample,
        sizes,
        removed
      })),
      description: { rows, counting: countingOf(config), options: config }
    })
    const change = yield* vocabularyChange(model.vocabulary, previous)
    const coverage = yield* newCoverage(model.vocabulary, counted, output)
    yield* report({
      feature_count: model.vocabulary.length,
      trained_on_jobs_count: rows,
      jobs_vectorized: counted.reduce((sum, { isNew, jobIds }) => sum + (isNew ? jobIds.length : 0), 0),
      ngram_range: `(${config.ngramRange.join(", ")})`,
      added_features: change.added,
      dropped_features: change.dropped,
      examined_ads: coverage.ads,
      empty_ads: coverage.emptyAds,
      unknown_share: unknownShare(coverage)
    })
  }
})

/** The counts of the whole corpus, decoded one file at a time. */
const summed = Effect.fnUntraced(function* (
  corpus: ReadonlyArray<CorpusPart<CountedPartition>>,
  output: Artifact.FilesOutput
) {
  const files = yield* Effect.forEach(
    corpus.flatMap(({ part: { made, sizes }, removed }) => {
      let from = 0
      return sizes.map((size, index) => {
        const begin = from
        from += size
        const rows = removed.map((place) => place - begin).filter((row) => row >= 0 && row < size)
        return { name: countsName(made, index), rows }
      })
    }),
    ({ name, rows }) => Effect.map(output.read(name), (bytes) => ({ bytes, rows }))
  )
  const decoded = (bytes: Uint8Array) => Result.getOrThrow(decodeTermCounts(bytes))
  return yield* Effect.fromResult(
    mergeCounts(
      files.values().map(({ bytes }) => decoded(bytes)),
      {
        remove: files
          .values()
          .filter(({ rows }) => rows.length > 0)
          .map(({ bytes, rows }) => ({ counts: decoded(bytes), rows }))
      }
    )
  )
})

/** What is kept of a model: the weights follow from it and the counts. */
type Fitted = Pick<TfidfModel, "vocabulary" | "idf">

/** The model of the counts; one without features where the limits leave no term, as with a handful of ads. */
const fitted = (counts: CorpusCounts, config: ModelSettings): Effect.Effect<Fitted, TfidfError> =>
  Effect.fromResult(selectVocabulary(counts, { ...config, lowercase: false })).pipe(
    Effect.catchIf(
      ({ reason }) => leavesNothing.has(reason._tag),
      () => Effect.succeed({ vocabulary: [], idf: new Float64Array(0) })
    )
  )

const leavesNothing = new Set(["ContradictoryLimits", "EmptyVocabulary", "NoTermsRemain", "NoDocuments"])
