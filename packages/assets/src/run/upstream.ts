/**
 * When a step's turn has come, and whether it may run then.
 *
 * @module
 */
import { Deferred, Effect, Result } from "effect"
import type { Step, StepStatus } from "../catalog/Run.ts"
import type * as Asset from "../definition/Asset.ts"
import type { Classified } from "../definition/Classified.ts"
import { assetOf, isAll } from "../definition/Dependency.ts"
import type { Node } from "../definition/Graph.ts"
import type { Plan, PlanStep } from "../plan/Plan.ts"
import { idOf, nameOf, upstreamPartition } from "../plan/State.ts"

/** Why a step cannot run. */
export interface Blocked {
  readonly reason: string
}

type Ends = ReadonlyMap<string, Deferred.Deferred<Step, Classified>>

/** Statuses after which what is downstream can go on: the upstream has a version to read. */
const good: ReadonlySet<StepStatus> = new Set(["materialized", "unchanged", "fresh", "skipped"])

/**
 * Waits until everything in the plan that the step reads, or comes after, has
 * ended. An identical input or an `after` that ended badly blocks; of an input
 * of all partitions, one good end suffices, or that none was due.
 */
export const upstreamEnds = Effect.fnUntraced(function* (asset: Node<unknown>, step: PlanStep, plan: Plan, ends: Ends) {
  for (const dependency of Object.values(asset.dependencies)) {
    const upstream = assetOf(dependency)
    if (isAll(dependency)) {
      const due = plan.steps.filter((other) => other.asset === upstream.key && other.action !== "skip")
      const ended = yield* waitFor(due, ends)
      if (due.length > 0 && !ended.some(({ status }) => good.has(status))) {
        return blockedBy(ended)
      }
    } else {
      const key = upstreamPartition(upstream, step.partition)
      const ended = yield* waitFor([{ asset: upstream.key, partition: key }], ends)
      // A step that was blocked before the run began may still have an older version to read from.
      if (ended.some((end) => !good.has(end.status) && !isSkipped(plan, end))) {
        return blockedBy(ended)
      }
    }
  }
  const before = asset.after.flatMap((after) => predecessors(after, step, plan))
  const ended = yield* waitFor(before, ends)
  return ended.every(({ status }) => good.has(status)) ? Result.succeed(undefined) : blockedBy(ended)
})

/** The steps in the plan that an `after` means: the same partition where both have the same keys, else all. */
const predecessors = (after: Asset.Any | string, step: PlanStep, plan: Plan) => {
  const key = typeof after === "string" ? after : after.key
  const steps = plan.steps.filter((other) => other.asset === key)
  const shared = steps.filter((other) => other.partition === step.partition)
  return shared.length > 0 && step.partition !== null ? shared : steps
}

const waitFor = (steps: ReadonlyArray<Pick<PlanStep, "asset" | "partition">>, ends: Ends) =>
  Effect.forEach(
    steps.flatMap(({ asset, partition }) => ends.get(idOf(asset, partition)) ?? []),
    (end) => Deferred.await(end)
  )

const isSkipped = (plan: Plan, end: Step): boolean =>
  plan.steps.some((step) => step.asset === end.asset && step.partition === end.partition && step.action === "skip")

const blockedBy = (ended: ReadonlyArray<Step>) => {
  const bad = ended.filter(({ status }) => !good.has(status))
  const names = bad.map(({ asset, partition, status }) => `${nameOf(asset, partition)} (${status})`)
  return Result.fail<Blocked>({ reason: `it needs ${names.join(", ")}` })
}
