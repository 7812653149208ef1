import { assert, describe, it } from "@effect/vitest"
import { DateTime, Result } from "effect"
import * as fc from "fast-check"
import * as Partitions from "../../src/definition/Partitions.ts"

const markets = Partitions.dailyFixed(["fr", "de", "gb"])
const defaults = { date: "2026-01-08", fixed: ["fr", "de"] }

const selector = (text: string) => Result.getOrThrow(Partitions.parseSelector(text))

const messageOf = <A>(result: Result.Result<A, Partitions.PartitionError>) =>
  Result.getOrThrow(Result.flip(result)).message

/** Days since 1970, from 1990 to 2040. */
const days = fc.integer({ min: 7_305, max: 25_932 })

const dateOf = (day: number) => DateTime.formatIsoDateUtc(DateTime.makeUnsafe(day * 86_400_000))

describe("parseSelector", () => {
  it.each([
    ["2026-01-08/fr", { dates: { from: "2026-01-08", to: "2026-01-08" }, fixed: "fr" }],
    ["2026-01-08", { dates: { from: "2026-01-08", to: "2026-01-08" }, fixed: null }],
    ["2026-01-01..2026-01-08", { dates: { from: "2026-01-01", to: "2026-01-08" }, fixed: null }],
    ["2026-01-01..2026-01-08/fr", { dates: { from: "2026-01-01", to: "2026-01-08" }, fixed: "fr" }],
    ["fr", { dates: null, fixed: "fr" }],
    [" 2028-02-29 ", { dates: { from: "2028-02-29", to: "2028-02-29" }, fixed: null }]
  ] as const)("reads %j", (text, expected) => {
    assert.deepStrictEqual(Partitions.parseSelector(text), Result.succeed(expected))
  })

  it.each([
    "",
    "/",
    "/fr",
    "2026-01-08/",
    "2026-01-08/fr/de",
    "fr/2026-01-08",
    "2026-1-8",
    "2026-02-29",
    "2026-13-01",
    "2026-01-01..",
    "..2026-01-08",
    "2026-01-01..2026-01-02..2026-01-03",
    "a..b",
    "all of them"
  ])("refuses %j and says how it is written", (text) => {
    assert.strictEqual(
      messageOf(Partitions.parseSelector(text)),
      `"${text}" is not a partition: write 2026-01-08/fr, 2026-01-08 or 2026-01-01..2026-01-08`
    )
  })

  it("refuses a range that ends before it begins", () => {
    const result = Partitions.parseSelector("2026-01-08..2026-01-01")
    assert.strictEqual(messageOf(result), "The range 2026-01-08..2026-01-01 ends before it begins")
    assert.isFalse(Result.getOrThrow(Result.flip(result)).isTransient)
  })
})

describe("expand", () => {
  it.each([
    { partitions: Partitions.none, text: "2026-01-01..2026-01-08/fr", keys: [null] },
    { partitions: Partitions.daily, text: "2026-02-27..2026-03-01", keys: ["2026-02-27", "2026-02-28", "2026-03-01"] },
    { partitions: Partitions.daily, text: "fr", keys: ["2026-01-08"] },
    { partitions: Partitions.fixed(["de", "fr"]), text: "2026-01-01", keys: ["de", "fr"] },
    { partitions: Partitions.fixed(["de", "fr"]), text: "fr", keys: ["fr"] },
    { partitions: markets, text: "2026-01-01/gb", keys: ["2026-01-01/gb"] },
    { partitions: markets, text: "gb", keys: ["2026-01-08/gb"] },
    {
      partitions: markets,
      text: "2025-12-31..2026-01-01",
      keys: ["2025-12-31/de", "2025-12-31/fr", "2026-01-01/de", "2026-01-01/fr"]
    }
  ])("makes $keys of $text for $partitions._tag", ({ partitions, text, keys }) => {
    assert.deepStrictEqual(Partitions.expand(partitions, selector(text), defaults), Result.succeed(keys))
  })

  it("takes the batch date and the configured members where nothing is asked for", () => {
    assert.deepStrictEqual(
      Partitions.expand(markets, { dates: null, fixed: null }, defaults),
      Result.succeed(["2026-01-08/de", "2026-01-08/fr"])
    )
  })

  it.each([
    { partitions: markets, choice: "a date such as 2026-01-08, or one of fr, de, gb" },
    { partitions: Partitions.fixed(["fr", "de", "gb"]), choice: "one of fr, de, gb" }
  ])("refuses a member that $partitions._tag does not have", ({ choice, partitions }) => {
    assert.strictEqual(
      messageOf(Partitions.expand(partitions, selector("us"), defaults)),
      `There is no partition "us": use ${choice}`
    )
  })

  it("calls a member by its noun", () => {
    assert.strictEqual(
      messageOf(Partitions.expand(Partitions.dailyFixed(["fr", "de"], "market"), selector("us"), defaults)),
      'There is no market "us": use one of fr, de; a date is written 2026-01-08'
    )
  })

  it("ends with the last date that can be written", () => {
    assert.deepStrictEqual(
      Partitions.expand(Partitions.daily, selector("9999-12-30..9999-12-31"), defaults),
      Result.succeed(["9999-12-30", "9999-12-31"])
    )
  })

  it("makes sorted keys of the definition, each of which the selector matches", () => {
    fc.assert(
      fc.property(days, fc.nat({ max: 40 }), fc.constantFrom("", "/fr", "/gb"), (day, length, suffix) => {
        const asked = selector(`${dateOf(day)}..${dateOf(day + length)}${suffix}`)
        const keys = Result.getOrThrow(Partitions.expand(markets, asked, defaults))
        assert.strictEqual(keys.length, (length + 1) * (suffix === "" ? 2 : 1))
        assert.deepStrictEqual(keys, [...new Set(keys)].sort())
        assert.isTrue(keys.every((key) => Partitions.isKey(markets, key) && Partitions.matches(asked, key)))
      })
    )
  })
})

describe("matches", () => {
  it.each([
    ["2026-01-08", "2026-01-08/fr", true],
    ["2026-01-08", "2026-01-09/fr", false],
    ["2026-01-08/de", "2026-01-08/fr", false],
    ["2026-01-01..2026-01-31", "2026-01-31", true],
    ["2026-01-01..2026-01-31", "2026-02-01", false],
    ["fr", "2026-01-08/fr", true],
    ["fr", "de", false],
    ["fr", "2026-01-08", true],
    ["2026-01-08", "fr", true],
    ["2026-01-08/fr", null, true]
  ] as const)("compares the parts that %j and %j both have", (text, key, expected) => {
    assert.strictEqual(Partitions.matches(selector(text), key), expected)
  })
})

describe("isKey", () => {
  it.each([
    [Partitions.none, [null], ["2026-01-08", "fr", ""]],
    [Partitions.daily, ["2026-01-08"], [null, "fr", "2026-01-08/fr", "2026-01-08/", "2026-02-30", ""]],
    [Partitions.fixed(["fr"]), ["fr"], [null, "de", "2026-01-08", "fr/de", "2026-01-08/fr", ""]],
    [markets, ["2026-01-08/fr"], [null, "fr", "2026-01-08", "2026-01-08/us", "2026-01-08/fr/de", "fr/2026-01-08"]]
  ] as const)("knows the keys of %j", (partitions, keys, others) => {
    assert.isTrue(keys.every((key) => Partitions.isKey(partitions, key)))
    assert.deepStrictEqual(
      others.filter((key) => Partitions.isKey(partitions, key)),
      []
    )
  })
})

describe("keyParts", () => {
  it("takes apart what a key is made of", () => {
    assert.deepStrictEqual(Partitions.keyParts(null), { date: null, fixed: null })
    assert.deepStrictEqual(Partitions.keyParts("fr"), { date: null, fixed: "fr" })
    assert.deepStrictEqual(Partitions.keyParts("2026-01-08"), { date: "2026-01-08", fixed: null })
    assert.deepStrictEqual(Partitions.keyParts("2026-01-08/fr"), { date: "2026-01-08", fixed: "fr" })
  })
})

describe("isSame", () => {
  it("is true of definitions with the same keys in the same order", () => {
    assert.isTrue(Partitions.isSame(markets, Partitions.dailyFixed(["fr", "de", "gb"])))
    assert.isTrue(Partitions.isSame(Partitions.daily, Partitions.daily))
    assert.isFalse(Partitions.isSame(markets, Partitions.dailyFixed(["fr", "de"])))
    assert.isFalse(Partitions.isSame(Partitions.fixed(["fr"]), Partitions.dailyFixed(["fr"])))
    assert.isFalse(Partitions.isSame(Partitions.none, Partitions.daily))
  })
})
