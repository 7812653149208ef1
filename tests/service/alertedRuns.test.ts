import { createServer } from "node:http"
import { afterAll, assert, describe, it } from "@effect/vitest"
import * as Artifact from "@jobgraph/assets/Artifact"
import * as ArtifactStoreMemory from "@jobgraph/assets/ArtifactStoreMemory"
import * as Asset from "@jobgraph/assets/Asset"
import { RowWorkers } from "@jobgraph/assets/RowWorkers"
import { materialize } from "@jobgraph/assets/testing/materialize"
import * as CatalogDatabase from "@jobgraph/db/CatalogDatabase"
import * as Queue from "@jobgraph/db/service/Queue"
import { type Channel, channelsOf } from "@jobgraph/runner/alerts/channels"
import { look, send } from "@jobgraph/runner/alerts/watch"
import { timeLimitsOf } from "@jobgraph/runner/lifecycle/timeLimits"
import { entryOf } from "@jobgraph/runner/service/Schedules"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { RequestBudget } from "@jobgraph/stages/source/RequestBudget"
import { Clock, ConfigProvider, Data, Deferred, Effect, Fiber, Layer, Schema } from "effect"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { until } from "../fixtures/until.ts"
import { databaseName, shared } from "./databases.ts"

const database = shared()
afterAll(database.close)

const services = Layer.mergeAll(
  CatalogDatabase.layer,
  ArtifactStoreMemory.layer,
  RowWorkers.layer(1),
  RequestBudget.layerUnlimited
).pipe(Layer.provideMerge(database.layer))

const settings = Schema.decodeUnknownSync(Settings)({})

const daily = settings.schedules["collect_jobs_daily"] ?? assert.fail("the schedule of the specification")

const Told = Schema.Struct({ about: Schema.String, kind: Schema.String, message: Schema.String })
const readTold = Schema.decodeUnknownSync(Schema.fromJsonString(Told))

/** A webhook on loopback that answers with a status, or never; what it was told. */
const receiver = Effect.fnUntraced(function* (status: number | null) {
  const told: Array<string> = []
  const server = yield* Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer((request, response) => {
        let text = ""
        request.on("data", (chunk) => {
          text += chunk
        })
        request.on("end", () => {
          const { about, kind, message } = readTold(text)
          told.push(`${about} ${kind}: ${message}`)
          if (status !== null) {
            response.writeHead(status).end()
          }
        })
      })
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  )
  const address = server.address()
  const port = address !== null && typeof address === "object" ? address.port : 0
  const env = { ALERTS_WEBHOOK_URL: `http://127.0.0.1:${port}/` }
  const channels = yield* channelsOf(settings.alerts).pipe(
    Effect.provide(Layer.merge(FetchHttpClient.layer, ConfigProvider.layer(ConfigProvider.fromEnv({ env }))))
  )
  return { told, channels }
})

/** What the service does every ten seconds. */
const once = (channels: ReadonlyArray<Channel>) => Effect.andThen(look(settings, channels), send(settings, channels))

class Broken extends Data.TaggedError("Broken")<{ readonly isTransient: boolean }> {
  override get message() {
    return "the disk is full"
  }
}

/** A stage that works, or fails, or never ends. */
const stage = (make: Effect.Effect<number, Broken>) =>
  Asset.make({ key: "enriched", codeVersion: "1", artifact: Artifact.value(Schema.Int), make: () => make })

describe(`alerts about runs (${databaseName})`, { timeout: 240_000 }, () => {
  it.effect("tell that a stage failed, and that it works again", () =>
    Effect.gen(function* () {
      const { channels, told } = yield* receiver(200)
      const failed = yield* materialize([stage(Effect.fail(new Broken({ isTransient: false })))])
      assert.strictEqual(failed.status, "failed")
      yield* once(channels)
      yield* once(channels)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual((yield* materialize([stage(Effect.succeed(1))])).status, "success")
      yield* once(channels)
      assert.deepStrictEqual(told, [
        "opened stage_failed: Stage ENRICH failed with error: the disk is full",
        "recovered stage_failed: Stage ENRICH failed with error: the disk is full"
      ])
    }).pipe(Effect.scoped, Effect.provide(services))
  )

  it.effect("do not tell that a failure is over because it is old", () =>
    Effect.gen(function* () {
      const { channels, told } = yield* receiver(200)
      yield* materialize([stage(Effect.fail(new Broken({ isTransient: false })))])
      yield* once(channels)
      yield* TestClock.adjust("3 days")
      yield* once(channels)
      assert.deepStrictEqual(told, ["opened stage_failed: Stage ENRICH failed with error: the disk is full"])
    }).pipe(Effect.scoped, Effect.provide(services))
  )

  it.effect("tell of a schedule's run that ended before its first stage, until one of the schedule succeeds", () =>
    Effect.gen(function* () {
      const { channels, told } = yield* receiver(200)
      const ended = Effect.fnUntraced(function* (outcome: string, reason: string) {
        const now = yield* Clock.currentTimeMillis
        const entry = entryOf("daily", daily, { date: "2026-01-08", queuedAt: now })
        yield* Queue.enqueue(entry)
        yield* Queue.end(entry.runId, outcome, reason, now)
        yield* once(channels)
        yield* TestClock.adjust("1 day")
      })
      yield* ended("failed", "ADZUNA_APP_KEY is not set")
      yield* TestClock.adjust("3 days")
      yield* once(channels)
      yield* ended("crashed", "its service ended")
      yield* ended("success", "")
      assert.deepStrictEqual(told, [
        "opened run_failed: The run of schedule daily failed: ADZUNA_APP_KEY is not set",
        "opened run_failed: The run of schedule daily crashed: its service ended",
        "recovered run_failed: The run of schedule daily failed: ADZUNA_APP_KEY is not set",
        "recovered run_failed: The run of schedule daily crashed: its service ended"
      ])
    }).pipe(Effect.scoped, Effect.provide(services))
  )

  it.effect("tell of a scheduled batch that was stopped after its 15 minutes, until the next one succeeds", () =>
    Effect.gen(function* () {
      const { channels, told } = yield* receiver(200)
      const trigger = "schedule:collect_jobs_daily"
      const timeLimits = timeLimitsOf(settings, { partitions: [], isScheduled: true })
      const isAtWork = yield* Deferred.make<void>()
      const endless = stage(Effect.andThen(Deferred.succeed(isAtWork, undefined), Effect.never))
      const run = yield* Effect.forkChild(materialize([endless], { trigger, timeLimits }))
      yield* Deferred.await(isAtWork)
      yield* TestClock.adjust("14 minutes")
      yield* once(channels)
      assert.isUndefined(run.pollUnsafe())
      assert.deepStrictEqual(
        told.filter((text) => text.includes("pipeline_timeout")),
        []
      )
      // Nobody looks between its end and the next look of the service.
      yield* TestClock.adjust("61 seconds")
      yield* until(() => run.pollUnsafe() !== undefined)
      const result = yield* Fiber.join(run)
      assert.strictEqual(result.status, "failed")
      assert.strictEqual(result.steps[0]?.error?.tag, "RunTimedOut")
      yield* once(channels)
      yield* once(channels)
      const next = yield* materialize([stage(Effect.succeed(1))], { trigger, timeLimits })
      assert.strictEqual(next.status, "success")
      yield* once(channels)
      assert.deepStrictEqual(
        told.filter((text) => text.includes("pipeline_timeout")),
        [
          "opened pipeline_timeout: Batch pipeline exceeded 15-minute SLA",
          "recovered pipeline_timeout: Batch pipeline exceeded 15-minute SLA"
        ]
      )
    }).pipe(Effect.scoped, Effect.provide(services))
  )

  it.effect.each([{ answer: 500 }, { answer: null }])(
    "cannot fail a run whose alert nobody takes (the receiver answers $answer)",
    ({ answer }) =>
      Effect.gen(function* () {
        const { channels, told } = yield* receiver(answer)
        const isAtWork = yield* Deferred.make<void>()
        const mayEnd = yield* Deferred.make<void>()
        const slow = stage(Effect.as(Effect.andThen(Deferred.succeed(isAtWork, undefined), Deferred.await(mayEnd)), 1))
        const run = yield* Effect.forkChild(materialize([slow]))
        yield* Deferred.await(isAtWork)
        yield* TestClock.adjust("5 minutes")
        const sending = yield* Effect.forkChild(once(channels))
        yield* until(() => told.length > 0)
        // While the receiver has the message, and has not answered well.
        yield* Deferred.succeed(mayEnd, undefined)
        assert.strictEqual((yield* Fiber.join(run)).status, "success")
        yield* TestClock.adjust("1 minute")
        yield* Fiber.join(sending)
        assert.match(told[0] ?? "", /^opened slow_stage: Stage ENRICH exceeded SLA/)
        assert.isAbove(yield* Clock.currentTimeMillis, 0)
      }).pipe(Effect.scoped, Effect.provide(services))
  )
})
