import type { JobSummary } from "@jobgraph/runner/api/Jobs"
import { count } from "../../time/format.ts"
import { words } from "../../words/words.ts"

/** `45,000–55,000 EUR a year`, with a word where the figure is a guess, and whose, or can hardly be right. */
export const payText = (
  { min, max, currency, predicted, suspect }: JobSummary["pay"],
  source: string | null
): string => {
  const figures = [...new Set([min, max].flatMap((figure) => figure ?? []))].map(count).join("–")
  const marks = [
    predicted ? (source === "adzuna" ? words.jobs.predictedByAdzuna : words.jobs.predicted) : "",
    suspect ? words.jobs.suspect : ""
  ].filter((mark) => mark !== "")
  return [`${figures} ${currency ?? ""} ${words.jobs.year}`.replace(/ +/g, " "), ...marks].join(", ")
}
