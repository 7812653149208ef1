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
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { preprocessVersion } from "@jobgraph/nlp/Preprocess"
import { type CountsSum, countTerms } from "@jobgraph/nlp/TermCounts"
import { Effect, Schema, Stream } from "effect"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"
import type { AdFacts } from "./AdFacts.ts"
import countAds from "./countAds.ts"
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

/**
 * Takes over the counts of partitions, or makes them; `knownOf` tells what the model before knew of one. What is made is
 * added to `sumOfNew` meanwhile, which costs no time where others count.
 */
export const countPartitions = Effect.fnUntraced(function* (
  inputs: ReadonlyArray<RowsInput<EnrichedAd>>,
  config: Pick<ModelSettings, "ngramRange">,
  output: FilesOutput,
  knownOf: (made: string) => KnownCounts | undefined,
  sumOfNew: CountsSum | undefined,
  /** Fewer ads than this are counted in this thread: two take over a second to start, in which one counts so many. */
  adsWorthAThread = 15_000
) {
  const counting = countingOf(config)
  const found = yield* Effect.forEach(inputs, (input) => {
    const made = `${format}/${input.partition ?? ""}@${input.dataVersion.slice(0, 16)}-${counting}`
    return Effect.map(keepFiles(output, made, knownOf(made)), (kept) => ({ input, made, kept }))
  })
  const missing = found.filter(({ kept }) => kept === undefined)
  // One large partition was enriched just before, by threads whose memory with that of counting would be too much.
  const isHere = missing.length === 1 || missing.reduce((sum, { input }) => sum + input.rows, 0) < adsWorthAThread
  const counts = yield* makeCounts(missing, config, output, sumOfNew, isHere)
  return found.map(
    ({ input, kept, made }): CountedPartition => ({
      partition: input.partition ?? "",
      made,
      ...(kept ?? counts.get(made) ?? { isSample: false, sizes: [] }),
      isNew: kept === undefined,
      jobIds: Effect.map(output.read(adsName(made)), jobIdsOf)
    })
  )
})

/** The ids of a partition's ads, in order, from the bytes of its file. */
export const jobIdsOf = (bytes: Uint8Array): ReadonlyArray<string> => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ids: Array<string> = []
  for (let end = endOfLine(file, 0); end < file.length; ) {
    const begin = end + 1
    end = endOfLine(file, begin)
    if (end > begin) ids.push(jobIdIn(file, begin, end))
  }
  return ids
}

const endOfLine = (file: Buffer, from: number): number => {
  const end = file.indexOf(newLine, from)
  return end < 0 ? file.length : end
}

/**
 * A line begins with the ad's id, so that most need not be parsed to know it, nor made a string, of which the id would
 * be a part and keep it all.
 */
const jobIdIn = (file: Buffer, begin: number, end: number): string => {
  const first = begin + beforeId.length
  const quoted = file.indexOf(quote, first)
  const isPlain = quoted > 0 && quoted < end && file.compare(beforeId, 0, beforeId.length, begin, first) === 0
  const id = isPlain ? file.toString("utf8", first, quoted) : undefined
  return id === undefined || id.includes("\\") ? factOf(file.toString("utf8", begin, end)).job_id : id
}

const newLine = 0x0a
const quote = 0x22
const beforeId = Buffer.from('{"job_id":"')

/** The facts of a partition's ads, from the bytes of its file. */
export const factsOf = (bytes: Uint8Array): ReadonlyArray<AdFacts> => {
  const [, ...lines] = linesOf(bytes)
  return lines.map(factOf)
}

const factOf = (line: string): AdFacts => JSON.parse(line)

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

interface Uncounted {
  readonly input: RowsInput<EnrichedAd>
  readonly made: string
}

/** Counts part by part, here or in as many threads as there are, so that no more than a few parts are held at once. */
const makeCounts = Effect.fnUntraced(function* (
  partitions: ReadonlyArray<Uncounted>,
  { ngramRange }: Pick<ModelSettings, "ngramRange">,
  output: FilesOutput,
  sum: CountsSum | undefined,
  isHere: boolean
) {
  // Options that cannot be used are an error of the step, not of a thread.
  yield* Effect.fromResult(countTerms([], { ngramRange }))
  const workers = yield* RowWorkers
  // So that no thread waits while this one adds.
  const concurrency = isHere ? 1 : workers.concurrency + 2
  const count = (lines: Uint8Array) =>
    isHere ? Effect.sync(() => countAds.run({ lines, ngramRange })) : workers.work(countAds, { lines, ngramRange })
  const made = yield* Effect.forEach(
    partitions,
    Effect.fnUntraced(function* ({ input, made }) {
      const ads: Array<Uint8Array> = []
      const sizes: Array<number> = []
      let samples = 0
      yield* input.lines.pipe(
        Stream.mapEffect(count),
        Stream.runForEach((part) => {
          const name = countsName(made, sizes.length)
          sizes.push(part.size)
          samples += part.samples
          ads.push(part.ads)
          const written = output.write(name, part.counts)
          return sum === undefined ? written : Effect.andThen(written, Effect.fromResult(sum.addBytes(part.counts)))
        })
      )
      const head: Head = { isSample: samples === sizes.reduce((a, b) => a + b, 0), sizes }
      yield* output.write(adsName(made), Buffer.concat([Buffer.from(`${Schema.encodeSync(Head)(head)}\n`), ...ads]))
      return [made, head] as const
    }),
    { concurrency }
  )
  return new Map(made)
})
