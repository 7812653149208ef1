/**
 * One round of the TF-IDF benchmark: a model is fitted to the ads of a file by
 * two threads, and a day's ads are added to it. A process of its own, so that
 * its memory is that of one fit. Prints JSON.
 *
 *     node tests/bench/tfidfFit.ts ADS ads.ndjson
 */
import { Worker } from "node:worker_threads"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import * as TermCounts from "@jobgraph/nlp/TermCounts"
import { Clock, Console, Effect, Result, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { benchAd } from "./AdCorpus.ts"
import { Round, Times } from "./tfidfRound.ts"

const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
const threads = 2
const newAds = 245

const Spent = Schema.Struct({ reading: Times, preprocess: Times, all: Times })
const Numbers = Schema.instanceOf(Int32Array)
const Answer = Schema.Struct({
  counts: Schema.Struct({
    table: Schema.Struct({
      documents: Schema.Int,
      words: Schema.declare((words): words is ReadonlyArray<string> => Array.isArray(words)),
      parents: Numbers,
      lastWords: Numbers,
      termFrequencies: Numbers,
      documentFrequencies: Numbers
    })
  }),
  spent: Spent
})

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

const runThread = (file: string, next: Int32Array) =>
  Effect.callback<typeof Answer.Type, Schema.SchemaError>((resume) => {
    const worker = new Worker(new URL("./tfidfWorker.ts", import.meta.url), {
      workerData: { file, next },
      resourceLimits: { maxYoungGenerationSizeMb: 8 }
    })
    worker.once("message", (message) => resume(Schema.decodeUnknownEffect(Answer)(message)))
    worker.once("error", (cause) => resume(Effect.die(cause)))
    return Effect.promise(() => worker.terminate())
  })

/** Both threads count; the sum is made and the vocabulary selected here. */
const fitAll = Effect.fnUntraced(function* (file: string) {
  const next = new Int32Array(new SharedArrayBuffer(4))
  const answers = yield* Effect.all(
    Array.from({ length: threads }, () => runThread(file, next)),
    { concurrency: "unbounded" }
  )
  const [[sum, model], select] = yield* timed(
    Effect.gen(function* () {
      const sum = yield* Effect.fromResult(TermCounts.mergeCounts(answers.map(({ counts }) => counts)))
      return [sum, yield* Effect.fromResult(TermCounts.selectVocabulary(sum, options))] as const
    })
  )
  const each = answers.map(({ spent: { all, preprocess, reading } }) => ({
    preprocess,
    all: { cpu: all.cpu - reading.cpu, wall: all.wall - reading.wall }
  }))
  return { sum, model, select, each }
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
  return total
})

const count = (ads: ReadonlyArray<ReturnType<typeof benchAd>>) =>
  TermCounts.countTerms(
    ads.map(({ language, text }) => preprocess(text, language)),
    { ngramRange: options.ngramRange }
  )

const round = Command.make(
  "tfidfFit",
  { ads: Argument.Int("ads"), file: Argument.String("file") },
  Effect.fnUntraced(function* ({ ads, file }) {
    const { each, model, select, sum } = yield* fitAll(file)
    // Before a day is added: the ads that this makes are not part of the fit.
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
    const answer = {
      threads: each,
      select,
      refit: yield* refit(sum, ads),
      megabytes,
      documents: sum.table.documents,
      terms: sum.table.termFrequencies.length,
      features: model.vocabulary.length
    }
    yield* Console.log(Schema.encodeSync(Schema.fromJsonString(Round))(answer))
  })
)

Command.run(round, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
