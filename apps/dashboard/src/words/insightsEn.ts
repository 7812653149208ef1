import { count } from "../time/format.ts"

const plural = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`

/** The words of the screen Insights. */
export const insightWords = {
  window: "Posted in",
  ownWindow: "own window",
  days: (n: number) => (n === 365 ? "a year" : plural(n, "day", "days")),
  from: "From",
  to: "To",
  addOne: "one more",
  takeAway: (value: string) => `Take ${value} away`,
  alsoPay: "Count also pay that",
  predicted: "the source predicted",
  suspect: "can hardly be right",
  posted: (from: string, to: string) => `posted from ${from} to ${to}`,
  withPay: (share: string, predicted: string, suspect: string, other: string) =>
    `${share} state pay that counts; ${predicted} predicted, ${suspect} suspect and ${other} in another currency left out`,
  byWhat: "by",
  by: {
    skill: "skill",
    city: "city",
    department: "department",
    region: "region",
    country: "country",
    company: "company",
    contract: "contract",
    language: "language",
    category: "category"
  },
  point: "a point for",
  buckets: { day: "each day", week: "seven days" },
  measure: "as",
  measures: { ads: "ads", share: "share of all ads" },
  allAds: "All ads",
  few: "too few to say",
  tooFew: (name: string, n: number) => `${name}: ${plural(n, "ad", "ads")} with pay that counts, too few to say.`,
  box: (name: string, n: number, p25: string, p50: string, p75: string, p10: string, p90: string) =>
    `${name}: half of ${plural(n, "ad", "ads")} pay ${p25} to ${p75}, the median is ${p50}; 10 to 90 %: ${p10} to ${p90}.`,
  none: "There is no ad yet to say anything about. Collect some with",
  noAds: "No ad fits. Take a filter away, or choose a longer window.",
  nothing: {
    demand: "No ad says so.",
    pay: "No ad states pay that counts.",
    postings: "No ad.",
    places: "No ad names a place.",
    companies: "No ad names a company.",
    rising: "Nothing surely rises."
  },
  onlySix: (n: number) =>
    `Six of the ${count(n)} that are chosen are drawn, those with the most ads: more cannot be told apart.`,
  demand: (by: string) => `Demand by ${by}`,
  demandSummary: (keys: ReadonlyArray<readonly [key: string, n: number]>, n: number) =>
    `Of ${plural(n, "ad", "ads")}: ${keys.map(([key, n]) => `${key} ${count(n)}`).join(", ")}.`,
  pay: (by: string) => `Pay a year by ${by}`,
  paySummary: (n: number, unit: string, p25: string, p50: string, p75: string) =>
    `Half of ${plural(n, "ad", "ads")} pay ${p25} to ${p75} ${unit}; the median is ${p50}.`,
  postings: { day: "Postings a day", week: "Postings in seven days" },
  postingsSummary: (n: number, day: string, most: number) =>
    `${plural(n, "ad", "ads")}; most, ${count(most)}, from ${day}.`,
  places: "Where the ads are",
  companies: "Who hires",
  placesSummary: (first: string, share: string, three: string | null) =>
    `${first} has ${share} of the ads${three === null ? "" : `, the first three ${three}`}.`,
  companiesSummary: (first: string, n: number, all: number, together: string) =>
    `${first} posts most; the ${all === 1 ? "only one" : `first ${count(all)}`} together ${all === 1 ? "has" : "have"} ${together} of ${plural(n, "ad", "ads")}.`,
  markBefore: "The mark is the window before.",
  rank: (key: string, n: number, share: string, before: number | null, median: string | null) =>
    `${key}: ${plural(n, "ad", "ads")}, ${share}${before === null ? "" : `, ${count(before)} before`}${median === null ? "" : `; median pay ${median}`}.`,
  rule: "How it is counted",
  rising: "What rises",
  rises: (key: string, before: string, now: string) => `${key} rises from ${before} to ${now} of the ads.`,
  ofAds: (before: number, now: number) => `${count(before)} ads before, ${count(now)} now.`
} as const
