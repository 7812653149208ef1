/**
 * How fast ads are preprocessed and a TF-IDF model is fitted to them by what
 * the asset `tfidf_model` is made with, on two cores; and in turns with it, how fast scikit-learn and NLTK do it, where
 * they are installed.
 *
 *     node tests/bench/tfidf.ts [ads] [--rounds 3]     100,000 unless told; above 200,000 the reference is left out
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, FileSystem, Option, Path, Schema } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { adsADay } from "./modelVersion.ts"
import { Reference, Round, type Times } from "./tfidfRound.ts"

const mostForReference = 200_000
const leastRatio = 8
const mostMegabytes = 700

const run = Effect.fnUntraced(function* (command: string, script: string, ...words: ReadonlyArray<string>) {
  const path = yield* Path.Path
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const file = yield* path.fromFileUrl(new URL(script, import.meta.url))
  return (yield* spawner.string(ChildProcess.make(command, [file, ...words]))).trim()
})

const ours = (folder: string) =>
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

/** The time of a core until the end, had both been free: what is counted in threads is divided by them. */
const coreTimeOf = ({ count, fit, threads }: Round) => count.cpu / threads + fit.cpu

const printOurs = (round: Round) =>
  Console.log(
    `jobgraph      ${shown(plus(round.count, round.fit))}: preprocess and count ${shown(round.count)}, ` +
      `add up and select ${shown(round.fit)}; at most ${round.megabytes} MB of ${mostMegabytes}; ` +
      `${round.features} features of ${round.documents} ads`
  )

const printRatios = (rounds: ReadonlyArray<{ readonly clock: number; readonly core: number; readonly all: number }>) =>
  Console.log(
    `ratio         ${median(rounds.map(({ clock }) => clock)).toFixed(1)} by the clock, ` +
      `${median(rounds.map(({ core }) => core)).toFixed(1)} by the time of a core, of at least ${leastRatio}; ` +
      `${median(rounds.map(({ all }) => all)).toFixed(1)} by that of all cores (medians of ${rounds.length} rounds)`
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
    const ratios: Array<{ readonly clock: number; readonly core: number; readonly all: number }> = []
    for (let round = 0; round < rounds; round++) {
      const fit = yield* ours(folder)
      yield* printOurs(fit)
      const answer = ads > mostForReference ? Option.none() : yield* reference(files)
      if (Option.isNone(answer)) continue
      const { fit: fitted, megabytes, preprocess } = answer.value
      const python = plus(preprocess, fitted)
      yield* Console.log(
        `scikit-learn  ${shown(python)}: preprocess ${shown(preprocess)}, fit ${shown(fitted)}, at most ${megabytes} MB`
      )
      const total = plus(fit.count, fit.fit)
      ratios.push({
        clock: python.wall / total.wall,
        core: python.cpu / coreTimeOf(fit),
        all: python.cpu / total.cpu
      })
    }
    yield* ratios.length > 0
      ? printRatios(ratios)
      : Console.log(
          "reference     left out: needs python3-sklearn, python3-nltk and wordnet-base, and 200,000 ads at most"
        )
  }, Effect.scoped)
)

Command.run(bench, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
