import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Logger, Result, Scope, Stream } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { type CollectSettings, defaultCollectSettings } from "../../../src/source/CollectSettings.ts"
import { makeSampleSource, sampleSettings } from "../../../src/source/SampleSource.ts"
import { startSimulator } from "../../../src/source/simulator/Simulator.ts"
import {
  defaultSimulatorSettings,
  type Fault,
  type FaultKind,
  type SimulatorSettings
} from "../../../src/source/simulator/SimulatorSettings.ts"
import { batch, pagesInMemory } from "../fixtures.ts"

/** One search of 3 pages, with waits that a test can afford. */
const hasty: CollectSettings = {
  ...defaultCollectSettings,
  queries: ["data engineer"],
  locations: { fr: ["Paris"] },
  pageSize: 10,
  retryDelaySeconds: 0.01,
  backoffSeconds: 0.01,
  timeoutSeconds: 0.4
}

/** Reads a batch of the sample over HTTP. */
const collect = Effect.fnUntraced(
  function* (simulator: Partial<SimulatorSettings>, collect: CollectSettings = hasty, date = batch.date) {
    const settings = sampleSettings(collect, { ...defaultSimulatorSettings, ...simulator })
    const scope = yield* Effect.scope
    const source = yield* makeSampleSource(settings.collect, Scope.provide(startSimulator(settings.simulator), scope))
    const result = yield* Effect.result(Stream.runCollect(source.read({ ...batch, date }, pagesInMemory())))
    const chunks = Result.getOrElse(result, () => [])
    return {
      ads: chunks.flatMap((chunk) => chunk.ads),
      malformed: chunks.flatMap((chunk) => chunk.malformed),
      total: (name: string) => chunks.reduce((sum, chunk) => sum + (chunk.counts[name] ?? 0), 0),
      reason: Result.isFailure(result) ? result.failure.reason._tag : undefined
    }
  },
  Effect.scoped,
  Effect.provide([FetchHttpClient.layer, Logger.layer([])])
)

const always = (kind: FaultKind): Fault => ({ kind, rate: 1, attempts: null, retryAfterSeconds: null })
const once = (kind: FaultKind): Fault => ({ ...always(kind), attempts: 1 })

describe("the simulator", () => {
  it.live("answers as Adzuna does, for every default search of a market", () =>
    Effect.gen(function* () {
      const { ads, reason, total } = yield* collect(
        {},
        { ...hasty, queries: defaultCollectSettings.queries, locations: {} }
      )
      assert.isUndefined(reason)
      assert.isAbove(new Set(ads.map((ad) => ad.id)).size, 230)
      assert.strictEqual(total("announced"), ads.length)
      assert.isTrue(ads.every((ad) => ad.source === "sample" && ad.country === "fr"))
    })
  )

  it.live("replays a date", () =>
    Effect.gen(function* () {
      const first = yield* collect({})
      assert.deepStrictEqual((yield* collect({})).ads, first.ads)
      assert.notDeepEqual((yield* collect({}, hasty, "2026-03-08")).ads, first.ads)
    })
  )

  it.live("gives all the ads that were asked for, beyond the limit of a query", () =>
    Effect.gen(function* () {
      const all = { ...hasty, queries: defaultCollectSettings.queries, locations: {}, timeoutSeconds: 5 }
      const { ads } = yield* collect({ ads: 20_000 }, all)
      assert.strictEqual(new Set(ads.map((ad) => ad.id)).size, 20_000)
    })
  )

  it.live.each(["429", "503", "timeout", "slow_drip", "cut_body", "malformed_json"] as const)(
    "is read in full when each page fails once by %s",
    (kind) =>
      Effect.gen(function* () {
        const { ads, reason, total } = yield* collect({ faults: [once(kind)] })
        assert.isUndefined(reason)
        assert.deepStrictEqual(ads, (yield* collect({})).ads)
        assert.strictEqual(total("retries"), total("pages"))
      })
  )

  it.live.each([
    ["429", "RateLimited"],
    ["503", "Unreachable"],
    ["timeout", "TimedOut"],
    ["slow_drip", "TimedOut"],
    ["cut_body", "Unreachable"],
    ["malformed_json", "UnexpectedBody"],
    ["401", "Refused"]
  ] as const)("makes a collection fail when %s does not end: %s", ([kind, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* collect({ faults: [always(kind)] })).reason, expected)
    })
  )

  it.live.each(["missing_field", "wrong_type"] as const)("loses no ad by %s, and the fields are counted", (kind) =>
    Effect.gen(function* () {
      const { ads, total } = yield* collect({ faults: [always(kind)] })
      const whole = yield* collect({})
      assert.strictEqual(ads.length, whole.ads.length)
      assert.isAbove(total("defaulted_fields"), whole.total("defaulted_fields"))
    })
  )

  it.live("can find nothing at all", () =>
    Effect.gen(function* () {
      const { ads, reason } = yield* collect({ faults: [always("empty_result")] })
      assert.isUndefined(reason)
      assert.deepStrictEqual(ads, [])
    })
  )

  it.live("fails in about the share of requests that was asked for", () =>
    Effect.gen(function* () {
      const settings = { ...hasty, queries: defaultCollectSettings.queries, locations: {}, pageSize: 2, concurrency: 8 }
      const { total } = yield* collect({ faults: [{ ...always("503"), rate: 0.2 }] }, settings)
      assert.isAbove(total("retries"), total("pages") * 0.1)
      assert.isBelow(total("retries"), total("pages") * 0.5)
    })
  )

  it.live.each([
    ["/v1/api/jobs/fr/search/1?app_id=a&app_key=b&results_per_page=50", 200],
    ["/on/2026-03-07/v1/api/jobs/fr/search/1?app_id=a&app_key=b", 200],
    ["/v1/api/jobs/fr/search/1?app_id=a", 401],
    ["/v1/api/jobs/fr/search/1?app_id=a&app_key=b&results_per_page=100", 400],
    ["/v1/api/jobs/fr/search/0?app_id=a&app_key=b", 400],
    ["/v1/api/jobs/ie/search/1?app_id=a&app_key=b", 404],
    ["/on/2026-13-45/v1/api/jobs/fr/search/1?app_id=a&app_key=b", 404],
    ["/", 404]
  ] as const)("answers %s with %s", ([path, status]) =>
    Effect.gen(function* () {
      const { baseUrl } = yield* startSimulator(defaultSimulatorSettings)
      const response = yield* HttpClient.get(baseUrl.replace("/v1/api", "") + path)
      assert.strictEqual(response.status, status)
    }).pipe(Effect.scoped, Effect.provide(FetchHttpClient.layer))
  )

  it.live("listens on loopback, and stops with its scope even while an answer is due", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const settings = { ...defaultSimulatorSettings, faults: [always("timeout")] }
      const { baseUrl } = yield* startSimulator(settings).pipe(Scope.provide(scope))
      assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+\//)
      const url = `${baseUrl}/jobs/fr/search/1?app_id=a&app_key=b`
      const waiting = yield* HttpClient.get(url).pipe(Effect.result, Effect.forkChild)
      yield* Effect.sleep("50 millis")
      yield* Scope.close(scope, Exit.void)
      assert.isTrue(Result.isFailure(yield* Fiber.join(waiting)))
      assert.isTrue(Result.isFailure(yield* Effect.result(HttpClient.get(url))))
    }).pipe(Effect.provide(FetchHttpClient.layer))
  )
})
