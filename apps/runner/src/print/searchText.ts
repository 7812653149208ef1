import type { FoundAd, SearchAnswer } from "@jobgraph/stages/search/SearchAnswer"
import { counted, figure } from "./format.ts"
import { table } from "./table.ts"

/** With fewer ads than this most words are in one ad alone. */
const fewAds = 50

/** Terms beyond these say little: they make the smallest part of a score. */
const mostTerms = 5

/** What a search found, or why it found nothing. */
export const foundText = ({ ads, found, known, model }: SearchAnswer, width?: number): string => {
  if (ads === 0) {
    return `${model} holds no ads.`
  }
  if (known.length === 0) {
    return ads < fewAds
      ? `${model} knows none of these words: it has learned from ${counted(ads, "ad")} only, and a word counts from two ads on. Collect more, or set tfidf_model.minDf: 1 in settings.yaml and run \`runner materialize --all\`.`
      : `${model} knows none of these words: they are in too few of its ads, or in nearly all. Try others.`
  }
  if (found.length === 0) {
    return `None of ${counted(ads, "ad")} fits the filter and has one of the words ${known.map(({ word }) => word).join(", ")}.`
  }
  const room = roomOf(found, width)
  return table(
    [
      { heading: "score", align: "right" },
      { heading: "title" },
      { heading: "company" },
      { heading: "place" },
      { heading: "pay" },
      { heading: "posted" },
      { heading: "id and words" }
    ],
    found.map(({ ad, score, why }) => [
      score.toFixed(3),
      shortened(ad.job_title, room.title),
      shortened(companyOf(ad), room.name),
      shortened(ad.location, room.name),
      payOf(ad),
      ad.posted_date ?? "",
      `${ad.job_id} ${wordsOf(why)}`
    ]),
    width
  )
}

/** The longest title, and name of a company or a place; and the shortest that they are cut to for a narrow table. */
const longest = { title: 48, name: 24 }
const shortest = { title: 18, name: 9 }

/** Cells that score, day and the spaces between the columns take. */
const taken = 25

/** How long titles and names may be for a table of `width` cells: names give way first. */
const roomOf = (found: SearchAnswer["found"], width = Number.POSITIVE_INFINITY) => {
  const most = (cell: (ad: FoundAd["ad"]) => string) => Math.max(0, ...found.map(({ ad }) => [...cell(ad)].length))
  const left = width - taken - most(payOf)
  const title = Math.min(
    longest.title,
    most(({ job_title }) => job_title)
  )
  const isTight = left - title < 2 * longest.name
  const name = isTight ? Math.max(shortest.name, Math.floor((left - title) / 2)) : longest.name
  const used = (cell: (ad: FoundAd["ad"]) => string) => Math.min(name, most(cell))
  const names = used(companyOf) + used(({ location }) => location)
  return { title: Math.max(shortest.title, Math.min(longest.title, left - names)), name }
}

const companyOf = ({ company_name }: FoundAd["ad"]): string => company_name ?? ""

/** As the ad writes them; a pair of words stands for both, and for other forms of them. */
const wordsOf = (why: FoundAd["why"]): string => {
  const shown: Array<string> = []
  for (const { word } of why) {
    const isShown = shown.some((other) => ` ${other.toLowerCase()} `.includes(` ${word.toLowerCase()} `))
    if (!isShown) shown.push(word)
  }
  return shown.slice(0, mostTerms).join(", ")
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
