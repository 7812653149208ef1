import type { Facts } from "./facts.ts"
import { minimumN } from "./Insight.ts"
import type { FullRequest } from "./Request.ts"
import { leastBefore } from "./ranking.ts"

/** How the figures of a request are computed, for whoever looks at them. */
export const ruleOf = (request: FullRequest, facts: Facts): string =>
  [...rules[request.kind](request, facts), ...(request.by === null ? [] : [oneOfMany(request)])].join(" ")

const oneOfMany = ({ by, kind }: FullRequest) =>
  by === "skill"
    ? "An ad counts once for each skill that it names."
    : kind === "postings"
      ? "Ads that do not say are left out."
      : `Ads without ${by === "language" ? "a known" : "a"} ${by} are left out.`

const payRule = ({ predicted, suspect }: FullRequest) =>
  `Pay a year before tax: the middle of what an ad states, ${
    predicted && suspect
      ? "with pay that the source predicted and pay that can hardly be right"
      : predicted
        ? "with pay that the source predicted, without pay that can hardly be right"
        : suspect
          ? "with pay that can hardly be right, without pay that the source predicted"
          : "without pay that the source predicted or that can hardly be right"
  }; one currency.`

const quartiles = `Quartiles by linear interpolation, none under ${minimumN} ads.`

const rules: Readonly<Record<FullRequest["kind"], (request: FullRequest, facts: Facts) => ReadonlyArray<string>>> = {
  demand: ({ bucket, measure }) => [
    `${measure === "share" ? "Share of all ads posted" : "Distinct ads by the day they were posted"}, ${
      bucket === "week" ? "seven days together" : "mean of the seven days that end on each"
    }${measure === "share" ? `; no share under ${minimumN} ads.` : "."}`
  ],
  pay: (request) => [payRule(request), quartiles],
  postings: ({ bucket }) => [
    `Distinct ads by the day they were posted${bucket === "week" ? ", seven days together" : ""}.`
  ],
  places: (request) => [
    "Distinct ads of the window, beside the window before of the same length.",
    payRule(request),
    quartiles
  ],
  companies: (request) => [
    "Distinct ads of the window, beside the window before of the same length.",
    payRule(request),
    quartiles
  ],
  rising: (_, { before }) => [
    `Shares of the ads that have grown since the window before by more than chance explains (z of two shares at least 2.58), at least ${minimumN} ads.`,
    ...(before < leastBefore
      ? [
          `The window before has ${before} ads, and fewer than ${leastBefore} tell nothing: choose a longer or earlier one.`
        ]
      : [])
  ]
}
