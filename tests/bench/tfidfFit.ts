/**
 * One round of the TF-IDF benchmark: partitions are counted and a model is
 * fitted, by what the asset `tfidf_model` is made with. A process of its own,
 * so that its memory is that of one fit. Prints JSON.
 *
 *     node tests/bench/tfidfFit.ts FOLDER     a partition in each file
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import type { RowsInput } from "@jobgraph/assets/Artifact"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as ArtifactStoreMemory from "@jobgraph/assets/ArtifactStoreMemory"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { CountsSum } from "@jobgraph/nlp/TermCounts"
import type { EnrichedAd } from "@jobgraph/stages/enriched/EnrichedAd"
import countAds from "@jobgraph/stages/tfidf/countAds"
import { countPartitions } from "@jobgraph/stages/tfidf/PartitionCounts"
import { refit } from "@jobgraph/stages/tfidf/refit"
import { Console, Effect, FileSystem, Layer, Option, Path, Schema, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { adsADay, megabytes, options, version } from "./modelVersion.ts"
import { Round } from "./tfidfRound.ts"
import { timed } from "./timed.ts"

const threads = 2

/** The partitions in the files of a folder; they are read when they are counted. */
const partitionsIn = Effect.fnUntraced(function* (folder: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const { join } = yield* Path.Path
  const names = yield* fileSystem.readDirectory(folder)
  return names.sort().map(
    (name): RowsInput<EnrichedAd> => ({
      partition: name,
      dataVersion: name,
      metadata: {},
      rows: adsADay,
      chunks: Stream.empty,
      lines: Stream.fromEffect(Effect.orDie(fileSystem.readFile(join(folder, name))))
    })
  )
})

/** Starts the threads with a few ads and loads the models of the languages, which Python does with its imports. */
const warmUp = Effect.fnUntraced(function* (partition: RowsInput<EnrichedAd>) {
  const workers = yield* RowWorkers
  const first = Option.getOrThrow(yield* Stream.runHead(partition.lines))
  const lines = Buffer.from(Buffer.from(first).toString().split("\n").slice(0, 10).join("\n"))
  yield* Effect.forEach(Array(4 * threads), () => workers.work(countAds, { lines, ngramRange: options.ngramRange }), {
    concurrency: "unbounded"
  })
})

const round = Effect.fnUntraced(function* (folder: string) {
  const partitions = yield* partitionsIn(folder)
  const { ports } = version(yield* ArtifactStore, new Map())
  const [first] = partitions
  if (first !== undefined) yield* warmUp(first)
  const sumOfNew = new CountsSum()
  const [counted, count] = yield* timed(countPartitions(partitions, options, ports, () => undefined, sumOfNew))
  const [{ corpus, model }, fit] = yield* timed(
    refit(null, counted, { counting: "bench", options, scope: "all", files: ports, sumOfNew })
  )
  const documents = corpus.reduce((sum, { sizes }) => sizes.reduce((a, b) => a + b, sum), 0)
  const features = model.vocabulary.length
  const answer = { count, fit, megabytes: yield* megabytes, documents, features }
  yield* Console.log(Schema.encodeSync(Schema.fromJsonString(Round))(answer))
})

const command = Command.make("tfidfFit", { folder: Argument.String("folder") }, ({ folder }) =>
  Effect.provide(round(folder), Layer.merge(ArtifactStoreMemory.layer, RowWorkers.layer(threads)))
)

Command.run(command, { version: "2" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
