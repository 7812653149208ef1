/**
 * What the model keeps of one enriched partition: the counts of its terms, and which ads they are of.
 *
 * Both are files of the model, named after the content that they were made
 * from, so that a later model takes over those of unchanged partitions.
 *
 * @module
 */
import type { FilesOutput, RowsInput } from "@jobgraph/assets/Artifact"
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import { preprocess, preprocessVersion } from "@jobgraph/nlp/Preprocess"
import { countTerms, decodeTermCounts, encodeCounts, type TermCounts } from "@jobgraph/nlp/TermCounts"
import type { TfidfError } from "@jobgraph/nlp/Tfidf"
import { Effect, Schema, Stream } from "effect"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"
import type { ModelSettings } from "./ModelSettings.ts"

/** The ads of a partition in the order of its rows. */
const Ads = Schema.fromJsonString(
  Schema.Struct({
    jobIds: Schema.Array(Schema.String),
    /** Are all of them sample ads? A partition has one source. */
    isSample: Schema.Boolean
  })
)
export type Ads = typeof Ads.Type

/** A partition of the corpus whose ads are known; its counts are read when they are needed. */
export interface CountedPartition {
  readonly partition: string
  readonly ads: Ads
  /** Were its counts made now, and not taken over? */
  readonly isNew: boolean
  readonly counts: Effect.Effect<TermCounts, ArtifactError | TfidfError>
}

/** Takes over the counts of a partition, or makes them. */
export const countPartition = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput
) {
  const partition = input.partition ?? ""
  const made = `${partition}@${input.dataVersion.slice(0, 16)}-${preprocessVersion}-${config.ngramRange.join("-")}`
  const names = { counts: `counts/${made}`, ads: `ads/${made}` }
  const isKept = (yield* output.keep(names.counts)) && (yield* output.keep(names.ads))
  const ads = isKept ? yield* readAds(output, names.ads) : yield* makeCounts(input, config, output, names)
  const counts = Effect.flatMap(output.read(names.counts), decoded)
  return { partition, ads, isNew: !isKept, counts } satisfies CountedPartition
})

const decoded = (bytes: Uint8Array) => Effect.fromResult(decodeTermCounts(bytes))

const readAds = (output: FilesOutput, name: string) =>
  Effect.map(output.read(name), (bytes) => Schema.decodeUnknownSync(Ads)(Buffer.from(bytes).toString()))

const makeCounts = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput,
  names: { readonly counts: string; readonly ads: string }
) {
  const documents: Array<ReadonlyArray<string>> = []
  const jobIds: Array<string> = []
  let samples = 0
  yield* Stream.runForEach(input.chunks, (rows) =>
    Effect.sync(() => {
      for (const ad of rows) {
        documents.push(preprocess(`${ad.job_title}. ${ad.job_description ?? ""}`, ad.language))
        jobIds.push(ad.job_id)
        samples += ad.source === "sample" ? 1 : 0
      }
    })
  )
  const counts = yield* Effect.fromResult(countTerms(documents, { ngramRange: config.ngramRange }))
  const ads: Ads = { jobIds, isSample: samples === jobIds.length }
  yield* output.write(names.counts, encodeCounts(counts))
  yield* output.write(names.ads, Buffer.from(Schema.encodeSync(Ads)(ads)))
  return ads
})
