/**
 * How fast a TF-IDF model is fitted on two cores: to texts, as scikit-learn and NLTK fit it in turns with it where they
 * are installed; and to ads in partitions, by what the asset `tfidf_model` is made with, which keeps more.
 *
 *     node tests/bench/tfidf.ts [ads] [--rounds 3]     100,000 unless told; above 200,000 the reference is left out
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, FileSystem, Option, Path, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { adsADay } from "./modelVersion.ts"
import { Reference, Round, TextsRound } from "./tfidfRound.ts"
import type { Times } from "./timed.ts"

const mostForReference = 200_000
const leastRatio = 8
const mostMegabytes = 700

const run = Effect.fnUntraced(function* (command: string, script: string, ...words: ReadonlyArray<string>) {
  const path = yield* Path.Path
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const file = yield* path.fromFileUrl(new URL(script, import.meta.url))
  return (yield* spawner.string(ChildProcess.make(command, [file, ...words]))).trim()
})

const fitTexts = (folder: string) =>
  Effect.flatMap(
    run(process.execPath, "./tfidfTexts.ts", folder),
    Schema.decodeEffect(Schema.fromJsonString(TextsRound))
  )

const fitPartitions = (folder: string) =>
  Effect.flatMap(run(process.execPath, "./tfidfFit.ts", folder), Schema.decodeEffect(Schema.fromJsonString(Round)))

/** Nothing where Python or its packages are missing. */
const reference = (files: ReadonlyArray<string>) =>
  Effect.flatMap(
    run("/usr/bin/python3", "./tfidf_reference.py", ...files),
    Schema.decodeEffect(Schema.fromJsonString(Reference))
  ).pipe(Effect.option)

const plus = (a: Times, b: Times): Times => ({ cpu: a.cpu + b.cpu, wall: a.wall + b.wall })
const shown = ({ cpu, wall }: Times) => `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of cores)`
const median = (values: ReadonlyArray<number>) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

const printTexts = ({ documents, features, fit, megabytes }: TextsRound) =>
  Console.log(
    `texts         ${shown(fit)}; at most ${megabytes} MB of ${mostMegabytes}; ${features} features of ${documents} texts`
  )

const printPartitions = ({ count, documents, features, fit, megabytes }: Round) =>
  Console.log(
    `partitions    ${shown(plus(count, fit))}: preprocess, count and add up ${shown(count)}, select ${shown(fit)}; ` +
      `at most ${megabytes} MB; ${features} features of ${documents} ads`
  )

/** How many times as long the reference took. */
interface Ratio {
  readonly clock: number
  readonly cores: number
}
const ratioOf = (python: Times, ours: Times): Ratio => ({
  clock: python.wall / ours.wall,
  cores: python.cpu / ours.cpu
})

const printRatio = (name: string, ratios: ReadonlyArray<Ratio>, target: string) =>
  Console.log(
    `${name} ${median(ratios.map(({ clock }) => clock)).toFixed(1)} times as fast by the clock${target}, ` +
      `${median(ratios.map(({ cores }) => cores)).toFixed(1)} by the time of all cores (medians of ${ratios.length})`
  )

const bench = Command.make(
  "tfidf",
  {
    ads: Argument.Int("ads").pipe(Argument.withDefault(100_000)),
    rounds: Flag.Int("rounds").pipe(Flag.withDefault(3))
  },
  Effect.fnUntraced(function* ({ ads, rounds }) {
    const path = yield* Path.Path
    const folder = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
    const files = Array.from({ length: Math.ceil(ads / adsADay) }, (_, day) => path.join(folder, `${100_000 + day}`))
    yield* run(process.execPath, "./writeAds.ts", `${ads}`, ...files)
    const ofTexts: Array<Ratio> = []
    const ofPartitions: Array<Ratio> = []
    for (let round = 0; round < rounds; round++) {
      const texts = yield* fitTexts(folder)
      yield* printTexts(texts)
      const partitions = yield* fitPartitions(folder)
      yield* printPartitions(partitions)
      const answer = ads > mostForReference ? Option.none() : yield* reference(files)
      if (Option.isNone(answer)) continue
      const { fit: fitted, megabytes, preprocess } = answer.value
      const python = plus(preprocess, fitted)
      yield* Console.log(
        `scikit-learn  ${shown(python)}: preprocess ${shown(preprocess)}, fit ${shown(fitted)}; at most ${megabytes} MB`
      )
      ofTexts.push(ratioOf(python, texts.fit))
      ofPartitions.push(ratioOf(python, plus(partitions.count, partitions.fit)))
    }
    if (ofTexts.length === 0) {
      yield* Console.log(
        "scikit-learn  left out: needs python3-sklearn, python3-nltk and wordnet-base, and 200,000 ads at most"
      )
      return
    }
    yield* printRatio("texts        ", ofTexts, `, of at least ${leastRatio}`)
    yield* printRatio("partitions   ", ofPartitions, "")
  }, Effect.scoped)
)

Command.run(bench, { version: "2" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
