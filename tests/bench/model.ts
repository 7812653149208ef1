/**
 * A day's work of a large model, with its files on the disk: 245 ads come, 30 of them in place of older ones, the model
 * is fitted again, and searched.
 *
 *     node tests/bench/model.ts [ads]     100,000 unless told, in partitions of 245
 */
import * as path from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { countMatrix, countTerms, decodeTermCounts, encodeCounts } from "@jobgraph/nlp/TermCounts"
import { AdTable } from "@jobgraph/stages/search/AdTable"
import { LoadedModel } from "@jobgraph/stages/search/LoadedModel"
import { CorpusState, cacheNames } from "@jobgraph/stages/tfidf/CorpusState"
import { weighting } from "@jobgraph/stages/tfidf/ModelFiles"
import { adsName, countsName, jobIdsOf } from "@jobgraph/stages/tfidf/PartitionCounts"
import { type Counted, type RefitFiles, refit } from "@jobgraph/stages/tfidf/refit"
import { pickRows } from "@jobgraph/stages/tfidf/storedRows"
import { Clock, Console, DateTime, Effect, FileSystem, Result, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { benchAd } from "./AdCorpus.ts"

const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
const adsADay = 245
const adsThatComeAgain = 30
const searches = 500
/** The system counts the time of a core in steps of some milliseconds. */
const repeats = 10

const now = Effect.gen(function* () {
  const { system, user } = process.cpuUsage()
  return { cpu: (user + system) / 1e6, wall: Number(yield* Clock.currentTimeNanos) / 1e9 }
})
const timed = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const start = yield* now
    const result = yield* effect
    const stop = yield* now
    return [
      result,
      `${(stop.wall - start.wall).toFixed(2)} s (${(stop.cpu - start.cpu).toFixed(2)} s of a core)`
    ] as const
  })
const megabytes = Effect.sync(() => Math.round(process.memoryUsage().rss / 1e6))

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`
const cities = ["Paris", "Lyon", "Marseille", "Nantes", "Toulouse", null]

/** Counts a day's ads and keeps them as the model does. */
const countDay = Effect.fnUntraced(function* (day: number, numbers: ReadonlyArray<number>, put: RefitFiles["write"]) {
  const ads = numbers.map((n) => ({ n, ...benchAd(n + day * 7_919) }))
  const documents = ads.map(({ language, text }) => preprocess.numbered(text, language))
  const counts = yield* Effect.fromResult(countTerms(documents, options))
  const date = DateTime.formatIsoDateUtc(DateTime.makeUnsafe(Date.UTC(2020, 0, 1 + day)))
  const partition = `${date}/fr`
  const lines = ads.map(({ language, n }) =>
    JSON.stringify({ job_id: idOf(n), language, city: cities[n % cities.length], skills: [], posted_date: date })
  )
  yield* put(adsName(partition), Buffer.from(`{}\n${lines.join("\n")}\n`))
  yield* put(countsName(partition, 0), encodeCounts(counts))
  return { partition, made: partition, isSample: false, sizes: [ads.length], jobIds: Effect.succeed(numbers.map(idOf)) }
})

/** The files of one version over another, in a store. */
const version = (store: ArtifactStore["Service"], before: ReadonlyMap<string, string>) => {
  const files = new Map<string, string>()
  const write: RefitFiles["write"] = (name, bytes) => Effect.map(store.put(bytes), (hash) => void files.set(name, hash))
  const keep: RefitFiles["keep"] = (name) =>
    Effect.sync(() => {
      const hash = before.get(name)
      if (hash !== undefined) files.set(name, hash)
      return hash !== undefined
    })
  const read: RefitFiles["read"] = (name) => Effect.suspend(() => store.get(before.get(name) ?? files.get(name) ?? ""))
  return { files, ports: { write, keep, read } }
}

const bench = Effect.fnUntraced(function* (ads: number) {
  const store = yield* ArtifactStore
  const first = version(store, new Map())
  const days: Array<Counted> = []
  for (let from = 0; from < ads; from += adsADay) {
    const numbers = Array.from({ length: Math.min(adsADay, ads - from) }, (_, i) => from + i)
    days.push(yield* countDay(days.length, numbers, first.ports.write))
  }
  const settings = { counting: "bench", options, scope: "all" } as const
  const [, full] = yield* timed(refit(null, days, { ...settings, files: first.ports }))
  yield* Console.log(`first fit   ${full} for ${ads} counted ads in ${days.length} partitions`)

  let before = first.files
  let corpus = yield* Effect.succeed<ReadonlyArray<Counted>>(days)
  let fitted = yield* Effect.succeed<ReadonlyArray<{ partition: string; removed: ReadonlyArray<number> }>>([])
  let model = { vocabulary: [] as ReadonlyArray<string>, idf: new Float64Array(0) }
  for (const round of [1, 2, 3]) {
    const next = version(store, before)
    const again = Array.from({ length: adsThatComeAgain }, (_, i) => ads - 1 - i * 97)
    const numbers = [...again, ...Array.from({ length: adsADay - again.length }, (_, i) => ads + round * adsADay + i)]
    const [answer, time] = yield* timed(
      Effect.gen(function* () {
        const bytes = yield* store.get(before.get(cacheNames.state) ?? "")
        const state = yield* Schema.decodeEffect(CorpusState)(Buffer.from(bytes).toString())
        const kept = yield* Effect.forEach(corpus, (each) =>
          Effect.as(Effect.andThen(next.ports.keep(adsName(each.made)), next.ports.keep(countsName(each.made, 0))), {
            ...each,
            jobIds: Effect.map(next.ports.read(adsName(each.made)), jobIdsOf)
          })
        )
        const today = yield* countDay(days.length + round, numbers, next.ports.write)
        corpus = [...kept, today]
        return yield* refit(state, corpus, { ...settings, files: next.ports })
      })
    )
    before = next.files
    fitted = answer.corpus
    model = { vocabulary: answer.model.vocabulary, idf: Float64Array.from(answer.model.idf) }
    yield* Console.log(
      `refit       ${time} for ${adsADay} new ads on ${ads}${answer.isFromTop ? "" : ", all terms read"}; ${yield* megabytes} MB`
    )
  }

  const [loaded, loading] = yield* timed(
    Effect.gen(function* () {
      const table = new AdTable()
      const counts = []
      for (const { partition, removed } of fitted) {
        const file = yield* store.get(before.get(adsName(partition)) ?? "")
        table.add(file, removed)
        const decoded = Result.getOrThrow(
          decodeTermCounts(yield* store.get(before.get(countsName(partition, 0)) ?? ""))
        )
        const gone = new Set(removed)
        const rows = [...Array(decoded.table.documents).keys()].filter((row) => !gone.has(row))
        counts.push(pickRows(countMatrix(model.vocabulary, decoded), rows))
      }
      const description = {
        format: 2,
        rows: table.rows,
        counting: "bench",
        options: { ...options, corpus: "all" }
      } as const
      return new LoadedModel("bench", { ...model, options: weighting, description, corpus: [] }, table, counts)
    })
  )
  yield* Console.log(`load        ${loading}; ${yield* megabytes} MB`)
  const request = { limit: 10, filter: [], today: "2026-01-08" } as const
  const text = (n: number) =>
    benchAd(n * 31)
      .text.split(" ")
      .slice(0, 5)
      .join(" ")
  yield* report("search", (n) => loaded.search(text(n), request))
  yield* report("similar", (n) => loaded.similar(loaded.ads.get((n * 7_919) % loaded.ads.rows)?.job_id ?? "", request))
})

/** Percentiles of many requests, in time of the core: other processes do not count. */
const report = (name: string, ask: (n: number) => Result.Result<unknown, unknown>) =>
  Effect.suspend(() => {
    for (let n = 0; n < 100; n++) Result.getOrThrow(ask(n))
    const times = Array.from({ length: searches }, (_, n) => {
      const { system, user } = process.threadCpuUsage()
      for (let again = 0; again < repeats; again++) Result.getOrThrow(ask(n + 100))
      const spent = process.threadCpuUsage()
      return (spent.user + spent.system - user - system) / repeats / 1000
    }).sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(share * times.length)] ?? 0).toFixed(1)
    return Console.log(
      `${name.padEnd(11)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, slowest ${times.at(-1)?.toFixed(1)} ms of a core`
    )
  })

const command = Command.make("model", { ads: Argument.Int("ads").pipe(Argument.withDefault(100_000)) }, ({ ads }) =>
  Effect.gen(function* () {
    const folder = yield* (yield* FileSystem.FileSystem).makeTempDirectoryScoped()
    yield* Effect.provide(bench(ads), ArtifactStoreFiles.layer(path.join(folder, "artifacts")))
  }).pipe(Effect.scoped)
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
