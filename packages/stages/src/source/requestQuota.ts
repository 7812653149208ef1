/**
 * Finds out before requests are sent whether the quota allows them.
 *
 * @module
 */
import { Clock, Effect } from "effect"
import { QuotaExceeded } from "./BatchRefused.ts"
import type { CollectSettings } from "./CollectSettings.ts"
import type { QuotaUse, RequestBudget } from "./RequestBudget.ts"
import { SourceError } from "./SourceError.ts"

/** Requests that may still be sent without waiting for longer than a minute; infinite where there is no limit. */
export const leftOf = (uses: ReadonlyArray<QuotaUse>): number =>
  Math.min(...uses.filter(isLong).map(({ left }) => left), Number.POSITIVE_INFINITY)

/** The error for a quota that does not hold `needed` requests more; undefined if it does. `uses` was asked for as many. */
export const shortfallOf = Effect.fnUntraced(function* (
  source: string,
  uses: ReadonlyArray<QuotaUse>,
  needed: number
): Effect.fn.Return<SourceError | undefined> {
  const now = yield* Clock.currentTimeMillis
  const short = uses.filter((use) => isLong(use) && use.left < needed)
  // The one to wait for longest, or for ever.
  const [worst] = short.toSorted((a, b) => Number(b.limit < needed) - Number(a.limit < needed) || b.freeAt - a.freeAt)
  if (worst === undefined) {
    return undefined
  }
  const { freeAt, limit, name } = worst
  const wait = limit < needed ? {} : { retryAfterMillis: Math.max(0, freeAt - now) }
  return new SourceError({
    reason: new QuotaExceeded({ source, window: name, limit, needed, left: leftOf(uses), ...wait })
  })
})

/**
 * What a shortfall comes to: itself, or, where a run may be shortened, the error of a quota without a single request,
 * which says when the next one is free; undefined where there is one to go on with.
 */
export const refusalOf = (
  source: string,
  shortfall: SourceError,
  ifQuota: CollectSettings["ifQuota"],
  budget: RequestBudget["Service"]
) =>
  ifQuota === "fail"
    ? Effect.succeed(shortfall)
    : Effect.flatMap(budget.use(source, 1), (uses) => shortfallOf(source, uses, 1))

/** A minute is waited for; the other windows are not. */
const isLong = ({ name }: QuotaUse) => name !== "minute"
