import { count } from "../time/format.ts"

export const jobWords = {
  by: { words: "Words", text: "Similar" },
  byHint: { words: "Words in title, company or text", text: "A text, or a whole ad: what is most like it comes first" },
  like: "Most like",
  notLike: "Search for something else",
  similar: "Similar ads",
  known: (terms: ReadonlyArray<string>) =>
    terms.length === 0 ? "The model knows none of these words." : `Known to the model: ${terms.join(", ")}`,
  why: (score: string) => `Likeness ${score}:`,
  took: (milliseconds: number) => `${count(milliseconds)} ms`,
  history: "What each batch said of it",
  claims: { current: "stands now", beneath: "waits under a newer one", replaced: "was replaced" },
  sort: "Sort by",
  sorts: { posted: "newest", pay: "pay", quality: "completeness" },
  found: (n: number) => `${count(n)} ${n === 1 ? "ad" : "ads"}`,
  filters: "Filters",
  facets: {
    city: "City",
    skill: "Skill",
    contract: "Contract",
    company: "Company",
    language: "Language",
    country: "Country"
  },
  payMin: "Pay a year, at least",
  from: "Posted from",
  none: "No ad fits. Take a filter away, or collect some with",
  byAdzuna: "Jobs by Adzuna",
  noModel: "There is no model yet that could tell what is alike. One is fitted with the first ads:",
  year: "a year",
  predicted: "predicted by the source",
  predictedByAdzuna: "estimated by Adzuna Jobsworth",
  suspect: "can hardly be right",
  location: "Location",
  pay: "Pay",
  posted: "Posted",
  quality: "Completeness",
  open: "Open the ad"
} as const
