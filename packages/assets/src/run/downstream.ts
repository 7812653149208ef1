import type { Definitions } from "../definition/Definitions.ts"
import type { Edge } from "../definition/Graph.ts"
import * as Partitions from "../definition/Partitions.ts"
import type { PartitionStatus, Plan } from "../plan/Plan.ts"
import { statusesOf } from "../plan/Planner.ts"
import { idOf, type State } from "../plan/State.ts"

/**
 * The asset partitions that depend on something that the plan ran, are not in it, and are stale or missing.
 *
 * Where an edge leads from one partition to many (all of them read an
 * unpartitioned asset, or all partitions of one), those that have a version count.
 */
export const staleDownstream = (definitions: Definitions, plan: Plan, state: State): ReadonlyArray<PartitionStatus> => {
  const { assets, byKey, edges } = definitions.graph
  const ran = plan.steps.filter((step) => step.action !== "skip").map((step) => step.asset)
  const touched = new Set(ran)
  const spread = new Set<string>()
  const spreads = ({ from, mapping }: Edge) =>
    mapping === "all" || byKey.get(from)?.partitions._tag === "None" || spread.has(from)
  for (const edge of edges) {
    if (edge.mapping !== "after" && touched.has(edge.from)) {
      touched.add(edge.to)
      if (spreads(edge)) {
        spread.add(edge.to)
      }
    }
  }
  const inPlan = new Set(plan.steps.map((step) => idOf(step.asset, step.partition)))
  const candidates = assets
    .filter((asset) => touched.has(asset.key))
    .flatMap((asset) => {
      const versions = spread.has(asset.key) ? (state.byAsset.get(asset.key) ?? []) : []
      const planned = [null, ...plan.partitions].filter((key) => Partitions.isKey(asset.partitions, key))
      const keys = new Set([...planned, ...versions.map((version) => version.partition)])
      return [...keys].map((partition) => ({ asset: asset.key, partition }))
    })
    .filter(({ asset, partition }) => !inPlan.has(idOf(asset, partition)))
  return statusesOf(definitions, state, candidates).filter(({ status }) => status !== "fresh")
}
