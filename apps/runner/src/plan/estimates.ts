/**
 * What a step will come to, by what it came to before.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { PlanStep } from "@jobgraph/assets/Plan"
import * as State from "@jobgraph/assets/State"

export interface Estimate {
  readonly rows: number
  readonly durationMs: number
}

/** Versions that are looked at, the newest of an asset: older ones say less of today's code and machine. */
const looksBack = 10

/**
 * Rows and time of a step: as in the current version of its partition, else the
 * median of the asset's newest ones; null for an asset that was never made.
 */
export const estimateOf = (
  { asset, partition }: Pick<PlanStep, "asset" | "partition">,
  { byAsset, currents }: Pick<State.State, "byAsset" | "currents">
): Estimate | null => {
  const own = currents.get(State.idOf(asset, partition))
  const newest = own === undefined ? latest(byAsset.get(asset) ?? []) : [own]
  return newest.length === 0
    ? null
    : { rows: median(newest.map(({ rows }) => rows)), durationMs: median(newest.map(timeOf)) }
}

const latest = (versions: ReadonlyArray<Materialization>) =>
  [...versions].sort((a, b) => b.endedAt - a.endedAt).slice(0, looksBack)

const timeOf = ({ endedAt, startedAt }: Materialization): number => Math.max(0, endedAt - startedAt)

const median = (values: ReadonlyArray<number>): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0)
}
