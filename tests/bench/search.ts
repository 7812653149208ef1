/**
 * Searching over HTTP: a service with the model of many ads, asked one question after another.
 *
 *     node tests/bench/search.ts [ads]     100,000 unless told
 *
 * The whole pipeline makes the ads and the model, on a throw-away server; none of that is in a figure. The first
 * answer, which waits for the model to be loaded, is given apart. Target: 99 of 100 answers in less than 20 ms.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { makeRunnerOn } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { start } from "../postgres/Server.ts"
import { writeManyAds } from "../slow/manyAds.ts"
import { benchAd } from "./AdCorpus.ts"

const requests = 500
/** So many requests compile what answers them: a service is asked for days. */
const warmingUp = 1_000

/** Nanoseconds that the first thread of a process has been on a core: others at work do not stretch them. */
const coreTime = (pid: number): number => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0])

const words = (n: number): string =>
  benchAd(n * 31)
    .text.split(" ")
    .slice(0, 5)
    .join(" ")

const bench = Effect.fnUntraced(function* (ads: number) {
  const runner = yield* makeRunnerOn((yield* start()).url)
  const file = join(runner.home, "ads.ndjson")
  yield* Effect.promise(() => writeManyAds(file, ads))
  const { code, stderr } = yield* runner.run("materialize", "--all", "--source", file, "--partition", "2026-03-07/fr")
  if (code !== 0) return yield* Console.error(stderr)
  const { child, url } = yield* startService(runner)
  const ask = Effect.fnUntraced(function* (query: Readonly<Record<string, string>>) {
    const before = { core: coreTime(child.pid ?? 0), wall: performance.now() }
    const answer = yield* Effect.promise(async () => {
      const response = await fetch(`${url}/api/v1/jobs?${new URLSearchParams({ limit: "20", ...query })}`)
      return { status: response.status, text: await response.text() }
    })
    if (answer.status !== 200) return yield* Effect.die(new Error(answer.text))
    return { wall: performance.now() - before.wall, core: (coreTime(child.pid ?? 0) - before.core) / 1e6 }
  })
  const first = yield* ask({ text: words(0) })
  yield* Console.log(`first answer   ${first.wall.toFixed(0)} ms (${first.core.toFixed(0)} ms of a core)`)
  for (const [name, where] of [
    ["words", {}],
    ["with a filter", { where: "city=Lyon and salary_min>=40000" }]
  ] as const) {
    for (let n = 0; n < warmingUp; n++) yield* ask({ text: words(n), ...where })
    const times = yield* Effect.forEach(Array.from({ length: requests }), (_, n) =>
      ask({ text: words(warmingUp + n), ...where })
    )
    const at = (kind: "wall" | "core", share: number) =>
      times
        .map((time) => time[kind])
        .sort((a, b) => a - b)
        [Math.floor(share * times.length)]?.toFixed(1)
    yield* Console.log(
      `${name.padEnd(14)} p50 ${at("wall", 0.5)} ms, p99 ${at("wall", 0.99)} ms; ` +
        `p50 ${at("core", 0.5)} ms, p99 ${at("core", 0.99)} ms of a core of the service`
    )
  }
})

const command = Command.make("search", { ads: Argument.Int("ads").pipe(Argument.withDefault(100_000)) }, ({ ads }) =>
  Effect.scoped(bench(ads))
)

Command.run(command, { version: "1" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
