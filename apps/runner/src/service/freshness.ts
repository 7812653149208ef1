/**
 * Whether an asset is as fresh as its policy asks for.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { FreshnessPolicy } from "../settings/ServiceSettings.ts"

export interface FreshnessReport {
  readonly asset: string
  readonly policy: string
  readonly state: "pass" | "warn" | "fail"
  /**
   * When the newest version was made, and from when on it is too old; milliseconds.
   * Null if there is none; one that never was made is due when it could have been made by a schedule.
   */
  readonly lastAt: number | null
  readonly due: number | null
}

const hour = 3_600_000

/** How the policies are kept at a time. An asset that has never been materialized fails. */
export const freshnessOf = (
  policies: Readonly<Record<string, FreshnessPolicy>>,
  currents: ReadonlyArray<Pick<Materialization, "asset" | "endedAt">>,
  now: number,
  scheduledSince: number | null = null
): ReadonlyArray<FreshnessReport> =>
  Object.entries(policies).map(([asset, { warnHours, withinHours }]) => {
    const policy = `within ${withinHours} hours`
    const made = currents.filter((version) => version.asset === asset).map(({ endedAt }) => endedAt)
    if (made.length === 0) {
      const due = scheduledSince === null ? null : scheduledSince + withinHours * hour
      return { asset, policy, state: "fail" as const, lastAt: null, due }
    }
    const lastAt = made.reduce((a, b) => Math.max(a, b))
    const age = (now - lastAt) / hour
    const state = age > withinHours ? "fail" : age > (warnHours ?? withinHours * 0.9) ? "warn" : "pass"
    return { asset, policy, state, lastAt, due: lastAt + withinHours * hour }
  })
