import { assert, describe, it } from "@effect/vitest"
import type { Plan, PlanStep } from "@jobgraph/assets/Plan"
import { planJson } from "../../src/print/json.ts"
import { type PlanView, planText } from "../../src/print/planText.ts"

const planStep = (fields: Partial<PlanStep> = {}): PlanStep => ({
  asset: "raw",
  partition: "2026-01-08/fr",
  action: "run",
  reason: "it has never been materialized",
  causes: [{ kind: "missing", detail: "it has never been materialized" }],
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

/** The plan of these steps as somebody sees it who knows nothing of earlier runs. */
const viewOf = (...steps: ReadonlyArray<PlanStep>): PlanView => ({
  plan: planOf(...steps),
  estimateOf: () => null,
  atWork: new Map(),
  requests: null
})

describe("a plan", () => {
  it("says for people what would run, what may, what not, and why", () => {
    assert.strictEqual(
      planText(
        viewOf(
          planStep(),
          planStep({ asset: "tfidf_model", partition: null, action: "maybe", reason: "only if enriched changes" }),
          { ...skip, asset: "exported" }
        ),
        "fail"
      ),
      [
        "PLAN       ASSET        PARTITION      WHY",
        "+ run      raw          2026-01-08/fr  it has never been materialized",
        "? may run  tfidf_model                 only if enriched changes",
        "  fresh    exported     2026-01-08/fr  it is fresh",
        "",
        "1 to run, 1 that may run, 1 fresh."
      ].join("\n")
    )
  })

  it("says plainly that nothing would run", () => {
    assert.match(planText(viewOf(skip), "fail"), /\n\nNothing would run: 1 fresh\.$/)
  })

  it("says how many rows and how much time each step came to before, and for which run it waits", () => {
    const estimateOf = ({ asset }: PlanStep) => (asset === "raw" ? { rows: 1_245, durationMs: 1_240 } : null)
    const atWork = new Map([["raw 2026-01-08/fr", "01a20a69-8ed3-73da-b83d-db0d0ade4bf1"]])
    const view = {
      ...viewOf(planStep(), planStep({ asset: "validated" }), { ...skip, asset: "exported" }),
      estimateOf,
      atWork
    }
    assert.strictEqual(
      planText(view, "fail"),
      [
        "PLAN     ASSET      PARTITION        ROWS   TIME  WHY",
        "+ run    raw        2026-01-08/fr  ~1,245  ~1.2s  it has never been materialized; waits for run 01a20a69-8ed3, which works on it",
        "+ run    validated  2026-01-08/fr                 it has never been materialized",
        "  fresh  exported   2026-01-08/fr                 it is fresh",
        "",
        "2 to run, 1 fresh. Cost, by earlier runs: ~1,245 rows in ~1.2s; of 1 step nothing is known."
      ].join("\n")
    )
    assert.deepStrictEqual(planJson(view).steps[0]?.estimate, { rows: 1_245, durationMs: 1_240 })
    assert.strictEqual(planJson(view).steps[0]?.waitsFor, "01a20a69-8ed3-73da-b83d-db0d0ade4bf1")
  })

  it("closes with what it will cost: rows and time of earlier runs, with what may run, and requests", () => {
    const view = {
      ...viewOf(planStep(), planStep({ asset: "tfidf_model", partition: null, action: "maybe" })),
      estimateOf: () => ({ rows: 1_245, durationMs: 1_240 }),
      requests: {
        source: "adzuna",
        least: 3,
        most: 12,
        windows: [{ name: "day", limit: 250, millis: 86_400_000, used: 248, left: 2, freeAt: 0 }] as const
      }
    }
    const [table, quota, totals] = planText(view, "shorten").split("\n\n")
    assert.match(table ?? "", /^PLAN/)
    assert.strictEqual(
      quota,
      [
        "Requests to adzuna that are left: 2 of 250 a day.",
        "That is too few for the day: the run would send what is left (requests.ifQuota=shorten)."
      ].join("\n")
    )
    assert.strictEqual(
      totals,
      "1 to run, 1 that may run. Cost, by earlier runs: ~1,245 rows in ~1.2s, up to ~2.5s with all that may run; 3 to 12 requests to adzuna."
    )
  })

  it("shows blocked and held steps apart from fresh ones", () => {
    const text = planText(viewOf({ ...skip, skippedAs: "blocked", reason: "raw is missing" }), "fail")
    assert.match(text, /^x blocked {2}raw /m)
    assert.match(text, /Nothing would run: 1 blocked\.$/)
  })

  it("has for programs its steps with their causes", () => {
    assert.deepStrictEqual(planJson(viewOf(skip, planStep())), {
      steps: [
        {
          asset: "raw",
          partition: "2026-01-08/fr",
          action: "skip",
          skippedAs: "fresh",
          reason: "it is fresh",
          causes: []
        },
        {
          asset: "raw",
          partition: "2026-01-08/fr",
          action: "run",
          reason: "it has never been materialized",
          causes: [{ kind: "missing", detail: "it has never been materialized" }]
        }
      ]
    })
  })
})
