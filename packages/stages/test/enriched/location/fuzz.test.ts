import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { displayLocation, standardizeLocation } from "../../../src/enriched/Location.ts"
import { LONGEST } from "../../../src/enriched/location/Segments.ts"
import type { StandardLocation } from "../../../src/enriched/location/StandardLocation.ts"
import { assertLinear } from "../linear.ts"

const FRAGMENTS = [
  ..."Paris|Lyon|St|Ste|Saint-|Le |La |L'|d'|sur|Seine|Denis|Us|Eu|Y|Vienne|Mayenne|Bretagne|Centre|Nord|Est".split(
    "|"
  ),
  ..."Hauts-de-Seine|Île-de-France|92|75 - |(93)|2A|974|75008|CS 52700|BP 1|Cedex|8ème Arrondissement|13e Canton".split(
    "|"
  ),
  ..."rue|boulevard|79, |route de |place|Télétravail|remote|hybrid|2 jours|Berlin|London|Central London|TX|US".split(
    "|"
  ),
  ..."Deutschland|Suisse|(Kreis)| County|Dept.|\u00ad|\u200b|e\u0301|œ|ß|東京|Москва|🚀|\ud800|\u0000|\t|\u00a0".split(
    "|"
  ),
  ..."-|--| - |,|, |(|)|((|))|/|;|.|'|’|–| |  ".split("|")
]

/** A small repeatable generator (mulberry32), 30 times as fast as an arbitrary: 100,000 texts are a second. */
const randomFrom = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below)
  }
}

const textFrom = (random: (below: number) => number) => {
  let text = ""
  for (let left = random(9); left >= 0; left--) text += FRAGMENTS[random(FRAGMENTS.length)] ?? ""
  return text
}

const isWellFormed = ({ city, country, department, district, region, remote }: StandardLocation) =>
  [city, department, district, region].every(
    (part) => part === null || (part !== "" && part === part.trim() && part.length <= LONGEST && !/\s\s/.test(part))
  ) &&
  (country === null || /^[A-Z]{2}$/.test(country)) &&
  typeof remote === "boolean"

describe("standardizeLocation, for any input", () => {
  it("is well-formed for 100,000 texts made of what locations are made of", () => {
    const random = randomFrom(4)
    const markets = ["fr", "", "de", "gb", "us", "xx"]
    for (let count = 0; count < 100_000; count++) {
      const text = textFrom(random)
      const area = random(4) === 0 ? ["France", textFrom(random), textFrom(random), textFrom(random)] : []
      const location = standardizeLocation(text, { area, country: markets[random(markets.length)] ?? "" })
      if (!isWellFormed(location) || displayLocation(location) === "") {
        assert.fail(`${JSON.stringify(text)} in ${JSON.stringify(area)} gave ${JSON.stringify(location)}`)
      }
    }
  }, 60_000)

  it("is well-formed for arbitrary texts, areas and countries", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 400 }),
        fc.array(fc.string({ unit: "binary" }), { maxLength: 12 }),
        fc.string(),
        (text, area, country) => isWellFormed(standardizeLocation(text, { area, country }))
      ),
      { numRuns: 5000 }
    )
  })

  it("does not depend on what was asked before, nor on what is still kept", () => {
    const random = randomFrom(11)
    const texts = Array.from({ length: 17_000 }, () => textFrom(random))
    const first = texts.map((text) => standardizeLocation(text))
    const again = texts.toReversed().map((text) => standardizeLocation(text))
    assert.deepStrictEqual(again.toReversed(), first)
  })

  it.each(["a", "-", " ", "( ", "saint ", "1 ", "75001 ", "remote ", "Paris, ", "é", "e\u0301", "et ", "🚀"])(
    "takes time in proportion to the length at most, for a megabyte of %j",
    (fragment) => {
      assertLinear((long) => standardizeLocation(long, { area: [long, long] }), [fragment], 1_000_000)
    }
  )
})
