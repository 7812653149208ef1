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
import { countTerms, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Schema, Stream } from "effect"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"
import type { ModelSettings } from "./ModelSettings.ts"

/** What the files of one partition are called, and how many files of counts there are. */
const Ads = Schema.fromJsonString(
  Schema.Struct({
    /** In the order of the partition's rows. */
    jobIds: Schema.Array(Schema.String),
    /** Are all of them sample ads? A partition has one source. */
    isSample: Schema.Boolean,
    /** How many ads each file of counts is of, in order. */
    sizes: Schema.Array(Schema.Int)
  })
)
export type Ads = typeof Ads.Type

/** The counts of some consecutive ads of a partition. */
export interface CountsFile {
  /** The place of its first ad in the partition. */
  readonly from: number
  readonly bytes: Effect.Effect<Uint8Array, ArtifactError>
}

/** A partition of the corpus whose ads are known; its counts are read when they are needed. */
export interface CountedPartition {
  readonly partition: string
  readonly ads: Ads
  /** Were its counts made now, and not taken over? */
  readonly isNew: boolean
  readonly counts: ReadonlyArray<CountsFile>
}

/** Raise it when these files change their form: those of older models are then made again. */
const format = 2

/** Takes over the counts of a partition, or makes them. */
export const countPartition = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput
) {
  const partition = input.partition ?? ""
  const made = `${format}/${partition}@${input.dataVersion.slice(0, 16)}-${preprocessVersion}-${config.ngramRange.join("-")}`
  const isKept = yield* keepFiles(output, made)
  const ads = isKept ? yield* readAds(output, made) : yield* makeCounts(input, config, output, made)
  const counts = ads.sizes.map((_, index) => ({
    from: ads.sizes.slice(0, index).reduce((sum, size) => sum + size, 0),
    bytes: output.read(countsName(made, index))
  }))
  return { partition, ads, isNew: !isKept, counts } satisfies CountedPartition
})

const adsName = (made: string) => `ads/${made}`
const countsName = (made: string, index: number) => `counts/${made}/${index}`

const keepFiles = Effect.fnUntraced(function* (output: FilesOutput, made: string) {
  if (!(yield* output.keep(adsName(made)))) {
    return false
  }
  const { sizes } = yield* readAds(output, made)
  const kept = yield* Effect.forEach(sizes, (_, index) => output.keep(countsName(made, index)))
  return kept.every((isKept) => isKept)
})

const readAds = (output: FilesOutput, made: string) =>
  Effect.map(output.read(adsName(made)), (bytes) => Schema.decodeUnknownSync(Ads)(Buffer.from(bytes).toString()))

/** Counts part by part, so that the terms of no more than one part are held at once. */
const makeCounts = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput,
  made: string
) {
  const jobIds: Array<string> = []
  const sizes: Array<number> = []
  let samples = 0
  yield* Stream.runForEach(
    input.chunks,
    Effect.fnUntraced(function* (rows) {
      const documents = rows.map((ad) =>
        preprocess.numbered(`${ad.job_title}. ${ad.job_description ?? ""}`, ad.language)
      )
      const counts = yield* Effect.fromResult(countTerms(documents, { ngramRange: config.ngramRange }))
      yield* output.write(countsName(made, sizes.length), encodeCounts(counts))
      sizes.push(rows.length)
      samples += rows.filter((ad) => ad.source === "sample").length
      for (const { job_id } of rows) {
        jobIds.push(job_id)
      }
    })
  )
  const ads: Ads = { jobIds, isSample: samples === jobIds.length, sizes }
  yield* output.write(adsName(made), Buffer.from(Schema.encodeSync(Ads)(ads)))
  return ads
})
