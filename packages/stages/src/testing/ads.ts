/**
 * Job ads for tests: each builder has one good default, so that a test names only the field it is about.
 *
 * @module
 */
import { Schema } from "effect"
import type { EnrichedAd } from "../enriched/EnrichedAd.ts"
import { EnrichSettings } from "../enriched/EnrichSettings.ts"
import { enrichRows } from "../enriched/enrichRows.ts"
import { jobIdentity } from "../raw/Identity.ts"
import type { RawAd } from "../raw/RawAd.ts"
import type { SourceAd } from "../source/SourceAd.ts"
import type { ValidatedAd } from "../validated/ValidatedAd.ts"
import { ValidateSettings } from "../validated/ValidateSettings.ts"
import { validateRows } from "../validated/validateRows.ts"

/** The batch that the defaults belong to. */
export const batch = { date: "2026-01-08", market: "fr" } as const

/** An ad as a source gives it; every asset accepts it. */
export const sourceJob = (fields: Partial<SourceAd> = {}): SourceAd => ({
  source: "adzuna",
  country: "fr",
  id: "5600000001",
  title: "Data engineer (H/F)",
  company: "Orme Conseil",
  location: "Lyon, Rhône",
  area: ["France", "Auvergne-Rhône-Alpes", "Rhône", "Lyon"],
  description:
    "Vous concevez des flux de données en Python et SQL pour notre équipe. CDI, salaire de 45 à 55 k€ par an.",
  url: "https://www.adzuna.fr/land/ad/5600000001?se=one-session&utm_medium=api&utm_source=somebody&v=0A1B",
  created: "2026-01-07T08:00:00Z",
  salary_min: null,
  salary_max: null,
  salary_is_predicted: false,
  salary_text: null,
  contract_type: "permanent",
  contract_time: "full_time",
  category: "it-jobs",
  latitude: 45.76,
  longitude: 4.84,
  search_query: "data engineer",
  ...fields
})

/** A row of `raw`. Its identity follows from the fields unless it is given. */
export const rawJob = (fields: Partial<RawAd> = {}): RawAd => {
  const ad = sourceJob(fields)
  return { ...ad, job_id: jobIdentity(ad), ...fields }
}

/** A row of `validated`: what the rules make of `rawJob(fields)`. Throws if they refuse it. */
export const validatedJob = (fields: Partial<RawAd> = {}): ValidatedAd =>
  only(validateRows([rawJob(fields)], { config: Schema.decodeSync(ValidateSettings)({}), ...batch }))

/** A row of `enriched`: what enrichment makes of `validatedJob(fields)`. Throws if nothing is left of it. */
export const enrichedJob = (fields: Partial<RawAd> = {}): EnrichedAd =>
  only(enrichRows([validatedJob(fields)], { config: Schema.decodeSync(EnrichSettings)({}), ...batch }))

const only = <A>({
  rejects,
  rows
}: {
  readonly rows: ReadonlyArray<A>
  readonly rejects: ReadonlyArray<{ readonly reason: string }>
}): A => {
  const [row] = rows
  if (row === undefined) {
    throw new Error(`the ad was refused: ${rejects[0]?.reason}`)
  }
  return row
}
