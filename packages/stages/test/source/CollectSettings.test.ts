import { assert, describe, it } from "@effect/vitest"
import { Exit, Schema } from "effect"
import { CollectSettings, defaultCollectSettings, requestsOf, searchesOf } from "../../src/source/CollectSettings.ts"
import { marketCodes } from "../../src/source/Markets.ts"

const decode = Schema.decodeUnknownExit(CollectSettings)

describe("the settings for collecting", () => {
  it("need nothing to be set", () => {
    assert.strictEqual(defaultCollectSettings.limitPerQuery, 1_000)
    assert.strictEqual(defaultCollectSettings.rateLimitPerMinute, 25)
  })

  it.each([
    { pageSize: 51 },
    { limitPerQuery: 0 },
    { rateLimitPerMinute: 0 },
    { timeZone: "Europe/Lutetia" },
    { ifIncomplete: "perhaps" },
    { queries: [""] }
  ])("refuse %j", (settings) => {
    assert.isTrue(Exit.isFailure(decode(settings)))
  })

  it("give each market searches of its own, by query and then by location", () => {
    const settings = { ...defaultCollectSettings, queries: ["a", "b"], locations: { fr: ["Paris", "Lyon"] } }
    assert.deepStrictEqual(
      searchesOf(settings, "fr").map(({ what, where }) => [what, where]),
      [
        ["a", "Paris"],
        ["a", "Lyon"],
        ["b", "Paris"],
        ["b", "Lyon"]
      ]
    )
    for (const market of marketCodes) {
      assert.isAbove(searchesOf(settings, market).length, 2)
    }
  })

  it("say how many requests a market needs", () => {
    const settings = {
      ...defaultCollectSettings,
      queries: ["a", "b"],
      locations: { fr: ["Paris"] },
      limitPerQuery: 120
    }
    assert.deepStrictEqual(requestsOf(settings, "fr"), { least: 2, most: 6 })
  })
})
