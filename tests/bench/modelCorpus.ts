/**
 * Makes the corpus of the benchmark of models and fits the first model to it; a process of its own, so that what this
 * takes shows neither in the time nor in the memory of the days that follow.
 *
 *     node tests/bench/modelCorpus.ts ADS FOLDER     leaves FOLDER/artifacts and FOLDER/corpus.json
 */
import * as path from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { type Counted, refit } from "@jobgraph/stages/tfidf/refit"
import { Console, Effect, FileSystem, Layer, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { Corpus, countDay, timed } from "./modelFiles.ts"
import { adsADay, megabytes, options, version } from "./modelVersion.ts"

const make = Effect.fnUntraced(function* (ads: number, folder: string) {
  const { files, ports } = version(yield* ArtifactStore, new Map())
  const days: Array<Counted> = []
  for (let from = 0; from < ads; from += adsADay) {
    const numbers = Array.from({ length: Math.min(adsADay, ads - from) }, (_, i) => from + i)
    days.push(yield* countDay(days.length, numbers, ports, undefined))
  }
  const [, full] = yield* timed(refit(null, days, { counting: "bench", options, scope: "all", files: ports }))
  yield* Console.log(
    `first fit   ${full} for ${ads} counted ads in ${days.length} partitions; at most ${yield* megabytes} MB`
  )
  const corpus = Schema.encodeSync(Corpus)({ files: [...files], days })
  yield* (yield* FileSystem.FileSystem).writeFileString(path.join(folder, "corpus.json"), corpus)
})

const command = Command.make(
  "modelCorpus",
  { ads: Argument.Int("ads"), folder: Argument.String("folder") },
  ({ ads, folder }) =>
    Effect.provide(
      make(ads, folder),
      Layer.merge(ArtifactStoreFiles.layer(path.join(folder, "artifacts")), RowWorkers.layer())
    )
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
