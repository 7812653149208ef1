/**
 * Job ads that nobody wrote, as many as wanted, the same ones every time.
 *
 * Their statistics are those of recorded ads of 500 characters, as far as
 * counting terms is concerned: two thirds French, four function words in ten,
 * word frequencies that fall in two regimes (exponents 1.05 and 1.9), words
 * that follow each other more often than by chance, sentences that others have
 * written too, a name of a skill here and there. The words are made of
 * syllables; one in four ends as words do that have a lemma. (1,200 French ads:
 * 66 tokens each, 7,700 distinct words, 45,000 distinct pairs; recorded ones
 * have 71, 8,000 and 33,000.)
 *
 * @module
 */

import { Schema } from "effect"

/** An ad with the language that it is written in. */
export const BenchAd = Schema.Struct({ language: Schema.Literals(["fr", "en"]), text: Schema.String })
export type BenchAd = typeof BenchAd.Type

interface Tongue {
  readonly words: ReadonlyArray<string>
  readonly functionWords: ReadonlyArray<string>
}

const length = 500
const skills =
  "Python,Java,SQL,AWS,Azure,Docker,Kubernetes,Node.js,C++,C#,.NET,Power BI,CI/CD,Spark,Excel,SAP,React,Linux,Scrum".split(
    ","
  )

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
const random = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

const makeWords = (count: number, syllables: string, endings: string, seed: number): ReadonlyArray<string> => {
  const next = random(seed)
  const pick = (list: ReadonlyArray<string>) => list[Math.floor(next() * list.length)] ?? ""
  const parts = syllables.split(" ")
  const ends = endings.split(" ")
  const words = new Set<string>()
  while (words.size < count) {
    const root = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(parts)).join("")
    words.add(next() < 0.25 ? `${root}${pick(ends)}` : `${root}${pick(parts)}`)
  }
  return [...words]
}

const french: Tongue = {
  words: makeWords(
    45_000,
    "ba re mi lo du cha tra pré dé con ser vi li té ran gu ma no pli bor fé lan jou sé ter quen",
    "tion tions eur eurs euse ment ments er ez ons ité ités ique iques é ée és ées age ages",
    1
  ),
  functionWords: (
    "de la le les des et en à du un une dans pour avec sur par au aux vous nous votre notre nos vos est " +
    "sont qui que ce cette ces se sa son ses leur plus ou ainsi être avez avons tout"
  ).split(" ")
}
const english: Tongue = {
  words: makeWords(
    30_000,
    "ba ker mi lo stan pro con ser vi li tem ran gu man no pli bor field lan just sel ter quen wor der",
    "s es ed ing er ers ment ments ness ly tion tions able",
    2
  ),
  functionWords: (
    "the and to of a in for with on our you will your we is are be as an at this that by or have from " +
    "their has it who can which all other"
  ).split(" ")
}

/** Ranks from 0, by frequency: `next` is one number from 0 to 1. */
const ranks = (count: number): ((next: number) => number) => {
  const steep = 4000
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += rank < steep ? (rank + 20) ** -1.05 : (steep + 20) ** -1.05 * ((steep + 20) / (rank + 20)) ** 1.9
    sums[rank] = sum
  }
  return (next) => {
    let low = 0
    let high = count - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sums[middle] ?? 0) < next * sum) low = middle + 1
      else high = middle
    }
    return low
  }
}
const frenchRank = ranks(french.words.length)
const englishRank = ranks(english.words.length)

const sentence = (language: "fr" | "en", next: () => number): string => {
  const tongue = language === "fr" ? french : english
  const rank = language === "fr" ? frenchRank : englishRank
  const words: Array<string> = []
  let last = -1
  for (let left = 5 + Math.floor(next() * 10); left > 0; left--) {
    if (next() < 0.42) {
      words.push(tongue.functionWords[Math.floor(next() ** 1.8 * tongue.functionWords.length)] ?? "")
    }
    if (next() < 0.04) words.push(skills[Math.floor(next() ** 2 * skills.length)] ?? "")
    const follows = Math.imul(last + 1, 0x9e3779b1) ^ Math.imul(Math.floor(next() ** 2.5 * 10) + 1, 0x85ebca6b)
    last = last >= 0 && next() < 0.5 ? Math.floor(((follows >>> 0) / 0x1_0000_0000) ** 3.5 * 8000) : rank(next())
    words.push(`${tongue.words[last] ?? ""}${next() < 0.08 && left > 1 ? "," : ""}`)
  }
  const text = words.join(" ")
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** Phrases of the trade, which everybody writes: the lower the number, the more often. */
const stockSentence = (language: "fr" | "en", next: () => number): string =>
  sentence(language, random(Math.floor(8000 ** next()) * 2 + (language === "fr" ? 1 : 0)))

/** The ad with this number. */
export const benchAd = (number: number): BenchAd => {
  const next = random(number * 2_654_435 + 7)
  const language = next() < 0.65 ? "fr" : "en"
  let text = ""
  if (next() < 0.4) {
    const company = random(1e6 + Math.floor(30_000 ** next()) * 2 + (language === "fr" ? 1 : 0))
    text = Array.from({ length: 3 }, () => `${sentence(language, company)} `).join("")
  }
  while (text.length < length) text += `${next() < 0.5 ? stockSentence(language, next) : sentence(language, next)} `
  return { language, text: `${text.slice(0, length)}…` }
}

const cities = ["Paris", "Lyon", "Marseille", "Nantes", "Toulouse", null]
/** So many words are the ad's title. */
const titleWords = 5

/** An ad as `enriched` keeps it, as far as the model reads it; `number` decides who it is, and `version` its words. */
export const enrichedAd = (number: number, version = number) => {
  const { language, text } = benchAd(version)
  const words = text.split(" ")
  return {
    job_id: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    source: "bench",
    language,
    city: cities[number % cities.length] ?? null,
    skills: [],
    posted_date: "2026-01-08",
    job_title: words.slice(0, titleWords).join(" "),
    job_description: words.slice(titleWords).join(" ")
  }
}
