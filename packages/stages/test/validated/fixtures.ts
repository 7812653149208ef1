import { Schema } from "effect"
import type { RawAd } from "../../src/raw/RawAd.ts"
import { ValidateSettings } from "../../src/validated/ValidateSettings.ts"
import type { ValidateContext } from "../../src/validated/validateRows.ts"

/** An ad that breaks no rule; override the field a test is about. */
export const rawAd = (fields: Partial<RawAd> = {}): RawAd => ({
  job_id: "00000000-0000-5000-8000-000000000001",
  source: "adzuna",
  country: "fr",
  id: "1000000001",
  title: "Data engineer (H/F)",
  company: "Orme",
  location: "Nantes, Loire-Atlantique",
  area: ["France", "Pays de la Loire", "Loire-Atlantique", "Nantes"],
  description: "Des flux en TypeScript",
  url: "https://www.adzuna.fr/land/ad/1000000001?se=token&utm_source=key&v=00FF",
  created: "2026-03-07T09:18:35Z",
  salary_min: 40_000,
  salary_max: 50_000,
  salary_is_predicted: false,
  salary_text: null,
  contract_type: "permanent",
  contract_time: null,
  category: "it-jobs",
  latitude: 47.2,
  longitude: -1.5,
  search_query: "data engineer",
  ...fields
})

export const validateContext = (settings: Partial<ValidateSettings> = {}): ValidateContext => ({
  config: Schema.decodeSync(ValidateSettings)(settings),
  date: "2026-03-08",
  market: "fr"
})
