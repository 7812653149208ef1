/**
 * The service under load on loopback, by a load generator in a process of its own.
 *
 *     node tests/bench/service.ts [seconds]     30 unless told
 *
 * On PostgreSQL: 500 requests a second to read endpoints beside runs that never
 * pause, with the service's memory; then 100 followers of its events. Embedded:
 * reading beside the default daily run. And how soon it answers after its start.
 *
 * Targets: p99 under 100 ms, no request that fails, memory that levels off, `/healthz` within 2 s.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Clock, Console, Effect, Fiber, Option, Schedule } from "effect"
import { Argument, Command } from "effect/cli"
import { makeRunnerOn, type Runner } from "../e2e/runner.ts"
import { ended, startService } from "../e2e/startService.ts"
import { start } from "../postgres/Server.ts"
import { follow, type LoadReport, load, memoryOf } from "./load.ts"

const line = (what: string, found: string, target = "") =>
  Console.log(`${what.padEnd(46)} ${found}${target === "" ? "" : `   (target ${target})`}`)

const show = (what: string, { failed, p50, p99, perSecond, requests, worst }: LoadReport) =>
  line(
    what,
    `${Math.round(perSecond)}/s, ${requests} in all, ${failed} failed; p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms`,
    "p99 100 ms, 0 failed"
  )

/** Days are made one after another for as long as the fiber lives. */
const running = (url: string) =>
  Effect.gen(function* () {
    const ask = (day: number) =>
      Effect.promise(() =>
        fetch(`${url}/api/v1/runs`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({
            selection: "*",
            partition: new Date(Date.UTC(2026, 0, 1 + (day % 300))).toISOString().slice(0, 10)
          })
        }).then((response) => response.json())
      )
    const waiting = () =>
      Effect.promise(() => fetch(`${url}/api/v1/runs?status=queued`).then((response) => response.text()))
    for (let day = 0; ; day += 1) {
      yield* ask(day)
      yield* Effect.repeat(Effect.delay(waiting(), "200 millis"), { while: (text) => text.includes('"queued"') })
    }
  })

const made = (runner: Runner) =>
  Effect.map(runner.query("select count(*)::int as runs from runner.run where status = 'success'"), ([row]) =>
    Number(row?.["runs"] ?? 0)
  )

/** How long from the start of the process until `/healthz` answers, on a database that is there; the best of a few. */
const startTimes = Effect.fnUntraced(function* (runner: Runner) {
  const once = Effect.scoped(
    Effect.gen(function* () {
      const port = 20_000 + Math.floor(performance.now() % 20_000)
      const begin = yield* Clock.currentTimeMillis
      const child = yield* Effect.acquireRelease(
        Effect.sync(() => runner.start("dev", "--port", String(port))),
        (child) => Effect.promise(() => ended(child, "SIGKILL"))
      )
      yield* Effect.tryPromise(() => fetch(`http://127.0.0.1:${port}/healthz`)).pipe(
        Effect.retry({ schedule: Schedule.spaced("20 millis"), while: () => child.exitCode === null })
      )
      return (yield* Clock.currentTimeMillis) - begin
    })
  )
  const times = yield* Effect.forEach([1, 2, 3], () => once)
  return times.sort((a, b) => a - b)
})

const onServer = Effect.fnUntraced(function* (seconds: number) {
  const { url: server } = yield* start()
  const runner = yield* makeRunnerOn(server)
  yield* runner.run("materialize", "--all")
  const { child, url } = yield* startService(runner)
  yield* show("server: reading, no run", yield* load({ url, seconds: Math.ceil(seconds / 3), rate: 500 }))
  const pipeline = yield* Effect.forkScoped(running(url))
  const marks = [memoryOf(child.pid)]
  const sampling = yield* Effect.forkScoped(
    Effect.forever(
      Effect.andThen(
        Effect.sleep("5 seconds"),
        Effect.sync(() => marks.push(memoryOf(child.pid)))
      )
    )
  )
  const before = yield* made(runner)
  const report = yield* load({ url, seconds, rate: 500 })
  yield* show("server: reading beside runs", report)
  yield* line("server: runs that ended meanwhile", String((yield* made(runner)) - before))
  yield* line("server: memory every 5 s, MB", marks.join(" "))
  yield* Effect.scoped(
    Effect.gen(function* () {
      const followers = yield* follow(url, "/api/v1/live?topics=runs,assets,models", 100)
      yield* show(
        "server: the same with 100 followers",
        yield* load({ url, seconds: Math.ceil(seconds / 3), rate: 500 })
      )
      const events = followers.map((one) => one.events())
      const failed = followers.filter((one) => one.hasFailed()).length
      yield* line(
        "server: events that each follower got",
        `${Math.min(...events)} to ${Math.max(...events)}, ${failed} failed`
      )
    })
  )
  yield* Fiber.interrupt(sampling)
  yield* Fiber.interrupt(pipeline)
  yield* show("server: as many as there are answers for", yield* load({ url, seconds: Math.ceil(seconds / 3) }))
})

const onEmbedded = Effect.gen(function* () {
  const runner = yield* makeRunnerOn(undefined)
  yield* runner.run("materialize", "--all", "--partition", "2026-01-01")
  yield* line("embedded: /healthz after, ms", (yield* startTimes(runner)).join(" "), "2,000")
  const { url } = yield* startService(runner)
  const reading = yield* Effect.forkScoped(load({ url, seconds: 20, rate: 20, connections: 5 }))
  yield* Effect.promise(() => fetch(`${url}/api/v1/dags/collect_jobs_daily/dagRuns`, { method: "POST" }))
  yield* show("embedded: reading beside the daily run", yield* Fiber.join(reading))
  yield* line("embedded: runs that ended meanwhile", String((yield* made(runner)) - 1))
})

const bench = Command.make(
  "service",
  { seconds: Argument.Int("seconds").pipe(Argument.optional) },
  Effect.fnUntraced(function* ({ seconds }) {
    yield* Effect.scoped(onServer(Option.getOrElse(seconds, () => 30)))
    yield* Effect.scoped(onEmbedded)
  })
)

Command.run(bench, { version: "0" }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
