import { assert, describe, it } from "@effect/vitest"
import * as Selection from "@jobgraph/assets/Selection"
import { Effect, Option, Schema } from "effect"
import { TestClock } from "effect/testing"
import { type RequestFlags, requestOf } from "../../src/command/request.ts"
import { Settings } from "../../src/settings/Settings.ts"

const flags = (fields: Partial<RequestFlags>): RequestFlags => ({
  selection: [],
  all: false,
  stale: false,
  partition: Option.none(),
  ...fields
})
const settings = Schema.decodeUnknownSync(Settings)({ markets: ["fr", "gb"] })
const request = (fields: Partial<RequestFlags>) => requestOf(flags(fields), settings)
const complaint = (fields: Partial<RequestFlags>) => Effect.map(Effect.flip(request(fields)), ({ message }) => message)

describe("the request of a command line", () => {
  it.effect("is what is stale of everything, with --all, today in UTC and in the configured markets", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 0, 8, 23, 59))
      assert.deepStrictEqual(yield* request({ all: true }), {
        selection: Selection.everything,
        mode: "stale",
        partitions: { dates: null, fixed: null },
        defaults: { date: "2026-01-08", fixed: ["fr", "gb"] }
      })
    })
  )

  it.effect("runs what is named, fresh or not, unless --stale restricts it", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* request({ selection: ["enriched"] })).mode, "selected")
      assert.strictEqual((yield* request({ selection: ["enriched+"], stale: true })).mode, "stale")
    })
  )

  it.effect("takes a partition, a date or a range", () =>
    Effect.gen(function* () {
      const of = (partition: string) =>
        Effect.map(request({ all: true, partition: Option.some(partition) }), ({ partitions }) => partitions)
      assert.deepStrictEqual(yield* of("2026-01-08/fr"), {
        dates: { from: "2026-01-08", to: "2026-01-08" },
        fixed: "fr"
      })
      assert.deepStrictEqual(yield* of("2026-01-01..2026-01-08"), {
        dates: { from: "2026-01-01", to: "2026-01-08" },
        fixed: null
      })
    })
  )

  it.effect("is refused where it says nothing, two things, or no partition", () =>
    Effect.gen(function* () {
      assert.match(yield* complaint({}), /^Name what to materialize, .*--all/)
      assert.match(yield* complaint({ stale: true }), /^Name what to materialize/)
      assert.match(yield* complaint({ all: true, selection: ["raw"] }), /^Give a selection or --all, not both/)
      assert.match(
        yield* complaint({ all: true, partition: Option.some("2026-02-30") }),
        /^"2026-02-30" is not a partition: write /
      )
      assert.match(yield* complaint({ selection: ["enriched and"] }), /\^$/)
    })
  )
})
