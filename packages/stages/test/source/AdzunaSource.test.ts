import { assert, describe, it } from "@effect/vitest"
import { Duration, Effect, Logger, Result, Stream } from "effect"
import { TestClock } from "effect/testing"
import { makeAdzunaSource } from "../../src/source/AdzunaSource.ts"
import { QuotaExceeded } from "../../src/source/BatchRefused.ts"
import type { CollectSettings } from "../../src/source/CollectSettings.ts"
import { RequestBudget } from "../../src/source/RequestBudget.ts"
import { SourceError } from "../../src/source/SourceError.ts"
import {
  ads,
  adzunaAd,
  batch,
  joinLetting,
  oneSearch,
  page,
  pagesInMemory,
  script,
  sourceOver,
  world
} from "./fixtures.ts"

type World = Effect.Success<ReturnType<typeof script>>

/** Reads a batch to its end while virtual time passes. */
const collect = Effect.fnUntraced(function* (
  outside: World,
  settings: CollectSettings = oneSearch,
  received = pagesInMemory(),
  budget = RequestBudget.unlimited
) {
  const source = yield* sourceOver(outside.client, settings, budget)
  const logs: Array<string> = []
  const fiber = yield* source
    .read(batch, received)
    .pipe(
      Stream.runCollect,
      Effect.result,
      Effect.provide(Logger.layer([Logger.make(({ message }) => void logs.push(String(message)))])),
      Effect.forkChild
    )
  const result = yield* joinLetting(fiber)
  const chunks = Result.getOrElse(result, () => [])
  const total = (name: string) => chunks.reduce((sum, chunk) => sum + (chunk.counts[name] ?? 0), 0)
  return {
    ids: chunks.flatMap((chunk) => chunk.ads.map((ad) => ad.id)),
    urls: chunks.flatMap((chunk) => chunk.ads.map((ad) => ad.url)),
    malformed: chunks.flatMap((chunk) => chunk.malformed),
    total,
    error: Result.isFailure(result) ? result.failure : undefined,
    seen: yield* outside.seen,
    logs
  }
})

const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response("", { status: code, headers })
const waits = (seen: ReadonlyArray<{ readonly millis: number }>) =>
  seen.slice(1).map(({ millis }, index) => (millis - (seen[index]?.millis ?? 0)) / 1_000)

describe("the Adzuna source", () => {
  it.effect("asks for what the settings say, in JSON, newest first", () =>
    Effect.gen(function* () {
      const { seen } = yield* collect(yield* script([() => page([adzunaAd()])]))
      assert.strictEqual(seen[0]?.url.pathname, "/v1/api/jobs/fr/search/1")
      assert.deepStrictEqual(Object.fromEntries(seen[0]?.url.searchParams ?? []), {
        app_id: "SECRET-ID",
        app_key: "SECRET-KEY",
        results_per_page: "50",
        sort_by: "date",
        max_days_old: "3",
        "content-type": "application/json",
        what: "data engineer",
        where: "Lyon",
        distance: "20"
      })
    })
  )

  it.effect("searches the whole country where a market has no locations", () =>
    Effect.gen(function* () {
      const { seen } = yield* collect(yield* script([() => page([])]), { ...oneSearch, locations: { fr: [] } })
      assert.isFalse(seen[0]?.url.searchParams.has("where") ?? true)
    })
  )

  it.effect("gives the ads by search, then by page, whatever answer comes first", () =>
    Effect.gen(function* () {
      const slowFirst = (url: URL) => {
        const name = `${url.searchParams.get("what")}/${url.searchParams.get("where")}/${url.pathname.at(-1)}`
        const delay = name.startsWith("a") ? "9 seconds" : url.pathname.endsWith("2") ? "5 seconds" : "1 second"
        return Effect.delay(
          Effect.sync(() => page(ads(name, 2), 6)),
          delay
        )
      }
      const settings = { ...oneSearch, queries: ["a", "b"], locations: { fr: ["x", "y"] }, pageSize: 2 }
      const { ids, seen } = yield* collect(yield* world(slowFirst), settings)
      const expected = ["a/x", "a/y", "b/x", "b/y"].flatMap((search) =>
        [1, 2, 3].flatMap((number) => [`${search}/${number}-0`, `${search}/${number}-1`])
      )
      assert.deepStrictEqual(ids, expected)
      assert.strictEqual(seen.length, 12)
      assert.isBelow(seen.at(-1)?.millis ?? 0, 12 * 5_000, "searches are read at the same time")
    })
  )

  it.effect("stops at the limit of a search and says how many ads lie beyond", () =>
    Effect.gen(function* () {
      const outside = yield* world((url) => Effect.sync(() => page(ads(url.pathname.at(-1) ?? "", 2), 100)))
      const { ids, seen, total } = yield* collect(outside, { ...oneSearch, pageSize: 2, limitPerQuery: 5 })
      assert.deepStrictEqual(ids, ["1-0", "1-1", "2-0", "2-1", "3-0"])
      assert.strictEqual(seen.length, 3)
      assert.strictEqual(total("announced"), 5)
      assert.strictEqual(total("beyond_limit"), 95)
    })
  )

  it.effect("sends no more requests in any minute than the rate limit allows", () =>
    Effect.gen(function* () {
      const outside = yield* world(() => Effect.sync(() => page(ads("x", 1), 60)))
      const { seen } = yield* collect(outside, { ...oneSearch, pageSize: 1, rateLimitPerMinute: 25, concurrency: 8 })
      assert.strictEqual(seen.length, 60)
      for (const [index, { millis }] of seen.entries()) {
        assert.isAtLeast(millis - (seen[index - 25]?.millis ?? Number.NEGATIVE_INFINITY), 60_000)
      }
      assert.isBelow((seen.at(-1)?.millis ?? 0) - (seen[0]?.millis ?? 0), 125_000)
    })
  )

  it.effect("goes on after the pages that an earlier attempt received", () =>
    Effect.gen(function* () {
      const received = pagesInMemory()
      const settings = { ...oneSearch, pageSize: 1, concurrency: 1 }
      const first = yield* collect(
        yield* script([() => page(ads("1", 1), 3), () => page(ads("2", 1), 3), status(401)]),
        settings,
        received
      )
      assert.strictEqual(first.error?.reason._tag, "Refused")
      const second = yield* collect(yield* script([() => page(ads("3", 1), 3)]), settings, received)
      assert.deepStrictEqual(second.ids, ["1-0", "2-0", "3-0"])
      assert.strictEqual(second.total("reused_pages"), 2)
      assert.strictEqual(second.total("requests"), 1)
    })
  )

  it.effect("does not take a page that was received under other settings", () =>
    Effect.gen(function* () {
      const received = pagesInMemory()
      yield* collect(yield* script([() => page(ads("1", 1))]), oneSearch, received)
      const { ids } = yield* collect(
        yield* script([() => page(ads("2", 1))]),
        { ...oneSearch, distanceKm: 5 },
        received
      )
      assert.deepStrictEqual(ids, ["2-0"])
    })
  )

  it.effect("backs off exponentially after a 429, three times at most", () =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* script([status(429), status(429), status(429), status(429)]))
      assert.strictEqual(error?.reason._tag, "RateLimited")
      assert.isTrue(error?.isTransient)
      assert.deepStrictEqual(waits(seen), [10, 20, 40])
    })
  )

  it.effect.each([
    { name: "in seconds", header: "33" },
    { name: "as a date", header: "Thu, 01 Jan 1970 00:00:33 GMT" }
  ])("waits as long as Retry-After says, $name", ({ header }) =>
    Effect.gen(function* () {
      const { ids, seen } = yield* collect(
        yield* script([status(429, { "retry-after": header }), () => page(ads("1", 1))])
      )
      assert.deepStrictEqual(ids, ["1-0"])
      assert.deepStrictEqual(waits(seen), [33])
    })
  )

  it.effect("does not wait more than five minutes, and passes the wait on", () =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* script([status(429, { "retry-after": "3600" })]))
      assert.strictEqual(seen.length, 1)
      assert.deepStrictEqual(error?.retryAfter, Duration.hours(1))
    })
  )

  it.effect.each([500, 502, 503, 408])("tries again after 5 s on %s, three times at most", (code) =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* script([status(code), status(code), status(code), status(code)]))
      assert.strictEqual(error?.reason._tag, "Unreachable")
      assert.isTrue(error?.isTransient)
      assert.deepStrictEqual(waits(seen), [5, 5, 5])
    })
  )

  it.effect("tries again 5 s after a time-out, three times at most", () =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* world(() => Effect.never))
      assert.strictEqual(error?.reason._tag, "TimedOut")
      assert.deepStrictEqual(waits(seen), [35, 35, 35])
    })
  )

  it.effect("counts the time of the body, so that a slow drip is a time-out", () =>
    Effect.gen(function* () {
      const drip = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }))
      const { error } = yield* collect(yield* script([drip, drip, drip, drip]))
      assert.strictEqual(error?.reason._tag, "TimedOut")
    })
  )

  it.effect.each([
    { code: 401, reason: "Refused" },
    { code: 403, reason: "Refused" },
    { code: 410, reason: "Refused" },
    { code: 400, reason: "BadRequest" },
    { code: 404, reason: "BadRequest" }
  ])("gives up at once on $code", ({ code, reason }) =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* script([status(code)]))
      assert.strictEqual(error?.reason._tag, reason)
      assert.isFalse(error?.isTransient)
      assert.strictEqual(seen.length, 1)
    })
  )

  it.effect("asks again for a body that is no JSON", () =>
    Effect.gen(function* () {
      const { ids, total } = yield* collect(
        yield* script([() => new Response("<html>"), () => new Response('{"results":[{"id"'), () => page(ads("1", 1))])
      )
      assert.deepStrictEqual(ids, ["1-0"])
      assert.strictEqual(total("requests"), 3)
      assert.strictEqual(total("retries"), 2)
    })
  )

  it.effect("skips a later page whose body stays damaged, and keeps it among the rejects", () =>
    Effect.gen(function* () {
      const outside = yield* world((url) =>
        Effect.sync(() => (url.pathname.endsWith("2") ? new Response("{") : page(ads(url.pathname.at(-1) ?? "", 1), 3)))
      )
      const { ids, logs, malformed, total } = yield* collect(outside, { ...oneSearch, pageSize: 1 })
      assert.deepStrictEqual(ids, ["1-0", "3-0"])
      assert.deepStrictEqual(
        malformed.map(({ rule }) => rule),
        ["unreadable_page"]
      )
      assert.strictEqual(total("lost_pages"), 1)
      assert.isTrue(logs.some((line) => line.includes("Going on without")))
    })
  )

  it.effect("fails, transient, where nothing of a search can be read", () =>
    Effect.gen(function* () {
      const { error } = yield* collect(yield* world(() => Effect.sync(() => new Response("{"))))
      assert.strictEqual(error?.reason._tag, "UnexpectedBody")
      assert.isTrue(error?.isTransient)
    })
  )

  it.effect("fails for good, without a second request, on JSON that is no page", () =>
    Effect.gen(function* () {
      const { error, seen } = yield* collect(yield* script([() => Response.json({ jobs: [] })]))
      assert.strictEqual(error?.reason._tag, "UnexpectedBody")
      assert.isFalse(error?.isTransient)
      assert.strictEqual(seen.length, 1)
    })
  )

  it.effect("publishes what there is when the settings say so", () =>
    Effect.gen(function* () {
      const outside = yield* world((url) =>
        Effect.sync(() => (url.pathname.endsWith("2") ? status(503)() : page(ads(url.pathname.at(-1) ?? "", 1), 3)))
      )
      const { error, ids, malformed } = yield* collect(outside, { ...oneSearch, pageSize: 1, ifIncomplete: "publish" })
      assert.isUndefined(error)
      assert.deepStrictEqual(ids, ["1-0", "3-0"])
      assert.deepStrictEqual(
        malformed.map(({ rule }) => rule),
        ["page_not_received"]
      )
    })
  )

  it.effect("does not publish half a collection otherwise", () =>
    Effect.gen(function* () {
      const outside = yield* world((url) =>
        Effect.sync(() => (url.pathname.endsWith("2") ? status(503)() : page(ads(url.pathname.at(-1) ?? "", 1), 3)))
      )
      const { error } = yield* collect(outside, { ...oneSearch, pageSize: 1 })
      assert.strictEqual(error?.reason._tag, "Unreachable")
    })
  )

  it.effect("counts a missing required field, warns, and goes on", () =>
    Effect.gen(function* () {
      const { ids, logs, total } = yield* collect(
        yield* script([() => page([adzunaAd({ id: "1", title: undefined }), adzunaAd({ id: "2" })])])
      )
      assert.deepStrictEqual(ids, ["1", "2"])
      assert.strictEqual(total("defaulted_fields"), 1)
      assert.isTrue(logs.some((line) => line.includes("title (1)")))
    })
  )

  it.effect("counts every request against the budget before it is sent", () =>
    Effect.gen(function* () {
      const spent: Array<string> = []
      const budget = RequestBudget.of({
        spend: (source) =>
          spent.length === 2
            ? Effect.fail(new SourceError({ reason: new QuotaExceeded({ source, window: "day", limit: 2 }) }))
            : Effect.sync(() => void spent.push(source)),
        use: () => Effect.succeed([])
      })
      const { error, seen } = yield* collect(
        yield* script([status(503), status(503)]),
        oneSearch,
        pagesInMemory(),
        budget
      )
      assert.strictEqual(error?.reason._tag, "QuotaExceeded")
      assert.strictEqual(seen.length, 2)
    })
  )

  it.effect.each([
    status(401),
    status(400),
    status(503),
    status(429),
    () => new Response("{"),
    () => Response.json([])
  ])("keeps the credentials out of errors and logs (%#)", (answer) =>
    Effect.gen(function* () {
      const { error, logs } = yield* collect(yield* script([answer, answer, answer, answer]))
      const words = JSON.stringify([error, error?.message, error?.stack, error?.reason.message, logs])
      assert.notInclude(words, "SECRET")
      assert.notInclude(words, "https://")
    })
  )

  it.effect("keeps the account's id out of the ads and of the pages that are kept", () =>
    Effect.gen(function* () {
      const received = pagesInMemory()
      const redirect_url = "https://www.adzuna.fr/details/1?utm_medium=api&utm_source=SECRET-ID&v=0A"
      const outside = yield* script([() => page([adzunaAd({ redirect_url })])])
      const { urls } = yield* collect(outside, oneSearch, received)
      assert.deepStrictEqual(urls, ["https://www.adzuna.fr/details/1?utm_medium=api&utm_source=&v=0A"])
      for (const key of received.keys()) {
        assert.notInclude(JSON.stringify([key, yield* received.get(key)]), "SECRET")
      }
    })
  )

  it.effect("refuses a market that Adzuna does not serve", () =>
    Effect.gen(function* () {
      const source = yield* sourceOver((yield* script([])).client)
      const error = yield* Effect.flip(Stream.runDrain(source.read({ ...batch, market: "ie" }, pagesInMemory())))
      assert.strictEqual(error.reason._tag, "UnknownMarket")
    })
  )

  it.effect.each([
    { now: "2026-03-07T12:00:00Z", date: "2026-03-07", zone: "UTC", isAccepted: true },
    { now: "2026-03-08T00:30:00Z", date: "2026-03-07", zone: "UTC", isAccepted: true },
    { now: "2026-03-08T02:00:00Z", date: "2026-03-07", zone: "UTC", isAccepted: false },
    { now: "2026-03-07T12:00:00Z", date: "2026-03-08", zone: "UTC", isAccepted: false },
    { now: "2026-03-07T12:00:00Z", date: "2026-03-08", zone: "Pacific/Auckland", isAccepted: true }
  ])("collects $date at $now in $zone only if it is today: $isAccepted", ({ date, isAccepted, now, zone }) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.parse(now))
      const settings = { ...oneSearch, timeZone: zone }
      const client = {
        page: () => Effect.succeed({ page: { count: 0, ads: [], malformed: [], defaulted: {} }, requests: 1 })
      }
      const source = makeAdzunaSource({
        name: "adzuna",
        canReplay: false,
        keepsPages: true,
        settings,
        budget: RequestBudget.unlimited,
        client: () => Effect.succeed(client)
      })
      const result = yield* Effect.result(Stream.runDrain(source.read({ ...batch, date }, pagesInMemory())))
      assert.strictEqual(Result.isSuccess(result), isAccepted)
      assert.isTrue(isAccepted || (Result.isFailure(result) && result.failure.reason._tag === "NotReplayable"))
    })
  )
})
