import type { FoundAd, SearchAnswer } from "@jobgraph/stages/search/LoadedModel"
import { counted, figure } from "./format.ts"
import { table } from "./table.ts"

/** Terms beyond these say little: they make the smallest part of a score. */
const mostTerms = 5

/** What a search found, or why it found nothing. */
export const foundText = ({ ads, found, known, model }: SearchAnswer, width?: number): string => {
  if (ads === 0) {
    return `${model} holds no ads.`
  }
  if (known.length === 0) {
    return `${model} knows none of these words: they are in too few of its ads, or in nearly all. Try others.`
  }
  if (found.length === 0) {
    return `None of ${counted(ads, "ad")} fits the filter and has one of the terms ${known.join(", ")}.`
  }
  return table(
    [
      { heading: "score", align: "right" },
      { heading: "title" },
      { heading: "company" },
      { heading: "place" },
      { heading: "pay" },
      { heading: "posted" },
      { heading: "id" },
      { heading: "terms" }
    ],
    found.map(({ ad, score, terms }) => [
      score.toFixed(3),
      shortened(ad.job_title, 48),
      shortened(ad.company_name ?? "", 24),
      shortened(ad.location, 24),
      payOf(ad),
      ad.posted_date ?? "",
      ad.job_id,
      terms
        .slice(0, mostTerms)
        .map(({ term }) => term)
        .join(", ")
    ]),
    width
  )
}

const shortened = (text: string, most: number): string => {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join("")}…`
}

const payOf = ({ salary_currency, salary_max, salary_min }: FoundAd["ad"]): string => {
  const figures = [...new Set([salary_min, salary_max].flatMap((value) => value ?? []))]
  return figures.length === 0
    ? ""
    : `${figures.map((value) => figure(Math.round(value))).join("–")} ${salary_currency ?? ""}`
}
