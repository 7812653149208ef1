import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import type { Definitions } from "../../src/definition/Definitions.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import * as Plan from "../../src/plan/Plan.ts"
import { plan } from "../../src/plan/Planner.ts"
import * as Selection from "../../src/plan/Selection.ts"
import type { State } from "../../src/plan/State.ts"
import { type Asked, cases, chain, daily, done } from "./cases.ts"
import { definitionsOf, stateOf } from "./states.ts"

const planOf = (definitions: Definitions, state: State, { mode = "stale", partition, select = "*" }: Asked = {}) =>
  Result.getOrThrow(
    plan(definitions, state, {
      selection: Result.getOrThrow(Selection.parse(select)),
      mode,
      partitions:
        partition === undefined ? { dates: null, fixed: null } : Result.getOrThrow(Partitions.parseSelector(partition)),
      defaults: { date: "2026-01-08", fixed: ["fr"] }
    })
  )

/** The plan as lines: `enriched 2026-01-08 run: it has never been materialized`. */
const linesOf = ({ steps }: Plan.Plan) =>
  steps.map(
    ({ action, asset, partition, reason, skippedAs }) =>
      `${[asset, partition, action === "skip" ? skippedAs : action].filter((word) => word !== null).join(" ")}: ${reason}`
  )

describe("plan", () => {
  it.each(cases)("$name", ({ lines, observed, select, shape = chain, versions, ...asked }) => {
    const definitions = definitionsOf(shape)
    const words = (select ?? "*").split(" ").join(" or ")
    assert.deepStrictEqual(
      linesOf(planOf(definitions, stateOf(definitions, versions, observed), { ...asked, select: words })),
      lines
    )
  })

  it("keeps the selection as it is printed, the mode and the partitions", () => {
    const definitions = definitionsOf(daily)
    const answer = planOf(definitions, stateOf(definitions, []), {
      select: "+clean",
      mode: "selected",
      partition: "2026-01-07..2026-01-08"
    })
    assert.deepStrictEqual(
      [answer.selection, answer.mode, answer.partitions],
      ["+clean", "selected", ["2026-01-07", "2026-01-08"]]
    )
  })

  it("is empty where nothing would or might run", () => {
    const definitions = definitionsOf(chain)
    assert.isTrue(Plan.isEmpty(planOf(definitions, stateOf(definitions, done))))
    assert.isTrue(Plan.isEmpty(planOf(definitions, stateOf(definitions, []), { select: "clean" })))
    assert.isFalse(Plan.isEmpty(planOf(definitions, stateOf(definitions, []))))
  })

  it("selects by status as it is in the partitions that are asked for", () => {
    const definitions = definitionsOf(daily)
    const state = stateOf(definitions, [
      { asset: "raw", partition: "2026-01-08" },
      { asset: "clean", partition: "2026-01-08", but: { codeVersion: "0" } }
    ])
    const selected = (select: string) => planOf(definitions, state, { select }).steps.map(({ asset }) => asset)
    assert.deepStrictEqual(selected("status:stale"), ["clean"])
    assert.deepStrictEqual(selected("status:missing"), ["model"])
    assert.deepStrictEqual(selected("status:fresh"), ["raw"])
  })

  it("refuses a partition that the assets do not have", () => {
    const definitions = definitionsOf({ raw: { partitions: Partitions.dailyFixed(["fr", "gb"]) } })
    const answer = plan(definitions, stateOf(definitions, []), {
      selection: Result.getOrThrow(Selection.parse("*")),
      mode: "stale",
      partitions: Result.getOrThrow(Partitions.parseSelector("2026-01-08/xx")),
      defaults: { date: "2026-01-08", fixed: ["fr"] }
    })
    assert.isTrue(Result.isFailure(answer) && answer.failure._tag === "PartitionError")
  })
})
