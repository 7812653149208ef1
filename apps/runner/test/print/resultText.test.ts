import { assert, describe, it } from "@effect/vitest"
import type { RunResult } from "@jobgraph/assets/Materializer"
import type { Step } from "@jobgraph/assets/Run"
import { step } from "@jobgraph/assets/testing/records"
import { resultJson } from "../../src/print/json.ts"
import { resultText } from "../../src/print/resultText.ts"

const runId = "01a209e4-b81f-76e1-ad01-e1127ce61a08"
const made = (asset: string, metadata: Step["metadata"], fields: Partial<Step> = {}) =>
  step({ asset, status: "materialized", changed: true, startedAt: 0, endedAt: 2_500, metadata, attempts: 1, ...fields })
const result = (steps: ReadonlyArray<Step>, fields: Partial<RunResult> = {}): RunResult => ({
  runId,
  status: "success",
  partitions: ["2026-01-08/fr"],
  durationMs: 4_300,
  steps,
  isHandedOver: false,
  downstream: [],
  ...fields
})
const text = (of: RunResult) => resultText(of, { database: "the database", attempts: [] })

describe("the end of a run, for people", () => {
  it("is a table of what became of each asset, and where the rows are", () => {
    assert.strictEqual(
      text(
        result([
          made("raw", { rows: 1_245, rejected: 0, source: "/far/away/ads.json" }),
          made("validated", { rows: 231, rejected: 14 }, { changed: false }),
          made("tfidf_model", { rows: 0, model_version: "tfidf_v1", feature_count: 8_737 }, { partition: null }),
          made("exported", { rows: 231, rejected: 0, inserted: 198, updated: 31 })
        ])
      ),
      [
        "ASSET        PARTITION      STATUS         ROWS  REJECTED  TIME  NOTES",
        "raw          2026-01-08/fr  materialized  1,245         0  2.5s  from ads.json",
        "validated    2026-01-08/fr  materialized    231        14  2.5s  content as before",
        "tfidf_model                 materialized                   2.5s  tfidf_v1, 8,737 features",
        "exported     2026-01-08/fr  materialized    231         0  2.5s  198 inserted, 31 updated",
        "",
        `Run ${runId} succeeded after 4.3s.`,
        "",
        "The rows are in the table jobs of the database."
      ].join("\n")
    )
  })

  it("says that there was nothing to do", () => {
    assert.match(
      text(result([step({ status: "fresh" })], { runId: null })),
      /Everything is fresh: there was nothing to do\.$/
    )
  })

  it("says what failed, whether it may pass, and what was not run for it", () => {
    const failed = step({
      status: "failed",
      error: { tag: "Unreachable", message: "adzuna cannot be reached", transient: true }
    })
    const blocked = step({ asset: "validated", status: "blocked", reason: "it needs raw 2026-01-08/fr (failed)" })
    const behind = ["enriched", "exported"].map((asset) =>
      step({ asset, status: "blocked", reason: "it needs validated 2026-01-08/fr (blocked)" })
    )
    const said = text(result([failed, blocked, ...behind], { status: "failed" }))
    assert.include(
      said,
      [
        "raw 2026-01-08/fr failed: adzuna cannot be reached",
        "  Unreachable (JG402), transient: it may pass by itself",
        "  next: try it again later: runner runs retry 01900000-0000",
        "  more: runner explain JG402"
      ].join("\n")
    )
    assert.include(
      said,
      "validated 2026-01-08/fr was not run: it needs raw 2026-01-08/fr (failed)\nNor were the 2 steps behind it."
    )
    assert.include(
      said,
      `Run ${runId} failed after 4.3s.\n\nWhat it finished is kept. To go on from there: runner runs retry 01a209e4-b81f`
    )
    assert.notInclude(said, "The rows are in")
  })

  it("offers to go on with a cancelled run, and not with one that would fail again", () => {
    const goOn = "To go on from there: runner runs retry 01a209e4-b81f"
    const cancelled = step({ status: "cancelled" })
    const refused = step({ status: "failed", error: { tag: "FileMissing", message: "gone", transient: false } })
    assert.include(text(result([cancelled], { status: "cancelled" })), `was cancelled after 4.3s.\n\nWhat it`)
    assert.include(text(result([cancelled], { status: "cancelled" })), goOn)
    assert.notInclude(text(result([refused], { status: "failed" })), goOn)
  })

  it("says what is stale downstream, and the command for it", () => {
    const causes = [{ kind: "upstream" as const, detail: "enriched has new data" }]
    const downstream = [
      { asset: "tfidf_model", partition: null, status: "stale" as const, causes },
      { asset: "exported", partition: "2026-01-08/fr", status: "stale" as const, causes }
    ]
    assert.include(
      text(result([made("enriched", { rows: 1, rejected: 0 })], { downstream })),
      [
        "Downstream, and not selected:",
        "  tfidf_model is stale: enriched has new data",
        "  exported 2026-01-08/fr is stale: enriched has new data",
        "  Bring it up to date: runner materialize --all --partition 2026-01-08/fr"
      ].join("\n")
    )
  })
})

describe("the end of a run, for programs", () => {
  it("has an error only where a step failed, and durations instead of times", () => {
    const error = { tag: "Refused", message: "no", transient: false }
    const [first, second] = resultJson(
      result([made("raw", { rows: 1 }, { dataVersion: "d1" }), step({ asset: "validated", status: "failed", error })])
    ).steps
    assert.deepStrictEqual(first, {
      asset: "raw",
      partition: "2026-01-08/fr",
      status: "materialized",
      reason: "it has never been materialized",
      attempts: 1,
      changed: true,
      dataVersion: "d1",
      metadata: { rows: 1 },
      durationMs: 2_500
    })
    assert.deepInclude(second, { status: "failed", error, durationMs: 0 })
  })
})
