import { assert, describe, it } from "@effect/vitest"
import type { ModelVersion } from "@jobgraph/db/Models"
import { modelDiffText } from "../../src/print/modelReportText.ts"
import { modelJson, modelsText } from "../../src/print/modelsText.ts"

const model = (fields: Partial<ModelVersion> = {}): ModelVersion => ({
  model_version: "tfidf_v20260108_003000",
  model_type: "tfidf",
  vectorizer_path: "artifacts/aa/aa.zst",
  matrix_path: "artifacts/bb/bb.zst",
  trained_on_jobs_count: 8_737,
  feature_count: 10_000,
  ngram_range: "(1, 2)",
  status: "active",
  created_by: "run_1",
  created_at: new Date("2026-01-08T00:30:00Z"),
  updated_at: new Date("2026-01-08T00:30:00Z"),
  activated_at: null,
  pinned: false,
  run_id: "1",
  data_version: "cc",
  metadata: {},
  ...fields
})

describe("models", () => {
  it("are a table, in which the pinned one is seen", () => {
    const [, first = "", second = ""] = modelsText([model({ pinned: true }), model({ status: "archived" })]).split("\n")
    assert.match(first, /^tfidf_v20260108_003000 +active, pinned +2026-01-08 00:30:00 +8,737 +10,000 +\(1, 2\) +run_1$/)
    assert.match(second, / archived /)
    assert.include(modelsText([]), "runner materialize --all")
  })

  it("are plain values as JSON", () => {
    const { activatedAt, createdAt, name } = modelJson(model())
    assert.deepStrictEqual([name, createdAt, activatedAt], ["tfidf_v20260108_003000", "2026-01-08T00:30:00.000Z", null])
  })

  it("are compared in five lines, with the first of many terms", () => {
    const added = Array.from({ length: 30 }, (_, n) => `term${n}`)
    const lines = modelDiffText({
      from: model({ model_version: "a" }),
      to: model({ model_version: "b" }),
      diff: { added, removed: [], kept: 9_970, moved: [{ term: "python", from: 2, to: 1.5 }] }
    }).split("\n")
    assert.lengthOf(lines, 5)
    assert.strictEqual(lines[1], "  Features kept: 9,970")
    assert.match(lines[2] ?? "", /^ {2}Added, 30: term0, .*term19, …$/)
    assert.strictEqual(lines[3], "  Removed, none")
    assert.include(lines[4] ?? "", "python 2.00 → 1.50")
  })
})
