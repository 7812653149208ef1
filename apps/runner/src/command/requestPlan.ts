/**
 * How many requests a plan sends to a live API, and whether its quota holds them.
 *
 * @module
 */
import type { Prepared } from "@jobgraph/assets/Preparation"
import * as State from "@jobgraph/assets/State"
import { batchOf } from "@jobgraph/stages/partitions"
import { requestsOf } from "@jobgraph/stages/source/CollectSettings"
import { type QuotaUse, RequestBudget } from "@jobgraph/stages/source/RequestBudget"
import { leftOf, refusalOf, shortfallOf } from "@jobgraph/stages/source/requestQuota"
import { Effect } from "effect"
import type { Settings } from "../settings/Settings.ts"
import { note } from "./output.ts"

/** The only source that has a quota. */
const source = "adzuna"

export interface RequestPlan {
  readonly source: string
  /** One for each search, retries apart. */
  readonly least: number
  /** Every page up to `raw.limitPerQuery`. */
  readonly most: number
  readonly windows: ReadonlyArray<QuotaUse>
}

/** The requests of the partitions of `raw` that are to be collected from Adzuna; null where none is. */
export const requestPlanOf = Effect.fnUntraced(function* ({ plan, state }: Prepared, settings: Settings) {
  const each = plan.steps
    .filter(({ action, asset, partition }) => {
      const observed = state.observations.get(State.idOf(asset, partition))
      return asset === "raw" && action !== "skip" && observed?.name === source
    })
    .map(({ partition }) => requestsOf({ ...settings.raw, ...settings.requests }, batchOf(partition).market))
  if (each.length === 0) {
    return null
  }
  const least = each.reduce((sum, requests) => sum + requests.least, 0)
  const most = each.reduce((sum, requests) => sum + requests.most, 0)
  const windows = yield* (yield* RequestBudget).use(source, least)
  return { source, least, most, windows } satisfies RequestPlan
})

/**
 * Fails where the quota cannot hold what the plan needs at least, all its partitions together.
 *
 * With `requests.ifQuota=shorten` only an empty quota fails; a smaller one is told.
 */
export const assertQuota = Effect.fnUntraced(function* (prepared: Prepared, settings: Settings) {
  const requests = yield* requestPlanOf(prepared, settings)
  const shortfall = requests === null ? undefined : yield* shortfallOf(source, requests.windows, requests.least)
  if (requests === null || shortfall === undefined) {
    return
  }
  const refusal = yield* refusalOf(source, shortfall, settings.requests.ifQuota, yield* RequestBudget)
  if (refusal !== undefined) {
    return yield* refusal
  }
  yield* note(`${shortfall.message}. Going on with the ${leftOf(requests.windows)} that are left`)
})
