/**
 * How fast ads are preprocessed and a TF-IDF model is fitted to them, on two
 * cores, and a day's ads added to it; and in the same run, how fast
 * scikit-learn and NLTK do it, where they are installed.
 *
 *     node tests/bench/tfidf.ts [ads]     100,000 unless told; the reference is left out above 200,000
 */
import { Worker } from "node:worker_threads"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import * as TermCounts from "@jobgraph/nlp/TermCounts"
import { Clock, Console, Effect, FileSystem, Option, Path, Result, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { benchAd } from "./AdCorpus.ts"

const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
const workers = 2
const newAds = 245
const mostForReference = 200_000

const Times = Schema.Struct({ cpu: Schema.Finite, wall: Schema.Finite })
const Spent = Schema.Struct({ reading: Times, preprocess: Times, all: Times })
const Answer = Schema.Struct({ bytes: Schema.instanceOf(Uint8Array), spent: Spent })
const Reference = Schema.fromJsonString(Schema.Struct({ preprocess: Times, fit: Times, megabytes: Schema.Int }))

/** The seconds of the clock, and those that this thread has worked. */
const now = Effect.gen(function* () {
  const { system, user } = process.threadCpuUsage()
  return { cpu: (user + system) / 1e6, wall: Number(yield* Clock.currentTimeNanos) / 1e9 }
})

const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* now
    const result = yield* effect
    const stop = yield* now
    return [result, { cpu: stop.cpu - start.cpu, wall: stop.wall - start.wall }] as const
  })

const megabytes = Effect.sync(() => Math.round(process.resourceUsage().maxRSS / 1024))
const shown = ({ cpu, wall }: typeof Times.Type) => `${wall.toFixed(2)} s (${cpu.toFixed(2)} s of a core)`

const countShare = (file: string) =>
  Effect.callback<typeof Answer.Type, Schema.SchemaError>((resume) => {
    const worker = new Worker(new URL("./tfidfWorker.ts", import.meta.url), {
      workerData: file,
      resourceLimits: { maxYoungGenerationSizeMb: 8 }
    })
    worker.once("message", (message) => resume(Schema.decodeUnknownEffect(Answer)(message)))
    worker.once("error", (cause) => resume(Effect.die(cause)))
    return Effect.promise(() => worker.terminate())
  })

/**
 * Both workers count their halves; the sum is made here. Seconds are those of
 * the slower worker and of this thread, without reading the ads. On a machine
 * that others use too, core time compares better than the clock.
 */
const fitAll = Effect.fnUntraced(function* (files: ReadonlyArray<string>, ads: number) {
  const answers = yield* Effect.all(files.map(countShare), { concurrency: "unbounded" })
  const [[sum, model], joined] = yield* timed(
    Effect.gen(function* () {
      const halves = yield* Effect.all(
        answers.map(({ bytes }) => Effect.fromResult(TermCounts.decodeCorpusCounts(bytes)))
      )
      const sum = yield* Effect.fromResult(TermCounts.mergeCounts(halves))
      return [sum, yield* Effect.fromResult(TermCounts.selectVocabulary(sum, options))] as const
    })
  )
  const slowest = (of: (spent: typeof Spent.Type) => number) => Math.max(...answers.map(({ spent }) => of(spent)))
  const total = {
    wall: joined.wall + slowest(({ all, reading }) => all.wall - reading.wall),
    cpu: joined.cpu + slowest(({ all, reading }) => all.cpu - reading.cpu)
  }
  yield* Console.log(
    `jobgraph      ${shown(total)}, ${Math.round(ads / total.wall)} ads/s on ${workers} cores; of these preprocess ` +
      `${shown({ wall: slowest(({ preprocess }) => preprocess.wall), cpu: slowest(({ preprocess }) => preprocess.cpu) })}, ` +
      `join and select ${shown(joined)}; at most ${yield* megabytes} MB; ` +
      `${model.vocabulary.length} terms of ${sum.table.termFrequencies.length}`
  )
  return { sum, total }
})

/** A day: yesterday's sum is read from its bytes, 245 ads come, 30 of them in place of older ones. */
const refit = Effect.fnUntraced(function* (sum: TermCounts.CorpusCounts, ads: number) {
  const stored = TermCounts.encodeCounts(sum)
  const older = Result.getOrThrow(count(Array.from({ length: newAds }, (_, i) => benchAd(i))))
  const arrived = Array.from({ length: newAds }, (_, i) => benchAd(ads + i))
  const [, total] = yield* timed(
    Effect.gen(function* () {
      const yesterday = yield* Effect.fromResult(TermCounts.decodeCorpusCounts(stored))
      const remove = [{ counts: older, rows: Array.from({ length: 30 }, (_, row) => row) }]
      const today = yield* Effect.fromResult(
        TermCounts.mergeCounts([yesterday, yield* Effect.fromResult(count(arrived))], { remove })
      )
      return yield* Effect.fromResult(TermCounts.selectVocabulary(today, options))
    })
  )
  yield* Console.log(
    `refit         ${shown(total)} for ${newAds} ads on ${ads}, from ${Math.round(stored.length / 1e6)} MB of counts`
  )
})

const count = (ads: ReadonlyArray<ReturnType<typeof benchAd>>) =>
  TermCounts.countTerms(
    ads.map(({ language, text }) => preprocess(text, language)),
    { ngramRange: options.ngramRange }
  )

/** One file for each worker, with the ads of its share. */
const writeAds = Effect.fnUntraced(function* (ads: number) {
  const path = yield* Path.Path
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const directory = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
  const files = Array.from({ length: workers }, (_, share) => path.join(directory, `${share}.ndjson`))
  const script = yield* path.fromFileUrl(new URL("./writeAds.ts", import.meta.url))
  yield* spawner.exitCode(ChildProcess.make(process.execPath, [script, `${ads}`, ...files]))
  return files
})

/** The reference's seconds, or nothing where Python or its packages are missing. */
const reference = Effect.fnUntraced(function* (files: ReadonlyArray<string>) {
  const path = yield* Path.Path
  const spawner = yield* ChildProcessSpawner.ChildProcessSpawner
  const script = yield* path.fromFileUrl(new URL("./tfidf_reference.py", import.meta.url))
  const output = yield* spawner.string(ChildProcess.make("/usr/bin/python3", [script, ...files]))
  return yield* Schema.decodeEffect(Reference)(output.trim())
}, Effect.option)

const bench = Command.make(
  "tfidf",
  { ads: Argument.Int("ads").pipe(Argument.withDefault(100_000)) },
  Effect.fnUntraced(function* ({ ads }) {
    const files = yield* writeAds(ads)
    const { sum, total } = yield* fitAll(files, ads)
    yield* refit(sum, ads)
    if (ads > mostForReference) return
    const answer = yield* reference(files)
    yield* Option.match(answer, {
      onNone: () => Console.log("reference     left out: needs python3-sklearn, python3-nltk and wordnet-base"),
      onSome: ({ fit, megabytes, preprocess }) => {
        const python = { wall: preprocess.wall + fit.wall, cpu: preprocess.cpu + fit.cpu }
        return Console.log(
          `scikit-learn  ${shown(python)}: preprocess ${shown(preprocess)}, fit ${shown(fit)}, at most ${megabytes} MB\n` +
            `ratio         ${(python.wall / total.wall).toFixed(1)} (${(python.cpu / total.cpu).toFixed(1)} of core time)`
        )
      }
    })
  }, Effect.scoped)
)

Command.run(bench, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
