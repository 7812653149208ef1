/**
 * When a step's turn has come, and whether it may run then.
 *
 * @module
 */
import { Deferred, Effect } from "effect"
import type { Step, StepStatus } from "../catalog/Run.ts"
import type * as Asset from "../definition/Asset.ts"
import type { Classified } from "../definition/Classified.ts"
import { assetOf, isAll } from "../definition/Dependency.ts"
import type { Node } from "../definition/Graph.ts"
import type { Plan, PlanStep } from "../plan/Plan.ts"
import { idOf, nameOf, upstreamPartition } from "../plan/State.ts"

/** A planned step, and its end once it has come. */
interface Turn {
  readonly planned: PlanStep
  readonly end: Deferred.Deferred<Step, Classified>
}

/** The steps of a plan, each with its end to wait for. */
export interface Turns {
  readonly byId: ReadonlyMap<string, Turn>
  readonly byAsset: ReadonlyMap<string, ReadonlyArray<Turn>>
}

export const turnsOf = Effect.fnUntraced(function* (plan: Plan): Effect.fn.Return<Turns> {
  const turns = yield* Effect.forEach(plan.steps, (planned) =>
    Effect.map(Deferred.make<Step, Classified>(), (end): Turn => ({ planned, end }))
  )
  return {
    byId: new Map(turns.map((turn) => [idOf(turn.planned.asset, turn.planned.partition), turn])),
    byAsset: Map.groupBy(turns, (turn) => turn.planned.asset)
  }
})

/** Statuses after which what is downstream can go on: the upstream has a version to read. */
const good: ReadonlySet<StepStatus> = new Set(["materialized", "unchanged", "fresh", "skipped", "superseded"])

/**
 * Waits until everything in the plan that the step reads, or comes after, has
 * ended; null if it may run then, else a sentence that says why not.
 *
 * An identical input or an `after` that ended badly blocks. Of an input of all
 * partitions, one that published suffices, or that none was due.
 */
export const turnOf = Effect.fnUntraced(function* (asset: Node<unknown>, step: PlanStep, turns: Turns) {
  for (const dependency of Object.values(asset.dependencies)) {
    const upstream = assetOf(dependency)
    const ended = isAll(dependency)
      ? yield* endsOf(turns.byAsset.get(upstream.key) ?? [], isPlanned)
      : yield* endsOf([turns.byId.get(idOf(upstream.key, upstreamPartition(upstream, step.partition)))], isPlanned)
    // One that came out unchanged was not due after all.
    const due = ended.filter(({ status }) => status !== "unchanged")
    const isBlocked = isAll(dependency) ? due.length > 0 && !due.some(isGood) : !due.every(isGood)
    if (isBlocked) {
      return blockedBy(due)
    }
  }
  const before = yield* endsOf(asset.after.flatMap((after) => predecessors(after, step, turns)))
  return before.every(isGood) ? null : blockedBy(before)
})

const isGood = ({ status }: Step): boolean => good.has(status)

/** A step that was blocked before the run began may still have an older version, which the planner has looked for. */
const isPlanned = ({ planned }: Turn): boolean => planned.action !== "skip"

const endsOf = (turns: ReadonlyArray<Turn | undefined>, matters: (turn: Turn) => boolean = () => true) =>
  Effect.forEach(
    turns.flatMap((turn) => (turn === undefined || !matters(turn) ? [] : turn)),
    ({ end }) => Deferred.await(end)
  )

/** The steps in the plan that an `after` means: the same partition where both have the same keys, else all. */
const predecessors = (after: Asset.Any | string, { partition }: PlanStep, { byAsset, byId }: Turns) => {
  const key = typeof after === "string" ? after : after.key
  const same = partition === null ? undefined : byId.get(idOf(key, partition))
  return same === undefined ? (byAsset.get(key) ?? []) : [same]
}

const blockedBy = (ended: ReadonlyArray<Step>): string => {
  const names = ended
    .filter((step) => !isGood(step))
    .map(({ asset, partition, status }) => `${nameOf(asset, partition)} (${status})`)
  return `it needs ${names.join(", ")}`
}
