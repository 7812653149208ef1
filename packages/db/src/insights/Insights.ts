/**
 * What the ads say as a whole: demand over time, pay, places, companies, what rises.
 *
 * Only rows of `jobs` count: what was superseded, withdrawn or rolled back is
 * not among them. Sample ads are left out as soon as there are others.
 *
 * @module
 */
import { Effect } from "effect"
import { withoutSample } from "../jobs/sampleAds.ts"
import type { Window } from "./adsSql.ts"
import { dataVersion, type Facts, factsOf, windowOf } from "./facts.ts"
import { type Box, type Insight, minimumN, type Rank, type Series } from "./Insight.ts"
import { overTime } from "./overTime.ts"
import { completed, type FullRequest, type InsightRequest } from "./Request.ts"
import { ranking, rising } from "./ranking.ts"
import { ruleOf } from "./rules.ts"
import { spread } from "./spread.ts"

export { dataVersion }

const noFacts: Facts = {
  n: 0,
  before: 0,
  withPay: 0,
  excluded: { predicted: 0, suspect: 0, otherCurrency: 0 },
  sample: false,
  currency: null
}

/** The figures that are asked for, of the database as it stands. */
export const insight = Effect.fn("Insights.insight")(function* (asked: InsightRequest) {
  const complete = yield* Effect.fromResult(completed(asked))
  const version = yield* dataVersion
  const request: FullRequest = { ...complete, filter: yield* withoutSample(complete.filter) }
  const window = yield* windowOf(request)
  const facts = window === null ? noFacts : yield* factsOf(request, window)
  const isOverTime = request.kind === "demand" || request.kind === "postings"
  const { currency: _, ...shown } = facts
  const insight: Insight = {
    kind: request.kind,
    by: request.by,
    bucket: isOverTime ? request.bucket : null,
    measure: request.kind === "demand" ? request.measure : null,
    unit: unitOf(request, facts),
    window,
    rule: ruleOf(request, facts),
    ...shown,
    minimumN,
    ...nothing,
    ...(window === null || facts.n === 0 ? {} : yield* figuresOf(request, window, facts)),
    dataVersion: version
  }
  return insight
})

interface Figures {
  readonly series: ReadonlyArray<Series>
  readonly boxes: ReadonlyArray<Box>
  readonly ranks: ReadonlyArray<Rank>
}

const nothing: Figures = { series: [], boxes: [], ranks: [] }

const figuresOf = Effect.fnUntraced(function* (request: FullRequest, window: Window, facts: Facts) {
  const { by, kind } = request
  if (kind === "demand" || kind === "postings" || by === null) {
    return { series: yield* overTime(request, window) }
  }
  if (kind === "pay") {
    return { boxes: yield* spread(request, by, window, facts.currency) }
  }
  return { ranks: yield* (kind === "rising" ? rising : ranking)(request, by, window, facts) }
})

const unitOf = ({ kind, measure }: FullRequest, { currency }: Facts): string =>
  kind === "pay"
    ? `${currency ?? "money"} a year`
    : kind === "rising" || (kind === "demand" && measure === "share")
      ? "share of ads"
      : "ads"
