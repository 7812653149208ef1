import { assert, describe, it } from "@effect/vitest"
import { counted, figure, rowsOf, seconds, shortId, sourceName, timestamp } from "../../src/print/format.ts"

describe("figures and times", () => {
  it("are in UTC and English, to the second", () => {
    assert.strictEqual(timestamp(Date.UTC(2026, 0, 8, 0, 34, 42, 999)), "2026-01-08 00:34:42")
    assert.strictEqual(figure(1_234_567), "1,234,567")
    assert.deepStrictEqual(
      [counted(1, "run"), counted(0, "run"), counted(1_200, "run")],
      ["1 run", "0 runs", "1,200 runs"]
    )
  })

  it("say seconds as exactly as they matter", () => {
    assert.deepStrictEqual([88_000, 511_400, 10_000, 9_949, 3_420, 1_000, 250, 4, 0].map(seconds), [
      "88s",
      "511s",
      "10s",
      "9.9s",
      "3.4s",
      "1s",
      "0.25s",
      "0s",
      "0s"
    ])
  })

  it("shorten a run's id to what commands accept, and a file to its name", () => {
    assert.strictEqual(shortId("01a209e4-b81f-76e1-ad01-e1127ce61a08"), "01a209e4-b81f")
    assert.strictEqual(sourceName("/a/long/way/{date}-{market}.json"), "{date}-{market}.json")
    assert.strictEqual(sourceName("sample"), "sample")
  })

  it("count rows only where the artifact is rows", () => {
    assert.deepStrictEqual(
      [rowsOf("raw", 1_000), rowsOf("exported", 3), rowsOf("tfidf_model", 0), rowsOf("raw", undefined)],
      ["1,000", "3", "", ""]
    )
  })
})
