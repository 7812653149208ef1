import { assert, describe, it } from "@effect/vitest"
import { print } from "@jobgraph/db/jobs/Filter"
import { Effect } from "effect"
import { filterOf, valuesOf } from "../../../src/service/handlers/jobFilters.ts"

describe("the parameters of a search for ads", () => {
  it("are apart by commas, except within quotes", () => {
    assert.deepStrictEqual(valuesOf(undefined), [])
    assert.deepStrictEqual(valuesOf(" Lyon , ,Paris,"), ["Lyon", "Paris"])
    assert.deepStrictEqual(valuesOf('"Smith, and \\"Sons\\"",Marks and Spencer'), [
      'Smith, and "Sons"',
      "Marks and Spencer"
    ])
  })

  it.effect("become one filter of the shared grammar, after the one that is written out", () =>
    Effect.gen(function* () {
      const filter = yield* filterOf({
        where: "skill=python",
        city: "Lyon,Saint-Étienne",
        company: "Marks and Spencer",
        country: "FR",
        payMin: 40_000,
        payMax: 0.000_001,
        from: "2026-01-08",
        remote: "true"
      })
      assert.strictEqual(
        print(filter),
        'skills=python and city=Lyon,Saint-Étienne and company_name="Marks and Spencer" and country_code=FR and ' +
          "pay_max>=40000 and pay_min<=0.000001 and posted_date>=2026-01-08 and is_remote=true"
      )
    })
  )

  it.effect("are refused where a value is none of its field", () =>
    Effect.gen(function* () {
      assert.match((yield* Effect.flip(filterOf({ from: "2026-99-99" }))).message, /not a date/)
      assert.match((yield* Effect.flip(filterOf({ city: "a\0b" }))).message, /not text/)
      assert.match((yield* Effect.flip(filterOf({ where: "city" }))).message, /is missing/)
    })
  )
})
