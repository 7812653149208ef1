import { assert, describe, it } from "@effect/vitest"
import type { Metadata } from "@jobgraph/assets/Materialization"
import { materialization } from "@jobgraph/assets/testing/records"
import { modelChecks } from "../../src/tfidf/modelChecks.ts"

const failedOf = (metadata: Metadata, before?: Metadata) => {
  const previous = before === undefined ? null : { ...materialization(), metadata: before }
  return modelChecks
    .filter(
      (check) =>
        !check.test({ partition: null, rows: 0, rejected: 0, config: {}, metadata, previous, siblings: [] }).passed
    )
    .map(({ name }) => name)
}

describe("the checks of a model", () => {
  const good = { feature_count: 100, dropped_features: 0, examined_ads: 100, empty_ads: 0 }

  it("pass for a first model, and for one like the one before", () => {
    assert.deepStrictEqual(failedOf(good), [])
    assert.deepStrictEqual(failedOf({ ...good, dropped_features: 20, empty_ads: 5 }, good), [])
  })

  it.each([
    [["has_features"], { ...good, feature_count: 0 }, undefined],
    [["feature_count"], { ...good, feature_count: 49 }, good],
    [["vocabulary_drift"], { ...good, dropped_features: 21 }, good],
    [["empty_rows"], { ...good, empty_ads: 6 }, good]
  ])("warn: %j", (expected, metadata, before) => {
    assert.deepStrictEqual(failedOf(metadata, before), expected)
    assert.isTrue(modelChecks.every(({ severity }) => severity === "warn"))
  })
})
