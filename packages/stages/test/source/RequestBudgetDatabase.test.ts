import { assert, layer } from "@effect/vitest"
import { Database } from "@jobgraph/db/Database"
import * as Fresh from "@jobgraph/db/testing/freshDatabase"
import { Config, Duration, Effect, Layer, Option, Result, Stream } from "effect"
import { TestClock } from "effect/testing"
import { type CollectSettings, defaultCollectSettings } from "../../src/source/CollectSettings.ts"
import { RequestBudget } from "../../src/source/RequestBudget.ts"
import * as RequestBudgetDatabase from "../../src/source/RequestBudgetDatabase.ts"
import { ads, batch, joinLetting, oneSearch, page, pagesInMemory, sourceOver, world } from "./fixtures.ts"

const quota = (perDay: number | null, perWeek: number | null = null) => ({ perDay, perWeek, perMonth: null })

const serverUrl = Effect.runSync(Config.option(Config.String("DATABASE_URL_TEST")).pipe(Effect.orDie))
const databases = [
  { name: "embedded", database: Fresh.layer },
  ...Option.toArray(Option.map(serverUrl, (url) => ({ name: "server", database: Fresh.serverLayer(url) })))
]

/** Two searches of three pages each, of one ad a page. */
const sixPages: CollectSettings = {
  ...oneSearch,
  queries: ["a", "b"],
  pageSize: 1,
  concurrency: 1,
  rateLimitPerMinute: null
}

const sixAds = world((url) =>
  Effect.sync(() => page(ads(`${url.searchParams.get("what")}${url.pathname.at(-1)}`, 1), 3))
)

for (const { database, name } of databases) {
  layer(database, { timeout: "60 seconds" })(`the quota in the database (${name})`, (it) => {
    /** Reads the batch with a budget of its own, as another process would have. */
    const collect = Effect.fnUntraced(function* (settings: CollectSettings, received = pagesInMemory()) {
      const budget = yield* Effect.provide(RequestBudget, Layer.fresh(RequestBudgetDatabase.layer(settings)))
      const outside = yield* sixAds
      const source = yield* sourceOver(outside.client, settings, budget)
      const fiber = yield* source.read(batch, received).pipe(Stream.runCollect, Effect.result, Effect.forkChild)
      const result = yield* joinLetting(fiber)
      const chunks = Result.getOrElse(result, () => [])
      return {
        ids: chunks.flatMap((chunk) => chunk.ads.map(({ id }) => id)),
        total: (count: string) => chunks.reduce((sum, { counts }) => sum + (counts[count] ?? 0), 0),
        error: Result.isFailure(result) ? result.failure : undefined,
        asked: (yield* outside.seen).map(({ url }) => `${url.searchParams.get("what")}${url.pathname.at(-1)}`)
      }
    })
    /** A moment after which nothing of earlier tests counts. */
    let month = 0
    const laterThanAll = Effect.suspend(() => TestClock.setTime(Duration.toMillis(Duration.days(40 * ++month))))

    it.effect("is shared by all who use the database, and says when the next request is free", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const settings = { ...sixPages, quota: quota(7, 9) }
        assert.strictEqual((yield* collect(settings)).ids.length, 6)
        yield* TestClock.adjust("1 hour")
        const second = yield* collect({ ...settings, queries: ["a"] })
        assert.strictEqual(second.error?.reason._tag, "QuotaExceeded")
        assert.deepStrictEqual(second.asked, ["a1"], "the last one free; what its page announced is too much")
        const wait = Duration.toHours(second.error?.retryAfter ?? Duration.zero)
        assert.isTrue(wait > 22.9 && wait <= 23, `${wait} hours`)
        assert.match(second.error?.message ?? "", /7 requests a day.*2 are needed and none is left.*in 2[23]h/)
        yield* TestClock.adjust("24 hours")
        const third = yield* collect({ ...settings, queries: ["a"] })
        assert.match(third.error?.message ?? "", /9 requests a week/)
      })
    )

    it.effect("that does not hold the first pages is said before a request is sent", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const { asked, error } = yield* collect({ ...sixPages, quota: quota(1) })
        assert.deepStrictEqual(asked, [])
        assert.match(error?.message ?? "", /at least 2 are needed and one is left/)
        assert.isFalse(error?.isTransient, "two will never fit into one")
      })
    )

    it.effect("that does not hold the other pages leaves the first to a later attempt", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const received = pagesInMemory()
        const settings = { ...sixPages, quota: quota(5) }
        const first = yield* collect(settings, received)
        assert.deepStrictEqual(first.asked, ["a1", "b1"])
        assert.isTrue(first.error?.isTransient)
        yield* TestClock.adjust("25 hours")
        const second = yield* collect(settings, received)
        assert.deepStrictEqual(second.asked, ["a2", "a3", "b2", "b3"])
        assert.strictEqual(second.ids.length, 6)
      })
    )

    it.effect("shortens a collection to what is left, first pages first", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const settings: CollectSettings = { ...sixPages, quota: quota(4), ifQuota: "shorten" }
        const first = yield* collect(settings)
        assert.deepStrictEqual(first.asked, ["a1", "b1", "a2", "a3"])
        assert.deepStrictEqual(first.ids, ["a1-0", "a2-0", "a3-0", "b1-0"])
        assert.strictEqual(first.total("pages_beyond_quota"), 2)
        assert.strictEqual(first.total("announced"), 6)
        assert.strictEqual(first.total("received"), 4)
        const second = yield* collect(settings)
        assert.deepStrictEqual(second.asked, [])
        assert.strictEqual(second.error?.reason._tag, "QuotaExceeded", "nothing is no collection")
      })
    )

    it.effect("counts what failed", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const settings = { ...sixPages, queries: ["a"], quota: quota(250) }
        const budget = yield* Effect.provide(RequestBudget, Layer.fresh(RequestBudgetDatabase.layer(settings)))
        const outside = yield* world(() => Effect.sync(() => new Response("", { status: 503 })))
        const source = yield* sourceOver(outside.client, settings, budget)
        yield* joinLetting(yield* Effect.forkChild(Effect.flip(Stream.runDrain(source.read(batch, pagesInMemory())))))
        const uses = yield* budget.use("adzuna", 1)
        assert.deepStrictEqual(
          uses.map(({ left, name, used }) => ({ left, name, used })),
          [{ left: 246, name: "day", used: 4 }]
        )
      })
    )

    it.effect("waits for a minute that others have filled", () =>
      Effect.gen(function* () {
        yield* laterThanAll
        const settings = { ...defaultCollectSettings, rateLimitPerMinute: 5, quota: quota(250) }
        const process = Effect.gen(function* () {
          const budget = yield* Effect.provide(RequestBudget, Layer.fresh(RequestBudgetDatabase.layer(settings)))
          yield* Effect.forEach(Array.from({ length: 6 }), () => budget.spend("pace"))
        })
        const fiber = yield* Effect.forkChild(Effect.all([process, process, process], { concurrency: 3 }))
        yield* joinLetting(fiber)
        const { run } = yield* Database
        const counted = yield* run("counted", (db) =>
          db.selectFrom("runner.request").select("at").where("source", "=", "pace").orderBy("at").execute()
        )
        const times = counted.map(({ at }) => at.getTime())
        assert.strictEqual(times.length, 18)
        for (const [index, time] of times.entries()) {
          assert.isAtLeast(time - (times[index - 5] ?? Number.NEGATIVE_INFINITY), 60_000)
        }
      })
    )
  })
}
