/**
 * Rows of `jobs` for the benchmark of the export: 20 columns with a value, the same ones every time.
 *
 * @module
 */
import type { JobRow } from "@jobgraph/db/Jobs"
import { jobRow } from "@jobgraph/db/testing/jobRow"

const cities = ["Paris", "Lyon", "Marseille", "Lille", "Toulouse", "Nantes", "Bordeaux", "Rennes"]
const skills = ["Python", "SQL", "AWS", "Docker", "Spark", "Java", "Kubernetes", "Power BI", "Airflow", "dbt"]
const words = "data équipe projet client analyse pipeline modèle qualité cloud reporting métier agile poste mission"
  .split(" ")
  .map((word) => `${word} `)

/** Any of a list, spread so that neighbours differ. */
const pick = <A>(list: ReadonlyArray<A>, n: number, step: number): A | undefined =>
  list[Math.floor((n * 2_654_435_761 + step * 40_503) / 65_536) % list.length]

/** Made once, so that making rows costs little beside exporting them. */
const descriptions = Array.from({ length: 997 }, (_, n) =>
  Array.from({ length: 60 }, (_, index) => pick(words, n, index) ?? "").join("")
)

/** A UUID that depends on the number alone, and comes in no order, as those of ads do. */
const idOf = (n: number): string => {
  const hex = (factor: number) => (Math.imul(n + 1, factor) >>> 0).toString(16).padStart(8, "0")
  const all = `${hex(0x9e3779b1)}${hex(0x85ebca6b)}${hex(0xc2b2ae35)}${n.toString(16).padStart(8, "0")}`
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-5${all.slice(13, 16)}-8${all.slice(17, 20)}-${all.slice(20)}`
}

/** The n-th row; another `revision` differs in title and pay. */
export const benchRow = (n: number, revision = 1): JobRow => {
  const city = pick(cities, n, 1) ?? ""
  return {
    ...nothing,
    job_id: idOf(n),
    job_title: `Data engineer ${n % 5_000}${revision === 1 ? "" : `, revision ${revision}`}`,
    company_name: `Company ${(n * 7_919) % 20_000}`,
    location: city,
    posted_date: `2026-01-${String((n % 28) + 1).padStart(2, "0")}`,
    job_description: `${n} ${descriptions[n % descriptions.length] ?? ""}`,
    skills_required: [...new Set([1, 2, 3].map((step) => pick(skills, n, step)))].join(", "),
    salary_min: 40_000 + (n % 300) * 100 + revision,
    salary_max: 60_000 + (n % 300) * 100,
    has_salary: true,
    has_skills: true,
    url: `https://example.com/ads/${n}`,
    source: "bench",
    search_query: "data engineer",
    data_quality_score: 1,
    language: "fr",
    country: "fr",
    city,
    is_remote: n % 3 === 0,
    contract_type: "permanent"
  }
}

const nothing = jobRow({
  country_code: null,
  department: null,
  region: null,
  salary_currency: null,
  salary_period: null,
  salary_stated_min: null,
  salary_stated_max: null,
  salary_is_predicted: null,
  salary_is_suspect: null,
  working_time: null,
  category: null,
  latitude: null,
  longitude: null
})
