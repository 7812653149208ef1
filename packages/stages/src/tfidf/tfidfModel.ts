/**
 * The asset `tfidf_model`: what is learned of the words of all ads.
 *
 * @module
 */
import * as Artifact from "@jobgraph/assets/Artifact"
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as Asset from "@jobgraph/assets/Asset"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as CodeVersion from "@jobgraph/assets/CodeVersion"
import { all } from "@jobgraph/assets/Dependency"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as Partitions from "@jobgraph/assets/Partitions"
import * as Models from "@jobgraph/db/Models"
import { preprocessVersion } from "@jobgraph/nlp/Preprocess"
import { CountsSum } from "@jobgraph/nlp/TermCounts"
import { Duration, Effect, Option, Schema } from "effect"
import { batchDateOf } from "../batch/BatchRuns.ts"
import { enriched } from "../enriched/enriched.ts"
import { CorpusState, cacheNames } from "./CorpusState.ts"
import { adsOf } from "./corpus.ts"
import { writeModel } from "./ModelFiles.ts"
import { ModelSettings } from "./ModelSettings.ts"
import { modelChecks } from "./modelChecks.ts"
import { newCoverage, noChange, unknownShare, vocabularyChange } from "./modelFigures.ts"
import { countingOf, countPartitions } from "./PartitionCounts.ts"
import { publishModel } from "./publishModel.ts"
import { isDamage, type RefitFiles, refit, warnOfDamage } from "./refit.ts"

/**
 * `tfidf_model`: vocabulary and inverse document frequencies over the latest version of every ad.
 *
 * Only partitions that changed are read; the counts of the others are taken
 * over from the model before, and added up exactly, see `refit`. Weights are
 * not stored, since a new ad changes every one of them: they are applied on
 * reading.
 *
 * Files: `vocabulary.txt` (one term a line, column order), `idf.f64` (float64,
 * little-endian), `corpus.ndjson` (the partitions in the order of the rows),
 * `model.json`, for each partition `counts/…` and `ads/…`, and below `cache/`
 * what the next fit builds on.
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
  inUse: Effect.map(Models.all, (models) => models.flatMap(({ data_version }) => data_version ?? [])),
  *make({ config, inputs, output, previous, report, runId }) {
    const state = yield* readState(previous)
    const known = new Map(state?.partitions.map((partition) => [partition.made, partition]))
    // The newest batch alone is not known before all are counted.
    const sumOfNew = config.corpus === "all" ? new CountsSum() : undefined
    const counted = yield* countPartitions(inputs.partitions, config, output, (made) => known.get(made), sumOfNew)
    const { corpus, model } = yield* refit(state, counted, {
      counting: countingOf(config),
      files: yield* refitFiles(output, previous),
      options: { ...config, lowercase: false },
      scope: config.corpus,
      sumOfNew
    })
    const rows = adsOf(corpus) - corpus.reduce((sum, { removed }) => sum + removed.length, 0)
    yield* writeModel(output, {
      ...model,
      corpus: corpus.map(({ isSample, made, partition, removed, sizes }) => ({
        partition,
        made,
        isSample,
        sizes,
        removed
      })),
      description: { rows, counting: countingOf(config), options: config }
    })
    const change = yield* vocabularyChange(model.vocabulary, previous).pipe(
      Effect.catchIf(isDamage, (error) =>
        Effect.as(Effect.logWarning(`${error.message}. The new model is not compared with the one before`), noChange)
      )
    )
    const run = yield* (yield* Catalog).run(runId)
    const batch = Option.getOrNull(Option.map(run, ({ run }) => batchDateOf(run, null)))
    const coverage = yield* newCoverage(model.vocabulary, counted, output)
    yield* report({
      feature_count: model.vocabulary.length,
      trained_on_jobs_count: rows,
      jobs_vectorized: adsOf(counted.filter(({ isNew, partition }) => isNew && dateOf(partition) === batch)),
      ngram_range: `(${config.ngramRange.join(", ")})`,
      added_features: change.added,
      dropped_features: change.dropped,
      examined_ads: coverage.ads,
      empty_ads: coverage.emptyAds,
      unknown_share: unknownShare(coverage)
    })
  }
})

const dateOf = (partition: string): string | null => Partitions.keyParts(partition).date ?? null

/** What the version before remembers of its corpus; null if any of it is missing. */
const readState = Effect.fnUntraced(
  function* (previous: Materialization | null) {
    const parts = previous?.manifest.parts ?? []
    const names = new Set(parts.map(({ name }) => name))
    if (!Object.values(cacheNames).every((name) => names.has(name))) {
      return null
    }
    const bytes = yield* ArtifactReader.readFile(yield* ArtifactStore, parts, cacheNames.state)
    return Option.getOrNull(Schema.decodeUnknownOption(CorpusState)(Buffer.from(bytes).toString()))
  },
  Effect.catchIf(isDamage, (error) => Effect.as(warnOfDamage(error), null))
)

/** The files of the version before and of this one; of a name that both have, that of the one before. */
const refitFiles = Effect.fnUntraced(function* (output: Artifact.FilesOutput, previous: Materialization | null) {
  const store = yield* ArtifactStore
  const hashes = new Map(previous?.manifest.parts.map(({ hash, name }) => [name, hash]))
  return {
    write: output.write,
    keep: output.keep,
    read: (name) => {
      const hash = hashes.get(name)
      return hash === undefined ? output.read(name) : store.get(hash)
    }
  } satisfies RefitFiles
})
