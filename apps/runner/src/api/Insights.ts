/**
 * What the ads say as a whole.
 *
 * @module
 */
import { dimensions, kinds } from "@jobgraph/db/insights/Request"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup, OpenApi } from "effect/http-api"
import { Count, Day, Text } from "./Common.ts"
import { Refused } from "./Problem.ts"

export const InsightKind = Schema.Literals(kinds)
export type InsightKind = typeof InsightKind.Type

export const Dimension = Schema.Literals(dimensions)
export type Dimension = typeof Dimension.Type

const Figure = Schema.NullOr(Schema.Finite)

export const InsightSeries = Schema.Struct({
  key: Schema.String,
  /** Ads of the window. */
  n: Count,
  /** First day, figure, ads. The figure is null where too few ads stand behind it. */
  points: Schema.Array(Schema.Tuple([Day, Figure, Count]))
})
export type InsightSeries = typeof InsightSeries.Type

export const InsightBox = Schema.Struct({
  key: Schema.String,
  n: Count,
  ...{ p10: Figure, p25: Figure, p50: Figure, p75: Figure, p90: Figure }
})
export type InsightBox = typeof InsightBox.Type

export const InsightRank = Schema.Struct({
  key: Schema.String,
  n: Count,
  /** Ads of the window before, of the same length. */
  before: Count,
  /** Of all ads of the window that fit. */
  share: Schema.Finite,
  shareBefore: Figure,
  /** Ads whose pay counts; its quartiles are null where there are too few. */
  withPay: Count,
  ...{ p25: Figure, p50: Figure, p75: Figure }
})
export type InsightRank = typeof InsightRank.Type

export const InsightAnswer = Schema.Struct({
  kind: InsightKind,
  by: Schema.NullOr(Dimension),
  bucket: Schema.NullOr(Schema.Literals(["day", "week"])),
  measure: Schema.NullOr(Schema.Literals(["ads", "share"])),
  /** What the figures are: `ads`, `share of ads`, `EUR a year`. */
  unit: Schema.String,
  /** Days in which the ads were posted; both count. Null where there are no ads at all. */
  window: Schema.NullOr(Schema.Struct({ from: Day, to: Day })),
  /** How the figures are computed. */
  rule: Schema.String,
  /** Ads of the window that fit. */
  n: Count,
  before: Count,
  /** Of `n`, those whose pay counts. */
  withPay: Count,
  /** Ads that state pay that does not count. */
  excluded: Schema.Struct({ predicted: Count, suspect: Count, otherCurrency: Count }),
  /** Under so many ads there is no figure but their number. */
  minimumN: Count,
  /** Are they all invented ads of the sample? */
  sample: Schema.Boolean,
  /** Of `demand` and `postings`. */
  series: Schema.Array(InsightSeries),
  /** Of `pay`; `all` first. */
  boxes: Schema.Array(InsightBox),
  /** Of `places`, `companies` and `rising`. */
  ranks: Schema.Array(InsightRank),
  /** Changes when ads are written or taken back. */
  dataVersion: Schema.String,
  /** The same as a command line. */
  command: Schema.String
})
export type InsightAnswer = typeof InsightAnswer.Type

/** Filters are joined by *and*; several values of one, comma-separated, by *or*. */
export const insightQuery = {
  /** `city=Lyon and skill=python`: the grammar of `--where`. */
  where: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(8_000))),
  city: Schema.optionalKey(Text),
  company: Schema.optionalKey(Text),
  skill: Schema.optionalKey(Text),
  contract: Schema.optionalKey(Text),
  language: Schema.optionalKey(Text),
  country: Schema.optionalKey(Text),
  source: Schema.optionalKey(Text),
  remote: Schema.optionalKey(Schema.Literals(["true", "false"])),
  /** By what ads are told apart. Values that a filter names of it choose what is shown, not what is counted. */
  by: Schema.optionalKey(Dimension),
  bucket: Schema.optionalKey(Schema.Literals(["day", "week"])),
  measure: Schema.optionalKey(Schema.Literals(["ads", "share"])),
  /** Length of the window, 30 if nothing is said. */
  days: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 371 }))),
  /** Its first day, instead of its length. */
  from: Schema.optionalKey(Day),
  /** Its last day; where the data end if nothing is said. */
  to: Schema.optionalKey(Day),
  /** Pay that is else left out. */
  predicted: Schema.optionalKey(Schema.Literals(["true", "false"])),
  suspect: Schema.optionalKey(Schema.Literals(["true", "false"])),
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 })))
}

export const insights = HttpApiGroup.make("insights")
  .add(
    HttpApiEndpoint.get("show", "/insights/:kind", {
      params: { kind: InsightKind },
      query: insightQuery,
      success: InsightAnswer,
      error: [Refused]
    })
      .annotate(OpenApi.Summary, "Figures over ads, each with how many ads stand behind it")
      .annotate(OpenApi.Description, "With `Accept: text/csv` the rows of the figures as CSV.")
  )
  .annotate(OpenApi.Description, "Demand over time, pay, postings, places, companies, what rises")
