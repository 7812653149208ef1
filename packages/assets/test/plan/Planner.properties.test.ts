import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { assetOf, isAll } from "../../src/definition/Dependency.ts"
import * as Partitions from "../../src/definition/Partitions.ts"
import type { PlanStep } from "../../src/plan/Plan.ts"
import { plan } from "../../src/plan/Planner.ts"
import * as Selection from "../../src/plan/Selection.ts"
import { idOf, type State, stalenessOf, upstreamPartition } from "../../src/plan/State.ts"
import { situations } from "./randomPlans.ts"
import { definitionsOf, stateOf } from "./states.ts"

type Situation = typeof situations extends fc.Arbitrary<infer A> ? A : never

const planned = ({ mode, partition, selected, shape, versions }: Situation) => {
  const definitions = definitionsOf(shape)
  const state = stateOf(definitions, versions)
  const request = {
    selection: Result.getOrThrow(Selection.parse(selected.join(" or "))),
    mode,
    partitions: Result.getOrThrow(Partitions.parseSelector(partition)),
    defaults: { date: "2026-01-08", fixed: [] }
  }
  return { definitions, state, request, plan: Result.getOrThrow(plan(definitions, state, request)) }
}

/** The steps of a plan with what stands upstream of each, by data, in the plan. */
const withUpstream = (situation: Situation) => {
  const { definitions, plan, state } = planned(situation)
  return plan.steps.map((step, index) => {
    const definition = definitions.byKey.get(step.asset)
    const dependencies = Object.values(definition?.asset.dependencies ?? {}).map((dependency) => {
      const upstream = assetOf(dependency)
      const key = upstreamPartition(upstream, step.partition)
      const steps = plan.steps.filter((other) =>
        isAll(dependency)
          ? other.asset === upstream.key
          : idOf(other.asset, other.partition) === idOf(upstream.key, key)
      )
      const hasVersion = isAll(dependency)
        ? state.byAsset.has(upstream.key)
        : state.currents.has(idOf(upstream.key, key))
      return { steps, hasVersion }
    })
    const status = definition && stalenessOf(state, definition, step.partition).status
    return { step, index, plan, state, status, dependencies, after: definition?.asset.after ?? [] }
  })
}

const isDue = ({ action }: PlanStep) => action !== "skip"

const holds = (
  property: (one: ReturnType<typeof withUpstream>[number], situation: Situation) => boolean,
  only: (situation: Situation) => boolean = () => true
) =>
  fc.assert(
    fc.property(situations.filter(only), (situation) =>
      withUpstream(situation).every((one) => property(one, situation))
    ),
    { numRuns: 400 }
  )

const isStaleMode = ({ mode }: Situation) => mode === "stale"

describe("every plan", () => {
  it("has upstream before downstream, data and order", () => {
    holds(({ after, dependencies, index, plan }) => {
      const before = [
        ...dependencies.flatMap(({ steps }) => steps),
        ...plan.steps.filter(({ asset }) => after.includes(asset))
      ]
      return before.every((step) => plan.steps.indexOf(step) < index)
    })
  })

  it("has each asset partition once, and none that is not selected", () => {
    holds(({ plan, step }, { selected }) => {
      const same = plan.steps.filter(({ asset, partition }) => asset === step.asset && partition === step.partition)
      return same.length === 1 && selected.includes(step.asset)
    })
  })

  it("runs nothing without a cause", () => {
    holds(({ status, step }, { mode }) =>
      step.action === "run"
        ? step.causes.length > 0 && (mode === "selected" || status !== "fresh")
        : step.causes.length === 0
    )
  })

  it("runs everything that is stale or missing, unless it is blocked", () => {
    holds(({ status, step }) => status === "fresh" || step.action === "run" || step.skippedAs === "blocked")
  })

  it("runs everything selected, unless it is blocked", () => {
    holds(
      ({ step }) => step.action === "run" || step.skippedAs === "blocked",
      (situation) => !isStaleMode(situation)
    )
  })

  it("carries staleness downstream: what reads something that is due is due, or blocked", () => {
    holds(
      ({ dependencies, step }) =>
        !dependencies.some(({ steps }) => steps.some(isDue)) || isDue(step) || step.skippedAs === "blocked",
      isStaleMode
    )
  })

  it("says maybe only of what is fresh and reads something that is due", () => {
    holds(
      ({ dependencies, status, step }) =>
        step.action !== "maybe" || (status === "fresh" && dependencies.some(({ steps }) => steps.some(isDue)))
    )
  })

  it("skips what is fresh and stays so, and what cannot run, and nothing else", () => {
    holds(({ after, dependencies, plan, status, step }) => {
      const isMoving = dependencies.some(({ steps }) => steps.some(isDue))
      const lacks = dependencies.some(({ hasVersion, steps }) => !hasVersion && !steps.some(isDue))
      const comesAfterBlocked = plan.steps.some((other) => after.includes(other.asset) && other.skippedAs === "blocked")
      switch (step.skippedAs) {
        case "fresh":
          return step.action === "skip" && status === "fresh" && !isMoving
        case "blocked":
          return step.action === "skip" && (lacks || comesAfterBlocked)
        case "held":
        case "skipped":
          return false
        case null:
          return isDue(step) && !lacks
      }
    })
  })

  it("has a reason in words for every step", () => {
    holds(({ step }) => /^[a-z].*[^.]$/.test(step.reason))
  })

  it("is the same when it is computed again, and leaves its state as it was", () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { definitions, plan: first, request, state } = planned(situation)
        const before = textOf(state)
        assert.deepStrictEqual(Result.getOrThrow(plan(definitions, frozen(state), request)), first)
        assert.strictEqual(textOf(state), before)
      }),
      { numRuns: 200 }
    )
  })
})

const textOf = ({ byAsset, currents, observations }: State) =>
  JSON.stringify([[...currents], [...byAsset], [...observations]])

/** The state with every record frozen: a write to one would throw. */
const frozen = (state: State): State => {
  for (const version of state.currents.values()) {
    Object.freeze(version.inputs)
    Object.freeze(version)
  }
  return Object.freeze(state)
}
