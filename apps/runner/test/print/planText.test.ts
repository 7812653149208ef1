import { assert, describe, it } from "@effect/vitest"
import type { Plan, PlanStep } from "@jobgraph/assets/Plan"
import { planJson } from "../../src/print/json.ts"
import { planText } from "../../src/print/planText.ts"

const planStep = (fields: Partial<PlanStep> = {}): PlanStep => ({
  asset: "raw",
  partition: "2026-01-08/fr",
  action: "run",
  reason: "it was never materialized",
  causes: [{ kind: "missing", detail: "it was never materialized" }],
  skippedAs: null,
  ...fields
})
const skip = planStep({ action: "skip", reason: "it is fresh", causes: [], skippedAs: "fresh" })
const planOf = (...steps: ReadonlyArray<PlanStep>): Plan => ({
  selection: "*",
  mode: "stale",
  partitions: ["2026-01-08/fr"],
  steps
})

describe("a plan", () => {
  it("says for people what would run, what may, what not, and why", () => {
    assert.strictEqual(
      planText(
        planOf(
          planStep(),
          planStep({ asset: "tfidf_model", partition: null, action: "maybe", reason: "only if enriched changes" }),
          { ...skip, asset: "exported" }
        )
      ),
      [
        "PLAN       ASSET        PARTITION      WHY",
        "+ run      raw          2026-01-08/fr  it was never materialized",
        "? may run  tfidf_model                 only if enriched changes",
        "  skip     exported     2026-01-08/fr  it is fresh",
        "",
        "1 to run, 1 that may run, 1 to skip"
      ].join("\n")
    )
  })

  it("says plainly that nothing would run", () => {
    assert.match(planText(planOf(skip)), /\n\nNothing would run\.$/)
  })

  it("has for programs its steps with their causes", () => {
    assert.deepStrictEqual(planJson(planOf(skip, planStep())), {
      steps: [
        { asset: "raw", partition: "2026-01-08/fr", action: "skip", reason: "it is fresh", causes: [] },
        {
          asset: "raw",
          partition: "2026-01-08/fr",
          action: "run",
          reason: "it was never materialized",
          causes: [{ kind: "missing", detail: "it was never materialized" }]
        }
      ]
    })
  })
})
