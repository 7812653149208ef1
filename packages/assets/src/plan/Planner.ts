/**
 * Computes plans. Nothing here runs, writes, or depends on the time.
 *
 * @module
 */
import { Result } from "effect"
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
 * run. An identical input that is missing, and that the plan does not make,
 * blocks; an input of all partitions blocks only if there are none at all.
 */
export const plan = (
  definitions: Definitions,
  state: State,
  request: Request
): Result.Result<Plan, Selection.SelectionError | Partitions.PartitionError> =>
  Result.gen(function* () {
    const all = yield* partitionsOf(definitions, request)
    const statuses = statusesOf(definitions, state, all)
    const selected = yield* Selection.evaluate(request.selection, definitions.graph, {
      statusOf: (key) => worst(statuses.filter((status) => status.asset === key))
    })
    const steps: Array<PlanStep> = []
    const planned = new Map<string, PlanStep>()
    for (const status of statuses) {
      const definition = definitions.byKey.get(status.asset)
      if (definition !== undefined && selected.has(status.asset)) {
        const step = stepOf(definition, status, { mode: request.mode, planned, state })
        steps.push(step)
        planned.set(idOf(step.asset, step.partition), step)
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

interface Planning {
  readonly mode: Mode
  readonly planned: ReadonlyMap<string, PlanStep>
  readonly state: State
}

const stepOf = ({ asset }: Definition, staleness: PartitionStatus, planning: Planning): PlanStep => {
  const { partition } = staleness
  const missing = missingInput(asset, partition, planning)
  if (missing !== null) {
    return { asset: asset.key, partition, action: "skip", reason: missing, causes: [], skippedAs: "blocked" }
  }
  const base = { asset: asset.key, partition, skippedAs: null }
  if (staleness.status !== "fresh") {
    return { ...base, action: "run", reason: sentence(staleness), causes: staleness.causes }
  }
  if (planning.mode === "selected") {
    const causes: ReadonlyArray<Cause> = [{ kind: "requested", detail: "it was asked for" }]
    return { ...base, action: "run", reason: "it was asked for, though it is fresh", causes }
  }
  const moving = dueUpstream(asset, partition, planning)
  if (moving.length > 0) {
    return { ...base, action: "maybe", reason: `only if ${moving.join(" or ")} changes`, causes: [] }
  }
  return { ...base, action: "skip", reason: "it is fresh", causes: [], skippedAs: "fresh" }
}

/** A sentence that names the causes, the first three in full. */
const sentence = ({ causes }: Staleness): string => {
  const details = causes.map((cause) => cause.detail)
  return details.length > 3 ? `${details.slice(0, 3).join("; ")} and ${details.length - 3} more` : details.join("; ")
}

/** Why a step cannot run for lack of an input, or null. */
const missingInput = (
  asset: Node<unknown>,
  partition: Partitions.PartitionKey,
  { planned, state }: Planning
): string | null => {
  for (const dependency of Object.values(asset.dependencies)) {
    const upstream = assetOf(dependency)
    if (isAll(dependency)) {
      const has = state.byAsset.has(upstream.key) || isDue(planned, upstream.key)
      if (!has) {
        return `it needs ${upstream.key}, of which there is no partition yet: select +${asset.key}`
      }
    } else {
      const key = upstreamPartition(upstream, partition)
      const step = planned.get(idOf(upstream.key, key))
      const has = state.currents.has(idOf(upstream.key, key)) || (step !== undefined && step.action !== "skip")
      if (!has) {
        return `it needs ${nameOf(upstream.key, key)}, which is missing: select +${asset.key}${latest(state, upstream.key)}`
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
const dueUpstream = (
  asset: Node<unknown>,
  partition: Partitions.PartitionKey,
  { planned }: Planning
): ReadonlyArray<string> =>
  Object.values(asset.dependencies).flatMap((dependency) => {
    const upstream = assetOf(dependency)
    const step = planned.get(idOf(upstream.key, upstreamPartition(upstream, partition)))
    const due = isAll(dependency) ? isDue(planned, upstream.key) : step !== undefined && step.action !== "skip"
    return due ? [upstream.key] : []
  })

const isDue = (planned: ReadonlyMap<string, PlanStep>, asset: string): boolean =>
  planned.values().some((step) => step.asset === asset && step.action !== "skip")

const worst = (statuses: ReadonlyArray<PartitionStatus>) =>
  statuses.find(({ status }) => status === "missing")?.status ??
  statuses.find(({ status }) => status === "stale")?.status ??
  "fresh"
