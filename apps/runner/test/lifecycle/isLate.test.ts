import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { isLate } from "../../src/lifecycle/isLate.ts"
import { Settings } from "../../src/settings/Settings.ts"

const { serviceLevels } = Schema.decodeUnknownSync(Settings)({
  serviceLevels: { enrich: { normalSeconds: 1, targetSeconds: 10, alertSeconds: 5 } }
})
const late = (asset: string, startedAt: number | null, endedAt: number | null, now: number) =>
  isLate(serviceLevels, { asset, startedAt, endedAt }, now)

describe("a step", () => {
  it("is late when it took longer than its stage's target, or does by now", () => {
    assert.isTrue(late("enriched", 0, 10_001, 20_000))
    assert.isFalse(late("enriched", 0, 10_000, 20_000))
    assert.isTrue(late("enriched", 0, null, 10_001))
    assert.isFalse(late("enriched", 0, null, 9_000))
  })

  it("is not late before it begins, nor as an asset that is no stage", () => {
    assert.isFalse(late("enriched", null, null, 10_001))
    assert.isFalse(late("another", 0, 1e9, 1e9))
  })
})
