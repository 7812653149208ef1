import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { adzunaAd } from "../fixtures.ts"
import { readBack } from "./fixtures.ts"

const one = adzunaAd({ id: "1" })
const two = adzunaAd({ id: "2" })
const ids = (ads: ReadonlyArray<{ readonly id: string | null }>) => ads.map(({ id }) => id)

describe("a JSON file", () => {
  it.live.each([
    ["an answer of the API", { count: 2, mean: 1.5, results: [one, two] }],
    ["an answer whose results come first", { results: [one, two], count: 2, other: { results: [one] } }],
    ["a list of ads", [one, two]],
    ["a list of answers", [{ count: 2, results: [one] }, { results: [] }, { results: [two] }]]
  ] as const)("can be %s", ([, content]) =>
    Effect.gen(function* () {
      const { ads, error, malformed } = yield* readBack("ads.json", JSON.stringify(content))
      assert.isUndefined(error)
      assert.deepStrictEqual(ids(ads), ["1", "2"])
      assert.deepStrictEqual(malformed, [])
      assert.strictEqual(ads[0]?.source, "adzuna")
      assert.strictEqual(ads[0]?.company, "Atelier Données")
    })
  )

  it.live("may be indented and have a byte-order mark", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack("ads.json", `\ufeff${JSON.stringify([one], null, 2)}\n`)
      assert.deepStrictEqual(ids(ads), ["1"])
    })
  )

  it.live("keeps a number as precise as JSON.parse does", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack("ads.json", JSON.stringify([adzunaAd({ id: 5657384283, salary_min: 49839.19 })]))
      assert.strictEqual(ads[0]?.id, "5657384283")
      assert.strictEqual(ads[0]?.salary_min, 49839.19)
    })
  )

  it.live("keeps what is no object as malformed", () =>
    Effect.gen(function* () {
      const { ads, malformed } = yield* readBack("ads.json", JSON.stringify([one, "two", null]))
      assert.deepStrictEqual(ids(ads), ["1"])
      assert.strictEqual(malformed.length, 2)
    })
  )

  it.live.each([
    ["that is cut", '[\n{"id": "1"},\n{"id": "2', 3],
    ["that is broken in the middle", '[\n{"id": "1"},\n{"id": "2"\n"title": 3}]', 4],
    ["with something after it", '{"results": []}\n\n{}', 3],
    ["without results", '{"count": 3}', undefined],
    ["whose results are no list", '{"results": {"id": 1}}', undefined],
    ["that is a number", "7", undefined],
    ["that is empty", "", undefined],
    ["of one line end", "\n", undefined]
  ] as const)("%s fails, with the line", ([, content, line]) =>
    Effect.gen(function* () {
      const { error } = yield* readBack("ads.json", content)
      assert.strictEqual(error?.reason._tag, "FileMalformed")
      assert.isFalse(error?.isTransient)
      assert.strictEqual(error?.reason._tag === "FileMalformed" ? error.reason.line : 0, line)
    })
  )
})

describe("an NDJSON file", () => {
  it.live("has an ad a line, in Adzuna's form or flat", () =>
    Effect.gen(function* () {
      const flat = { job_id: "x", job_title: "Data Engineer", company_name: "Altis", salary_range: "50-60k" }
      const { ads } = yield* readBack("ads.ndjson", `${JSON.stringify(one)}\r\n\n${JSON.stringify(flat)}`)
      assert.deepStrictEqual(ids(ads), ["1", "x"])
      assert.deepStrictEqual(
        ads.map(({ source }) => source),
        ["adzuna", "file"]
      )
      assert.strictEqual(ads[1]?.salary_text, "50-60k")
    })
  )

  it.live("may have an answer of the API a line", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack("ads.jsonl", `${JSON.stringify({ results: [one, two] })}\n`)
      assert.deepStrictEqual(ids(ads), ["1", "2"])
    })
  )

  it.live("keeps a line that is no JSON as malformed, and says which", () =>
    Effect.gen(function* () {
      const { ads, malformed } = yield* readBack(
        "ads.ndjson",
        `${JSON.stringify(one)}\n{"id": \n${JSON.stringify(two)}\n`
      )
      assert.deepStrictEqual(ids(ads), ["1", "2"])
      assert.deepStrictEqual(malformed, [{ rule: "not_json", reason: "line 2 is not JSON", record: '{"id": ' }])
    })
  )

  it.live("does not take a line separator inside of a text for the end of a line", () =>
    Effect.gen(function* () {
      const { ads } = yield* readBack("ads.ndjson", JSON.stringify(adzunaAd({ title: "a\u2028b\u0085c" })))
      assert.deepStrictEqual(
        ads.map(({ title }) => title),
        ["a\u2028b\u0085c"]
      )
    })
  )
})
