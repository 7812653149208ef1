import { assert, describe, it } from "@effect/vitest"
import { Catalog } from "@jobgraph/assets/Catalog"
import * as CatalogMemory from "@jobgraph/assets/CatalogMemory"
import type { Event } from "@jobgraph/assets/Event"
import { Effect } from "effect"
import { type LogQuery, makeLogPage } from "../../../src/service/handlers/runLogs.ts"

const error = { tag: "Unreachable", message: "It does not answer", transient: true }

/** Each hundredth attempt fails; the others begin. */
const event = (sequence: number): Event => ({
  ...{ runId: "r", sequence, at: Date.UTC(2026, 0, 8), asset: "raw", partition: "2026-01-08/fr" },
  ...(sequence % 100 === 0
    ? { kind: "AttemptFailed" as const, data: { attempt: 1, error, isLast: false } }
    : { kind: "StepStarted" as const, data: { attempt: 1, reason: "it is missing" } })
})

/** A run of many events, whose log counts how many of them it reads. */
const logOf = Effect.fnUntraced(function* (events: number) {
  const catalog = yield* Catalog
  const append = (from: number, to: number) =>
    catalog.append(Array.from({ length: to - from + 1 }, (_, index) => event(from + index)))
  yield* append(1, events)
  let read = 0
  const counting = Catalog.of({
    ...catalog,
    events: (runId, after, limit) =>
      Effect.tap(catalog.events(runId, after, limit), (page) => Effect.sync(() => (read += page.length)))
  })
  const logPage = makeLogPage()
  return {
    append,
    page: (query: LogQuery) => Effect.provideService(logPage("r", query), Catalog, counting),
    readBy: <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      Effect.gen(function* () {
        const before = read
        const value = yield* effect
        return { value, read: read - before }
      })
  }
})

describe("the log of a run", () => {
  it.effect("is read page by page to its end, each line once", () =>
    Effect.gen(function* () {
      const { page } = yield* logOf(2_500)
      const places: Array<number> = []
      let cursor: string | undefined
      do {
        const { lines, next } = yield* page(cursor === undefined ? { limit: 700 } : { limit: 700, cursor })
        places.push(...lines.map(({ pos }) => pos))
        cursor = next ?? undefined
      } while (cursor !== undefined)
      assert.deepStrictEqual(
        places,
        Array.from({ length: 2_500 }, (_, index) => index + 1)
      )
    }).pipe(Effect.provide(CatalogMemory.layer))
  )

  it.effect("reads no more events for a page than it needs, and counts none twice", () =>
    Effect.gen(function* () {
      const { append, page, readBy } = yield* logOf(10_000)
      const first = yield* page({ limit: 500 })
      assert.deepStrictEqual(first.counts, { error: 0, warning: 100, info: 9_900 })
      const second = yield* readBy(page({ limit: 500, cursor: first.next ?? "" }))
      assert.strictEqual(second.value.lines[0]?.pos, 501)
      assert.isAtMost(second.read, 1_000)
      yield* append(10_001, 10_100)
      const more = yield* readBy(page({ after: 10_000 }))
      assert.strictEqual(more.value.lines.length, 100)
      assert.deepStrictEqual(more.value.counts, { error: 0, warning: 101, info: 9_999 })
      assert.strictEqual(more.read, 200)
    }).pipe(Effect.provide(CatalogMemory.layer))
  )

  it.effect("finds lines of a level, of an asset and with some words", () =>
    Effect.gen(function* () {
      const { page } = yield* logOf(300)
      const found = (query: LogQuery) => Effect.map(page(query), ({ lines }) => lines.map(({ pos }) => pos))
      assert.deepStrictEqual(yield* found({ level: "warning" }), [100, 200, 300])
      assert.deepStrictEqual(yield* found({ q: "does NOT answer", limit: 2 }), [100, 200])
      assert.deepStrictEqual(yield* found({ asset: "exported" }), [])
    }).pipe(Effect.provide(CatalogMemory.layer))
  )
})
