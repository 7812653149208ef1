/**
 * Fitting a model on what the model before it left.
 *
 * @module
 */
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import type { CountsSum } from "@jobgraph/nlp/TermCounts"
import type { TfidfError, TfidfModel, TfidfOptions } from "@jobgraph/nlp/Tfidf"
import { Effect } from "effect"
import type { CorpusState, KnownPartition } from "./CorpusState.ts"
import { fitCorpus } from "./fitCorpus.ts"
import type { RefitFiles } from "./refitFiles.ts"

export type { RefitFiles } from "./refitFiles.ts"

/** A partition as it is counted now. */
export interface Counted {
  readonly partition: string
  readonly made: string
  readonly isSample: boolean
  readonly sizes: ReadonlyArray<number>
  /** Were its counts made now, and not taken over? */
  readonly isNew: boolean
  /** The ids of its ads, in order; read only where they are needed. */
  readonly jobIds: Effect.Effect<ReadonlyArray<string>, ArtifactError>
}

export interface RefitSettings {
  /** See `countingOf`. */
  readonly counting: string
  readonly files: RefitFiles
  readonly options: TfidfOptions & { readonly maxFeatures: number }
  readonly scope: "all" | "batch"
  /** What is counted of the partitions that are new, added up while it was made. Of no use to anybody else after the fit. */
  readonly sumOfNew?: CountsSum | undefined
}

export interface Refit {
  readonly model: Pick<TfidfModel, "vocabulary" | "idf">
  /** The partitions of the corpus, oldest batch first. */
  readonly corpus: ReadonlyArray<KnownPartition>
  /** Whether the most frequent terms sufficed. */
  readonly isFromTop: boolean
}

/**
 * The model of the counted partitions: that of a full count, whatever `before` is.
 *
 * `before` is the state that the model before left. If a file that belongs to it is damaged or missing, everything is
 * counted again, with a warning.
 */
export const refit = Effect.fnUntraced(function* (
  before: CorpusState | null,
  counted: ReadonlyArray<Counted>,
  settings: RefitSettings
) {
  const { fit, save } = yield* fitCorpus(before, counted, settings).pipe(
    Effect.catchIf(
      (error) => before !== null && isDamage(error),
      (error) => Effect.andThen(warnOfDamage(error), fitCorpus(null, counted, { ...settings, sumOfNew: undefined }))
    )
  )
  yield* save
  return fit
})

/** Whether files are not what was once written, so that reading others may help. */
export const isDamage = (error: ArtifactError | TfidfError): boolean => damages.has(error.reason._tag)

const damages: ReadonlySet<string> = new Set(["PartMissing", "PartCorrupted", "CorruptCounts", "InconsistentCounts"])

/** Says that the memory of the model before is of no use. */
export const warnOfDamage = (error: { readonly message: string }) =>
  Effect.logWarning(`${error.message}. What the model before left is of no use: all partitions are added up again`)
