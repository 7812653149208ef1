/**
 * A day's work of a large model, with its files on the disk: 245 ads come, 30 of them in place of older ones, the model
 * is fitted again, and searched. The days are those of a process that has done nothing else before.
 *
 *     node tests/bench/model.ts [ads]     100,000 unless told, in partitions of 245
 */
import * as path from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import * as ArtifactStoreFiles from "@jobgraph/assets/ArtifactStoreFiles"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import * as Filter from "@jobgraph/db/jobs/Filter"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { CountsSum, countMatrix, decodeTermCounts } from "@jobgraph/nlp/TermCounts"
import { filterFields } from "@jobgraph/stages/search/AdFilter"
import { AdTable } from "@jobgraph/stages/search/AdTable"
import { LoadedModel } from "@jobgraph/stages/search/LoadedModel"
import { CorpusState, cacheNames } from "@jobgraph/stages/tfidf/CorpusState"
import { weighting } from "@jobgraph/stages/tfidf/ModelFiles"
import { adsName, countsName, jobIdsOf } from "@jobgraph/stages/tfidf/PartitionCounts"
import { type Counted, refit } from "@jobgraph/stages/tfidf/refit"
import { pickRows } from "@jobgraph/stages/tfidf/storedRows"
import { Console, Effect, FileSystem, Layer, Path, type PlatformError, Result, Schema } from "effect"
import { Argument, Command } from "effect/cli"
import { ChildProcess, ChildProcessSpawner } from "effect/process"
import { benchAd } from "./AdCorpus.ts"
import { Corpus, countDay, timed } from "./modelFiles.ts"
import { adsADay, megabytes, options, version } from "./modelVersion.ts"

const adsThatComeAgain = 30
const searches = 500
/** The system counts the time of a core in steps of some milliseconds. */
const repeats = 10

const bench = Effect.fnUntraced(function* (
  ads: number,
  readCorpus: Effect.Effect<string, PlatformError.PlatformError>
) {
  const store = yield* ArtifactStore
  const { days, files } = yield* Schema.decodeEffect(Corpus)(yield* readCorpus)
  const settings = { counting: "bench", options, scope: "all" } as const
  // The models of the languages are part of a process's start.
  preprocess("prêt", "fr")
  preprocess("ready", "en")

  let before: ReadonlyMap<string, string> = new Map(files)
  let corpus: ReadonlyArray<Counted> = days.map((day) => ({ ...day, isNew: false, jobIds: Effect.succeed([]) }))
  let fitted = yield* Effect.succeed<ReadonlyArray<{ made: string; removed: ReadonlyArray<number> }>>([])
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
            isNew: false,
            jobIds: Effect.map(next.ports.read(adsName(each.made)), jobIdsOf)
          })
        )
        const sumOfNew = new CountsSum()
        const today = yield* countDay(days.length + round, numbers, next.ports, sumOfNew)
        corpus = [...kept, today]
        return yield* refit(state, corpus, { ...settings, files: next.ports, sumOfNew })
      })
    )
    before = next.files
    fitted = answer.corpus
    model = { vocabulary: answer.model.vocabulary, idf: Float64Array.from(answer.model.idf) }
    yield* Console.log(
      `refit       ${time} for ${adsADay} new ads on ${ads}${answer.isFromTop ? "" : ", all terms read"}; at most ${yield* megabytes} MB`
    )
  }

  const [loaded, loading] = yield* timed(
    Effect.gen(function* () {
      const table = new AdTable(filterFields)
      const counts = []
      for (const { made, removed } of fitted) {
        const file = yield* store.get(before.get(adsName(made)) ?? "")
        table.add(file, removed)
        const decoded = Result.getOrThrow(decodeTermCounts(yield* store.get(before.get(countsName(made, 0)) ?? "")))
        const gone = new Set(removed)
        const rows = [...Array(decoded.table.documents).keys()].filter((row) => !gone.has(row))
        counts.push(pickRows(countMatrix(model.vocabulary, decoded), rows))
      }
      table.settle()
      const description = {
        format: 2,
        rows: table.rows,
        counting: "bench",
        options: { ...options, corpus: "all" }
      } as const
      return new LoadedModel("bench", { ...model, options: weighting, description, corpus: [] }, table, counts)
    })
  )
  yield* Console.log(`load        ${loading}; at most ${yield* megabytes} MB`)
  const request = { limit: 10, filter: [], today: "2026-01-08" } as const
  for (const where of ["city=Lyon", "skill=python and salary_min>=40000"]) {
    const filter = Result.getOrThrow(Filter.parse(where))
    const first = Effect.sync(() => Result.getOrThrow(loaded.search("data engineer", { ...request, filter })))
    const [, filtered] = yield* timed(first)
    yield* Console.log(`first search where ${where}: ${filtered}`)
  }
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
    const fileSystem = yield* FileSystem.FileSystem
    const { fromFileUrl } = yield* Path.Path
    const folder = yield* fileSystem.makeTempDirectoryScoped()
    const script = yield* fromFileUrl(new URL("./modelCorpus.ts", import.meta.url))
    const { exitCode } = yield* ChildProcessSpawner.ChildProcessSpawner
    yield* exitCode(
      ChildProcess.make(process.execPath, [script, `${ads}`, folder], { stdout: "inherit", stderr: "inherit" })
    )
    yield* Effect.provide(
      bench(ads, fileSystem.readFileString(path.join(folder, "corpus.json"))),
      Layer.merge(ArtifactStoreFiles.layer(path.join(folder, "artifacts")), RowWorkers.layer())
    )
  }).pipe(Effect.scoped)
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
