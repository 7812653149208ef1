import { assert, describe, it } from "@effect/vitest"
import { fromHere } from "../../src/print/fromHere.ts"

describe("paths in a sentence", () => {
  it.each([
    { text: "/home/me/ads.csv has changed", said: "ads.csv has changed" },
    { text: "its source changed, sample → /home/me/a/ads.csv", said: "its source changed, sample → a/ads.csv" },
    { text: "/home/meadow/ads.csv has changed", said: "/home/meadow/ads.csv has changed" },
    { text: "/backup/home/me/ads.csv has changed", said: "/backup/home/me/ads.csv has changed" },
    { text: 'no "/home/me/x"', said: 'no "x"' }
  ])("leave out the folder that one is in: $text", ({ said, text }) => {
    assert.strictEqual(fromHere("/home/me", text), said)
  })

  it("stay whole at the root", () => {
    assert.strictEqual(fromHere("/", "/etc/ads.csv has changed"), "/etc/ads.csv has changed")
  })
})
