/**
 * What the model keeps of one enriched partition: the counts of its terms, and the ads they are of.
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
import { type AdFacts, adFacts } from "./AdFacts.ts"
import { adText } from "./adText.ts"
import type { ModelSettings } from "./ModelSettings.ts"

/** A partition whose ads are counted. */
export interface CountedPartition {
  readonly partition: string
  /** What its files are named after. */
  readonly made: string
  /** Are all of them sample ads? A partition has one source. */
  readonly isSample: boolean
  /** How many ads each file of counts is of, in order. */
  readonly sizes: ReadonlyArray<number>
  /** In the order of the partition's rows. */
  readonly jobIds: Effect.Effect<ReadonlyArray<string>, ArtifactError>
  /** Were its counts made now, and not taken over? */
  readonly isNew: boolean
}

/** The first line of a file of ads; the ads follow, one line each. */
const Head = Schema.fromJsonString(Schema.Struct({ isSample: Schema.Boolean, sizes: Schema.Array(Schema.Int) }))
type Head = typeof Head.Type

/** Raise it when these files change their form: those of older models are then made again. */
const format = 3

/** What decides the terms that are counted: counts can be added up, and weighed by one model, where this is equal. */
export const countingOf = ({ ngramRange }: Pick<ModelSettings, "ngramRange">): string =>
  `${preprocessVersion}-${ngramRange.join("-")}`

export const adsName = (made: string): string => `ads/${made}`
export const countsName = (made: string, index: number): string => `counts/${made}/${index}`

/** What is known of a counted partition without reading its files. */
export type KnownCounts = Pick<CountedPartition, "isSample" | "sizes">

/** Takes over the counts of a partition, or makes them; `knownOf` tells what the model before knew of it. */
export const countPartition = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput,
  knownOf: (made: string) => KnownCounts | undefined
) {
  const partition = input.partition ?? ""
  const made = `${format}/${partition}@${input.dataVersion.slice(0, 16)}-${countingOf(config)}`
  const kept = yield* keepFiles(output, made, knownOf(made))
  const { isSample, sizes } = kept ?? (yield* makeCounts(input, config, output, made))
  return {
    partition,
    made,
    isSample,
    sizes,
    isNew: kept === undefined,
    jobIds: Effect.map(output.read(adsName(made)), jobIdsOf)
  } satisfies CountedPartition
})

/** The ids of a partition's ads, in order, from the bytes of its file. */
export const jobIdsOf = (bytes: Uint8Array): ReadonlyArray<string> => factsOf(bytes).map(({ job_id }) => job_id)

/** The facts of a partition's ads, from the bytes of its file. */
export const factsOf = (bytes: Uint8Array): ReadonlyArray<AdFacts> => {
  const [, ...lines] = linesOf(bytes)
  return lines.map((line): AdFacts => JSON.parse(line))
}

const linesOf = (bytes: Uint8Array): ReadonlyArray<string> => Buffer.from(bytes).toString().trimEnd().split("\n")

/** Takes the files over, if all are there. */
const keepFiles = Effect.fnUntraced(function* (output: FilesOutput, made: string, known: KnownCounts | undefined) {
  if (!(yield* output.keep(adsName(made)))) {
    return undefined
  }
  const head = known ?? headOf(yield* output.read(adsName(made)))
  const kept = yield* Effect.forEach(head.sizes, (_, index) => output.keep(countsName(made, index)))
  return kept.every((isKept) => isKept) ? head : undefined
})

const headOf = (bytes: Uint8Array): Head => Schema.decodeUnknownSync(Head)(linesOf(bytes)[0])

/** Counts part by part, so that the terms of no more than one part are held at once. */
const makeCounts = Effect.fnUntraced(function* (
  input: RowsInput<EnrichedAd>,
  config: ModelSettings,
  output: FilesOutput,
  made: string
) {
  const lines: Array<string> = []
  const sizes: Array<number> = []
  let samples = 0
  yield* Stream.runForEach(
    input.chunks,
    Effect.fnUntraced(function* (rows) {
      const documents = rows.map((ad) => preprocess.numbered(adText(ad), ad.language))
      const counts = yield* Effect.fromResult(countTerms(documents, { ngramRange: config.ngramRange }))
      yield* output.write(countsName(made, sizes.length), encodeCounts(counts))
      sizes.push(rows.length)
      samples += rows.filter((ad) => ad.source === "sample").length
      for (const ad of rows) {
        lines.push(`${JSON.stringify(adFacts(ad))}\n`)
      }
    })
  )
  const head: Head = { isSample: samples === lines.length, sizes }
  yield* output.write(adsName(made), Buffer.from(`${Schema.encodeSync(Head)(head)}\n${lines.join("")}`))
  return head
})
