/**
 * One round of the TF-IDF benchmark: a model is fitted to texts in memory, as scikit-learn's is. A process of its own, so
 * that its memory is that of one fit and of the texts. Prints JSON.
 *
 *     node tests/bench/tfidfTexts.ts FOLDER     ads in each file, a line each
 */
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { adText } from "@jobgraph/stages/tfidf/adText"
import { fitTexts, type LanguageText } from "@jobgraph/stages/tfidf/fitTexts"
import { Console, Effect, FileSystem, Path, Schema, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import type { enrichedAd } from "./AdCorpus.ts"
import { megabytes, options } from "./modelVersion.ts"
import { TextsRound } from "./tfidfRound.ts"
import { timed } from "./timed.ts"

const threads = 2

const readTexts = Effect.fnUntraced(function* (folder: string) {
  const fileSystem = yield* FileSystem.FileSystem
  const { join } = yield* Path.Path
  const texts: Array<LanguageText> = []
  for (const name of (yield* fileSystem.readDirectory(folder)).sort()) {
    const file = yield* fileSystem.readFileString(join(folder, name))
    for (const line of file.trimEnd().split("\n")) {
      const ad: ReturnType<typeof enrichedAd> = JSON.parse(line)
      // In one piece, as texts are that were read, and not as three that are joined when they are first looked at.
      texts.push({ text: Buffer.from(adText(ad)).toString(), language: ad.language })
    }
  }
  return texts
})

const round = Effect.fnUntraced(function* (folder: string) {
  const texts = yield* readTexts(folder)
  // What reading the files left behind is no part of a fit.
  setFlagsFromString("--expose-gc")
  runInNewContext("gc()")
  // Starts the threads and loads the models of the languages, which Python does with its imports.
  const few = Stream.fromIterable(texts.slice(0, 10))
  yield* Effect.forEach(Array(4 * threads), () => fitTexts(few, options), { concurrency: "unbounded" })
  const [model, fit] = yield* timed(fitTexts(Stream.fromIterable(texts), options))
  const answer = {
    fit,
    megabytes: yield* megabytes,
    documents: texts.length,
    features: model.vocabulary.length
  }
  yield* Console.log(Schema.encodeSync(Schema.fromJsonString(TextsRound))(answer))
})

const command = Command.make("tfidfTexts", { folder: Argument.String("folder") }, ({ folder }) =>
  Effect.provide(round(folder), RowWorkers.layer(threads))
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
