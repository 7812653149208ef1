import { count } from "../time/format.ts"

export const modelWords = {
  none: "No model yet. It is fitted with the first ads:",
  ads: "Ads",
  terms: "Terms",
  grams: "n-grams",
  size: "Size",
  what: "Look at",
  inUse: "in use",
  pinned: "in use, pinned",
  rollback: "Go back to the model before?",
  details: "Terms of",
  top: "Greatest mean weights over all ads",
  byCity: "What stands out in each city",
  coverage: (ads: number, empty: number, unknown: number, words: number) =>
    `${count(ads)} ads, ${count(empty)} of them without a term; ${count(unknown)} of their ${count(words)} words are no term`,
  compareWith: "Compare with",
  compareNone: "no other",
  compared: (a: string, b: string) => `From ${a} to ${b}`,
  kept: (n: number) => `${count(n)} terms in both`,
  added: (n: number) => `${count(n)} new`,
  removed: (n: number) => `${count(n)} gone`,
  moved: (n: number) => `${count(n)} moved; rarer where the figure (idf) rises`,
  from: "From",
  to: "To",
  term: "Term",
  weight: "Weight"
} as const
