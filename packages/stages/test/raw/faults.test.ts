import { assert, describe, it } from "@effect/vitest"
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as testing from "@jobgraph/assets/testing/materialize"
import { ConfigProvider, DateTime, Duration, Effect, Layer, Logger, Option, Stream } from "effect"
import { FetchHttpClient, HttpClient } from "effect/http"
import { raw } from "../../src/raw/raw.ts"
import { type CollectSettings, defaultCollectSettings } from "../../src/source/CollectSettings.ts"
import { RequestBudget } from "../../src/source/RequestBudget.ts"
import { Sources } from "../../src/source/Sources.ts"
import { startSimulator } from "../../src/source/simulator/Simulator.ts"
import { defaultSimulatorSettings, type Fault, type FaultKind } from "../../src/source/simulator/SimulatorSettings.ts"

/** The asset as it is but for the minutes between its attempts. */
const impatient = { ...raw, retry: { ...raw.retry, waits: [Duration.millis(10)] } }

/** One search of 3 pages, with waits that a test can afford. */
const hasty: CollectSettings = {
  ...defaultCollectSettings,
  queries: ["data engineer"],
  locations: { fr: ["Paris"] },
  pageSize: 10,
  retryDelaySeconds: 0.01,
  backoffSeconds: 0.01,
  timeoutSeconds: 0.3,
  rateLimitPerMinute: null
}

const always = (kind: FaultKind, fields: Partial<Fault> = {}): Fault => ({
  kind,
  rate: 1,
  attempts: null,
  retryAfterSeconds: null,
  ...fields
})

const environment = (baseUrl: string) =>
  ConfigProvider.layer(
    ConfigProvider.fromUnknown({ ADZUNA_BASE_URL: baseUrl, ADZUNA_APP_ID: "id", ADZUNA_APP_KEY: "key" })
  )

const partition = Effect.map(DateTime.now, (now) => `${DateTime.formatIsoDateUtc(now)}/fr`)

/** Materializes `raw` from Adzuna's client and a simulator with these faults: all but the ads is real. */
const collect = Effect.fnUntraced(function* (
  faults: ReadonlyArray<Fault>,
  settings: Partial<CollectSettings> = {},
  seed = 1
) {
  const simulator = yield* startSimulator({ ...defaultSimulatorSettings, seed, faults })
  // The ads and faults of one day, whatever today is.
  const baseUrl = simulator.baseUrlOn("2026-03-07")
  const asked: Array<string> = []
  const counted = Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      HttpClient.HttpClient,
      HttpClient.tapRequest((request) => Effect.sync(() => void asked.push(request.url.split("/").at(-1) ?? "")))
    )
  ).pipe(Layer.provide(FetchHttpClient.layer))
  const sources = Sources.layerNoDeps({ ...hasty, ...settings }).pipe(
    Layer.provide([counted, RequestBudget.layerUnlimited, environment(baseUrl)])
  )
  const result = yield* testing
    .materialize([impatient], { partition: yield* partition, select: "raw" })
    .pipe(Effect.provide(Layer.fresh(sources)))
  const [step] = result.steps
  const current = Option.getOrUndefined(yield* (yield* Catalog).current({ asset: "raw", partition: yield* partition }))
  const rejects =
    current === undefined ? [] : yield* Stream.runCollect(ArtifactReader.rejects(yield* ArtifactStore, current))
  return {
    status: step?.status,
    attempts: step?.attempts,
    error: step?.error ?? undefined,
    /** Of the current version, whichever made it. */
    rows: current?.rows,
    runId: result.runId,
    madeBy: current?.runId,
    count: (name: string) => current?.metadata[name] ?? 0,
    rejects: rejects.flat().map(({ rule }) => rule),
    warnings: (current?.checks ?? []).filter(({ passed }) => !passed).map(({ name }) => name),
    /** The pages in the order in which they were asked for. */
    asked
  }
})

const inMemory = Layer.merge(testing.layer, Logger.layer([]))
const test = <A, E>(effect: Effect.Effect<A, E, Effect.Services<ReturnType<typeof collect>>>) =>
  Effect.scoped(effect).pipe(Effect.provide(Layer.fresh(inMemory)))

describe("raw, over HTTP", () => {
  it.live.each([
    { name: "429 without Retry-After", fault: always("429", { attempts: 1 }) },
    { name: "429 with Retry-After", fault: always("429", { attempts: 1, retryAfterSeconds: 0 }) },
    { name: "503", fault: always("503", { attempts: 1 }) },
    { name: "a time-out", fault: always("timeout", { attempts: 1 }) },
    { name: "a slow drip", fault: always("slow_drip", { attempts: 1 }) },
    { name: "a cut body", fault: always("cut_body", { attempts: 1 }) },
    { name: "malformed JSON", fault: always("malformed_json", { attempts: 1 }) }
  ])("is whole at its first attempt when each page fails once by $name", ({ fault }) =>
    test(
      Effect.gen(function* () {
        const { asked, attempts, count, rejects, rows, status, warnings } = yield* collect([fault])
        assert.strictEqual(status, "materialized")
        assert.strictEqual(attempts, 1)
        assert.strictEqual(rows, count("announced"))
        assert.strictEqual(count("retries"), count("pages"))
        assert.strictEqual(count("requests"), asked.length)
        assert.deepStrictEqual([rejects, warnings], [[], []])
      })
    )
  )

  it.live("waits as long as Retry-After says", () =>
    test(
      Effect.gen(function* () {
        const [time, { status }] = yield* Effect.timed(
          collect([always("429", { attempts: 1, retryAfterSeconds: 1 })], { pageSize: 50 })
        )
        assert.strictEqual(status, "materialized")
        assert.isAtLeast(Duration.toMillis(time), 1_000)
      })
    )
  )

  it.live("does not wait for a Retry-After of an hour: it fails at once, transient", () =>
    test(
      Effect.gen(function* () {
        const { asked, attempts, error, rows } = yield* collect([always("429", { retryAfterSeconds: 3_600 })])
        assert.strictEqual(error?.tag, "RateLimited")
        assert.isTrue(error?.transient)
        assert.deepStrictEqual([attempts, asked.length, rows], [1, 1, undefined])
      })
    )
  )

  it.live.each([
    { kind: "429", tag: "RateLimited" },
    { kind: "503", tag: "Unreachable" },
    { kind: "timeout", tag: "TimedOut" },
    { kind: "slow_drip", tag: "TimedOut" },
    { kind: "cut_body", tag: "Unreachable" },
    { kind: "malformed_json", tag: "UnexpectedBody" }
  ] as const)("fails, transient, after three attempts of four requests when $kind does not end", ({ kind, tag }) =>
    test(
      Effect.gen(function* () {
        const { asked, attempts, error, rows, status } = yield* collect([always(kind)], { timeoutSeconds: 0.1 })
        assert.strictEqual(status, "failed")
        assert.deepStrictEqual(error && { tag: error.tag, transient: error.transient }, { tag, transient: true })
        assert.strictEqual(attempts, 3)
        assert.strictEqual(asked.length, 12)
        assert.isUndefined(rows, "nothing is published")
      })
    )
  )

  it.live("fails for good on 401, after one request, and says what to check", () =>
    test(
      Effect.gen(function* () {
        const { asked, attempts, error, rows } = yield* collect([always("401")])
        assert.strictEqual(error?.tag, "Refused")
        assert.isFalse(error?.transient)
        assert.include(error?.message ?? "", "ADZUNA_APP_KEY")
        assert.deepStrictEqual([attempts, asked.length, rows], [1, 1, undefined])
      })
    )
  )

  it.live.each(["missing_field", "wrong_type"] as const)("keeps every ad through %s, and counts the fields", (kind) =>
    test(
      Effect.gen(function* () {
        const { count, rejects, rows, status } = yield* collect([always(kind)])
        assert.strictEqual(status, "materialized")
        assert.strictEqual(Number(rows) + Number(count("duplicates")), count("announced"))
        assert.isAbove(Number(count("defaulted_fields")), 5)
        assert.deepStrictEqual(rejects, [])
      })
    )
  )

  it.live("refuses an empty result where no other market has ads, and lets none replace ads", () =>
    test(
      Effect.gen(function* () {
        const empty = [always("empty_result")]
        const first = yield* collect(empty)
        assert.strictEqual(first.status, "failed")
        const whole = yield* collect([])
        assert.isAbove(whole.rows ?? 0, 20)
        const again = yield* collect(empty)
        assert.strictEqual(again.status, "failed")
        assert.strictEqual(again.madeBy, whole.runId)
      })
    )
  )

  it.live("goes on with a later attempt after the pages that it has", () =>
    test(
      Effect.gen(function* () {
        // The first requests for a page fail more often than one attempt asks; which ones is decided by the seed.
        const { asked, attempts, count, rows, status } = yield* collect([always("503", { rate: 0.6, attempts: 4 })], {
          pageSize: 3,
          retries: 1,
          concurrency: 1
        })
        assert.strictEqual(status, "materialized")
        assert.isAbove(attempts ?? 0, 1)
        assert.isAbove(Number(count("reused_pages")), 0)
        assert.strictEqual(rows, count("announced"))
        assert.strictEqual(new Set(asked).size, count("pages"))
        // Asked for one after the other: a page that comes again after a later one would have been answered twice.
        assert.deepStrictEqual(
          asked,
          asked.toSorted((a, b) => Number(a) - Number(b))
        )
      })
    )
  )

  it.live("keeps the version that it had when it fails", () =>
    test(
      Effect.gen(function* () {
        const whole = yield* collect([])
        const broken = yield* collect([always("503")])
        assert.strictEqual(broken.status, "failed")
        assert.deepStrictEqual([broken.madeBy, broken.rows], [whole.runId, whole.rows])
      })
    )
  )

  it.live("publishes what there is by setting, with a warning and the lost pages among the rejects", () =>
    test(
      Effect.gen(function* () {
        const { count, rejects, rows, status, warnings } = yield* collect([always("503", { rate: 0.3 })], {
          ifIncomplete: "publish",
          pageSize: 2,
          retries: 0
        })
        assert.strictEqual(status, "materialized")
        assert.isAbove(rejects.length, 0)
        assert.isTrue(rejects.every((rule) => rule === "page_not_received"))
        assert.strictEqual(count("lost_pages"), rejects.length)
        assert.isBelow(rows ?? 0, Number(count("announced")))
        assert.deepStrictEqual(warnings, ["is_complete"])
      })
    )
  )

  it.live("does not publish nothing, whatever the setting", () =>
    test(
      Effect.gen(function* () {
        const { error, rows, status } = yield* collect([always("503")], { ifIncomplete: "publish", retries: 0 })
        assert.deepStrictEqual([status, error?.tag, rows], ["failed", "Unreachable", undefined])
      })
    )
  )

  it.live("leaves out a later page whose body stays damaged, with a warning", () =>
    test(
      Effect.gen(function* () {
        const { count, rejects, rows, status, warnings } = yield* collect([always("malformed_json", { rate: 0.4 })], {
          pageSize: 2,
          retries: 0
        })
        assert.strictEqual(status, "materialized")
        assert.isTrue(rejects.length > 0 && rejects.every((rule) => rule === "unreadable_page"))
        assert.isBelow(rows ?? 0, Number(count("announced")))
        assert.deepStrictEqual(warnings, ["is_complete"])
      })
    )
  )
})
