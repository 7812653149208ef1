/**
 * Computes plans. Nothing here runs, writes, or depends on the time.
 *
 * @module
 */
import { Result } from "effect"
import * as Hold from "../catalog/Hold.ts"
import type { Definition, Definitions } from "../definition/Definitions.ts"
import { assetOf, isAll } from "../definition/Dependency.ts"
import type { Node } from "../definition/Graph.ts"
import * as Partitions from "../definition/Partitions.ts"
import type { Cause, Staleness } from "../version/Staleness.ts"
import type { Mode, PartitionStatus, Plan, PlanStep } from "./Plan.ts"
import * as Selection from "./Selection.ts"
import { idOf, nameOf, type State, stalenessOf, upstreamPartition } from "./State.ts"

/** What a person, a schedule or a test asks for. */
export interface Request {
  readonly selection: Selection.Selection
  readonly mode: Mode
  /** The partitions asked for; what it leaves open takes the defaults. */
  readonly partitions: Partitions.Selector
  readonly defaults: { readonly date: string; readonly fixed: ReadonlyArray<string> }
}

/** The asset partitions that a request is about, whether selected or not: upstream first. */
export const partitionsOf = (
  definitions: Definitions,
  request: Pick<Request, "partitions" | "defaults">
): Result.Result<
  ReadonlyArray<{ readonly asset: string; readonly partition: Partitions.PartitionKey }>,
  Partitions.PartitionError
> =>
  Result.map(
    Result.all(
      definitions.graph.assets.map((asset) =>
        Result.map(Partitions.expand(asset.partitions, request.partitions, request.defaults), (keys) =>
          keys.map((partition) => ({ asset: asset.key, partition }))
        )
      )
    ),
    (keys) => keys.flat()
  )

/**
 * The plan for a request in a state.
 *
 * Staleness is transitive: what is downstream of something that will run may
 * run. What is fresh and stays so is left alone, even where an input is gone.
 * Else an identical input that is missing, and that the plan does not make,
 * blocks; an input of all partitions blocks only if there are none at all.
 * What is held since a rollback is left, unless it is asked for by name.
 */
export const plan = (
  definitions: Definitions,
  state: State,
  request: Request
): Result.Result<Plan, Selection.SelectionError | Partitions.PartitionError> =>
  Result.gen(function* () {
    const all = yield* partitionsOf(definitions, request)
    const statuses = statusesOf(definitions, state, all)
    const byAsset = Map.groupBy(statuses, (status) => status.asset)
    const selected = yield* Selection.evaluate(request.selection, definitions.graph, {
      statusOf: (key) => worst(byAsset.get(key) ?? [])
    })
    const steps: Array<PlanStep> = []
    const planned = new Map<string, Map<Partitions.PartitionKey, PlanStep>>()
    const due = new Set<string>()
    for (const { key } of definitions.graph.assets) {
      const definition = definitions.byKey.get(key)
      if (definition === undefined || !selected.has(key)) {
        continue
      }
      const planning = { mode: request.mode, partitions: request.partitions, state, planned, due }
      const own = (byAsset.get(key) ?? []).map((status) => stepOf(definition, status, planning))
      steps.push(...own)
      planned.set(key, new Map(own.map((step) => [step.partition, step])))
      if (own.some(isDue)) {
        due.add(key)
      }
    }
    const keys = new Set(steps.flatMap((step) => step.partition ?? []))
    return {
      selection: Selection.print(request.selection),
      mode: request.mode,
      partitions: [...keys].sort(),
      steps
    }
  })

/** How asset partitions stand in a state, in the order given. */
export const statusesOf = (
  definitions: Definitions,
  state: State,
  partitions: ReadonlyArray<{ readonly asset: string; readonly partition: Partitions.PartitionKey }>
): ReadonlyArray<PartitionStatus> =>
  partitions.flatMap(({ asset, partition }) => {
    const definition = definitions.byKey.get(asset)
    return definition === undefined ? [] : [{ asset, partition, ...stalenessOf(state, definition, partition) }]
  })

/** What is decided already: upstream comes first. */
export interface Planning {
  readonly mode: Mode
  readonly partitions: Partitions.Selector
  readonly state: State
  /** The steps of each asset, by partition. */
  readonly planned: ReadonlyMap<string, ReadonlyMap<Partitions.PartitionKey, PlanStep>>
  /** The assets of which something will or may run. */
  readonly due: ReadonlySet<string>
}

/** What is to be done with an asset partition that stands so, given what was decided upstream of it. */
export const stepOf = ({ asset }: Definition, staleness: PartitionStatus, planning: Planning): PlanStep => {
  const { partition } = staleness
  const base = { asset: asset.key, partition, causes: [] }
  const hold = heldBy(asset.key, partition, planning)
  if (hold !== undefined) {
    return { ...base, action: "skip", reason: `it is ${Hold.sentence(hold)}`, skippedAs: "held" }
  }
  const isFresh = staleness.status === "fresh"
  const moving = dueUpstream(asset, partition, planning)
  if (isFresh && planning.mode === "stale" && moving.length === 0) {
    return { ...base, action: "skip", reason: "it is fresh", skippedAs: "fresh" }
  }
  const obstacle = missingInput(asset, partition, planning) ?? blockedPredecessor(asset, partition, planning)
  if (obstacle !== null) {
    return { ...base, action: "skip", ...obstacle }
  }
  if (!isFresh) {
    return { ...base, action: "run", reason: sentence(staleness), causes: staleness.causes, skippedAs: null }
  }
  if (planning.mode === "selected") {
    const causes: ReadonlyArray<Cause> = [{ kind: "requested", detail: "it was asked for" }]
    return { ...base, action: "run", reason: "it was asked for, though it is fresh", causes, skippedAs: null }
  }
  return { ...base, action: "maybe", reason: `only if ${moving.join(" or ")} changes`, skippedAs: null }
}

/** A sentence that names the causes, the first three in full. */
export const sentence = ({ causes }: Staleness): string => {
  const details = causes.map((cause) => cause.detail)
  return details.length > 3 ? `${details.slice(0, 3).join("; ")} and ${details.length - 3} more` : details.join("; ")
}

/** The hold that a request leaves alone; undefined if there is none, or if the request names what is held. */
const heldBy = (
  asset: string,
  partition: Partitions.PartitionKey,
  { mode, partitions, state }: Planning
): Hold.Hold | undefined => {
  const { date } = Partitions.keyParts(partition)
  const isNamed =
    mode === "selected" || (partition !== null && (date === null ? partitions.fixed : partitions.dates) !== null)
  return isNamed ? undefined : state.holds.get(idOf(asset, partition))
}

/** Why a step does not run. */
type Obstacle = Pick<PlanStep, "reason" | "skippedAs">

/** Why a step cannot run for lack of an input, or null. */
const missingInput = (
  asset: Node<unknown>,
  partition: Partitions.PartitionKey,
  planning: Planning
): Obstacle | null => {
  const { due, planned, state } = planning
  for (const dependency of Object.values(asset.dependencies)) {
    const upstream = assetOf(dependency)
    if (isAll(dependency)) {
      if (!state.byAsset.has(upstream.key) && !due.has(upstream.key)) {
        return {
          reason: `it needs ${upstream.key}, of which there is no partition yet: select +${asset.key}`,
          skippedAs: "blocked"
        }
      }
    } else {
      const key = upstreamPartition(upstream, partition)
      if (!state.currents.has(idOf(upstream.key, key)) && !isDue(planned.get(upstream.key)?.get(key))) {
        const needed = nameOf(upstream.key, key)
        const hold = heldBy(upstream.key, key, planning)
        return hold === undefined
          ? {
              reason: `it needs ${needed}, which is missing: select +${asset.key}${latest(state, upstream.key)}`,
              skippedAs: "blocked"
            }
          : { reason: `it needs ${needed}, which is ${Hold.sentence(hold)}`, skippedAs: "held" }
      }
    }
  }
  return null
}

/** Why a step cannot run because of what it comes after, or null. */
const blockedPredecessor = (
  asset: Node<unknown>,
  partition: Partitions.PartitionKey,
  { planned }: Planning
): Obstacle | null => {
  for (const after of asset.after) {
    const steps =
      planned.get(typeof after === "string" ? after : after.key) ?? new Map<Partitions.PartitionKey, PlanStep>()
    const same = partition === null ? undefined : steps.get(partition)
    const blocked = (same === undefined ? [...steps.values()] : [same]).find((step) => step.skippedAs === "blocked")
    if (blocked !== undefined) {
      return {
        reason: `it comes after ${nameOf(blocked.asset, blocked.partition)}, which is blocked`,
        skippedAs: "blocked"
      }
    }
  }
  return null
}

const latest = (state: State, asset: string): string => {
  const partition = state.byAsset.get(asset)?.at(-1)?.partition
  return partition == null ? "" : `, or a partition that is there, such as --partition ${partition}`
}

/** The upstream assets, by data, of which something that the step reads will or may run. */
export const dueUpstream = (
  asset: Node<unknown>,
  partition: Partitions.PartitionKey,
  { due, planned }: Planning
): ReadonlyArray<string> => {
  const moving = Object.values(asset.dependencies).flatMap((dependency) => {
    const upstream = assetOf(dependency)
    const step = planned.get(upstream.key)?.get(upstreamPartition(upstream, partition))
    return (isAll(dependency) ? due.has(upstream.key) : isDue(step)) ? [upstream.key] : []
  })
  return [...new Set(moving)]
}

export const isDue = (step: PlanStep | undefined): boolean => step !== undefined && step.action !== "skip"

const worst = (statuses: ReadonlyArray<PartitionStatus>) =>
  statuses.find(({ status }) => status === "missing")?.status ??
  statuses.find(({ status }) => status === "stale")?.status ??
  "fresh"
