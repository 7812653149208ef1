/**
 * How good the terms are: how often the ads nearest to a recorded ad are of its category, its kind of job, its city.
 *
 *     pnpm bench quality
 *
 * Compares our preprocessing with the specification's rule (see `specificationTerms`) and with words as they stand,
 * for French and English ads apart. Behind each share stands between what it would be in 95 of 100 such samples of
 * ads, and behind another way how much ours is ahead of it. Needs the recorded ads, which `JOBGRAPH_RECORDED` names.
 */
import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { makePreprocessor, preprocess } from "@jobgraph/nlp/Preprocess"
import { SearchIndex } from "@jobgraph/nlp/search/SearchIndex"
import { countMatrix, countTerms, selectVocabulary } from "@jobgraph/nlp/TermCounts"
import type { EnrichedAd } from "@jobgraph/stages/enriched/EnrichedAd"
import { EnrichSettings } from "@jobgraph/stages/enriched/EnrichSettings"
import { enrichRows } from "@jobgraph/stages/enriched/enrichRows"
import { makeFileSource } from "@jobgraph/stages/source/FileSource"
import type { SourceAd } from "@jobgraph/stages/source/SourceAd"
import { rawJob, sourceJob } from "@jobgraph/stages/testing/ads"
import { ValidateSettings } from "@jobgraph/stages/validated/ValidateSettings"
import { validateRows } from "@jobgraph/stages/validated/validateRows"
import { Console, Effect, Option, Result, Schema, Stream } from "effect"
import { specificationTerms } from "./specificationTerms.ts"

const neighbours = 5
const samples = 1_000
const options = { ngramRange: [1, 2], maxFeatures: 10_000, minDf: 2, maxDf: 0.8 } as const
const folder = process.env.JOBGRAPH_RECORDED ?? resolve(import.meta.dirname, "../../../shared/data")

const textOf = (ad: EnrichedAd) => `${ad.job_title}. ${ad.job_description ?? ""}`
const withoutLemmas = makePreprocessor({ hasLemmas: false })
const specification = specificationTerms()
const ways: ReadonlyArray<readonly [string, (ad: EnrichedAd) => ReadonlyArray<string>]> = [
  ["ours", (ad) => preprocess(textOf(ad), ad.language)],
  ...(specification === null ? [] : [["specification", (ad: EnrichedAd) => specification(textOf(ad))] as const]),
  ["no lemmas", (ad) => withoutLemmas(textOf(ad), ad.language)]
]

/** Kinds of jobs by words of their titles, the more special first. */
const families: ReadonlyArray<readonly [string, RegExp]> = [
  ["data", /\bdata\b|donn[ée]es|machine learning|\bbi\b/i],
  ["security", /s[ée]curit[ée]|security|cyber|\bsoc\b/i],
  ["operations", /devops|\bsre\b|cloud|syst[èe]me|system|r[ée]seau|network|infrastructure|administrat/i],
  ["test", /\btest|\bqa\b|qualit|recette/i],
  ["development", /d[ée]velopp|developer|software|logiciel|full.?stack|front.?end|back.?end|programm/i],
  ["sales", /commercial|sales|vente|vendeu|business develop|account/i],
  ["support", /support|technicien|technician|help.?desk|assistan/i],
  ["care", /infirm|nurse|soignant|m[ée]dec|medical|care\b/i],
  ["management", /chef de projet|project manager|product owner|manager|responsable|director|directeur|lead\b/i],
  ["consulting", /consult|conseil/i],
  ["engineering", /ing[ée]nieur|engineer/i]
]
/** What two ads may have in common; null where an ad does not say. */
const aspects: ReadonlyArray<readonly [string, (ad: EnrichedAd) => string | null]> = [
  ["category", ({ category }) => (category === "unknown" ? null : category)],
  ["title family", ({ job_title }) => families.find(([, pattern]) => pattern.test(job_title))?.[0] ?? null],
  ["city", ({ city }) => city]
]

const LongAd = Schema.fromJsonString(
  Schema.Struct({
    lang: Schema.String,
    title: Schema.String,
    location: Schema.NullOr(Schema.String),
    description: Schema.String
  })
)

const readSource = (file: string, market: string) =>
  Effect.map(
    Stream.runCollect(
      makeFileSource(join(folder, file), { format: "json", compression: "none" }).read(
        { date: "2026-03-07", market },
        { get: () => Effect.succeed(Option.none()), put: () => Effect.void }
      )
    ),
    (chunks) => chunks.flatMap(({ ads }): ReadonlyArray<SourceAd> => ads)
  )

const longAds = (): ReadonlyArray<SourceAd> =>
  readFileSync(join(folder, "long-ads.ndjson"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => Schema.decodeUnknownSync(LongAd)(line))
    .map(({ description, lang, location, title }, n) =>
      sourceJob({
        id: `long ${n}`,
        country: lang === "fr" ? "fr" : "gb",
        title,
        description,
        location,
        area: [],
        company: null,
        category: null
      })
    )

const enrich = (ads: ReadonlyArray<SourceAd>, market: string): ReadonlyArray<EnrichedAd> => {
  const batch = { date: "2026-03-07", market }
  const { rows } = validateRows(ads.map(rawJob), { config: Schema.decodeSync(ValidateSettings)({}), ...batch })
  return enrichRows(rows, { config: Schema.decodeSync(EnrichSettings)({}), ...batch }).rows
}

/** Of one ad: how many of its neighbours have the same in common with it, and how many it has. */
interface Counted {
  readonly same: number
  readonly all: number
}

/** For each aspect, what is found of each ad that says it, in the order of the ads. */
const measure = (ads: ReadonlyArray<EnrichedAd>, termsOf: (ad: EnrichedAd) => ReadonlyArray<string>) => {
  const counts = Result.getOrThrow(countTerms(ads.map(termsOf), options))
  const model = Result.getOrThrow(selectVocabulary(counts, options))
  const index = new SearchIndex(model, [countMatrix(model.vocabulary, counts)])
  return new Map(
    aspects.map(([name, of]) => {
      const values = ads.map(of)
      const isRepost = (a: number, b: number) =>
        ads[a]?.job_title === ads[b]?.job_title && ads[a]?.company_name === ads[b]?.company_name
      const found = values.flatMap((value, row): ReadonlyArray<Counted> => {
        if (value === null) return []
        const accepts = (other: number) => other !== row && values[other] !== null && !isRepost(row, other)
        const { hits } = index.search(index.vectorOf(row), { limit: neighbours, accepts })
        return [{ same: hits.filter((hit) => values[hit.row] === value).length, all: hits.length }]
      })
      return [name, found] as const
    })
  )
}

const shareOf = (ads: ReadonlyArray<Counted | undefined>): number => {
  let [same, all] = [0, 0]
  for (const ad of ads) {
    same += ad?.same ?? 0
    all += ad?.all ?? 0
  }
  return all === 0 ? 0 : same / all
}

/**
 * Between what 95 of 100 samples of as many ads, drawn again and again from these (bootstrap), give. The draws are the
 * same for all figures of as many ads, so that two ways are compared ad by ad.
 */
const between = (size: number, figureOf: (rows: ReadonlyArray<number>) => number): readonly [number, number] => {
  const random = seeded(20_260_108)
  const figures = Array.from({ length: samples }, () =>
    figureOf(Array.from({ length: size }, () => Math.floor(random() * size)))
  ).sort((a, b) => a - b)
  const at = (share: number) => figures[Math.round(share * (samples - 1))] ?? 0
  return [at(0.025), at(0.975)]
}

/** Numbers from 0 to 1, the same each time (mulberry32). */
const seeded = (seed: number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const percent = (share: number): string => (100 * share).toFixed(1)
const signed = (share: number): string => `${share < 0 ? "" : "+"}${percent(share)}`

const bench = Effect.gen(function* () {
  if (!existsSync(folder)) return yield* Console.log("There are no recorded ads: set JOBGRAPH_RECORDED")
  const long = longAds()
  const all = [
    ...enrich(
      [...(yield* readSource("adzuna-fr.json", "fr")), ...long.filter(({ country }) => country === "fr")],
      "fr"
    ),
    ...enrich([...(yield* readSource("adzuna-us.json", "us")), ...long.filter(({ country }) => country === "gb")], "us")
  ]
  const ads = [...new Map(all.map((ad) => [ad.content_hash, ad])).values()]
  for (const language of ["fr", "en"]) {
    const some = ads.filter((ad) => ad.language === language)
    yield* Console.log(`\n${language}: ${some.length} ads, ${neighbours} neighbours each`)
    const found = new Map(ways.map(([name, termsOf]) => [name, measure(some, termsOf)]))
    const own = found.get("ours")
    for (const [name, figures] of found) {
      for (const [aspect, ads] of figures) {
        const [low, high] = between(ads.length, (rows) => shareOf(rows.map((row) => ads[row])))
        const ours = own?.get(aspect) ?? []
        const lead = (rows: ReadonlyArray<number>) =>
          shareOf(rows.map((row) => ours[row])) - shareOf(rows.map((row) => ads[row]))
        const [least, most] = between(ads.length, lead)
        yield* Console.log(
          `${name.padEnd(14)} ${aspect.padEnd(13)} ${percent(shareOf(ads))} % (${percent(low)} to ${percent(high)}) of ${ads.length} ads` +
            (name === "ours" ? "" : `; ours ${signed(lead([...ads.keys()]))} (${signed(least)} to ${signed(most)})`)
        )
      }
    }
  }
})

await Effect.runPromise(bench)
