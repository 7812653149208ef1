import * as JobSearch from "@jobgraph/db/service/JobSearch"
import { Clock, Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { FacetName, type JobDetail, type JobSummary } from "../../api/Jobs.ts"
import { instant } from "../../print/json.ts"
import { defaultLimit, offsets } from "../http/cursors.ts"
import { answering, notFound } from "../http/problems.ts"

interface FilterQuery {
  readonly q?: string
  readonly city?: string
  readonly company?: string
  readonly skill?: string
  readonly contract?: string
  readonly language?: string
  readonly country?: string
  readonly source?: string
  readonly payMin?: number
  readonly payMax?: number
  readonly from?: string
  readonly to?: string
  readonly remote?: "true" | "false"
}

const filterOf = (query: FilterQuery): JobSearch.JobFilter => {
  const { from, payMax, payMin, q, remote, to, ...lists } = query
  const values = (text: string | undefined) =>
    (text ?? "").split(",").flatMap((value) => (value.trim() === "" ? [] : [value.trim()]))
  return {
    words: (q ?? "")
      .split(/\s+/)
      .filter((word) => word !== "")
      .slice(0, 20),
    city: values(lists.city),
    company: values(lists.company),
    skill: values(lists.skill),
    contract: values(lists.contract),
    language: values(lists.language),
    country: values(lists.country),
    source: values(lists.source),
    ...(payMin === undefined ? {} : { payMin }),
    ...(payMax === undefined ? {} : { payMax }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(remote === undefined ? {} : { remote: remote === "true" })
  }
}

const summaryOf = (row: JobSearch.JobRow): JobSummary => ({
  id: row.job_id,
  title: row.job_title,
  company: row.company_name,
  location: row.location,
  city: row.city,
  country: row.country_code,
  contract: row.contract_type,
  remote: row.is_remote,
  language: row.language,
  skills: row.skills ?? [],
  pay: {
    min: row.salary_min,
    max: row.salary_max,
    period: row.salary_period,
    currency: row.salary_currency,
    predicted: row.salary_is_predicted,
    suspect: row.salary_is_suspect
  },
  postedAt: row.posted_date,
  url: row.url,
  source: row.source,
  attribution: row.source === "adzuna" ? "Jobs by Adzuna" : null
})

const detailOf = (row: JobSearch.JobRow): JobDetail => ({
  ...summaryOf(row),
  description: row.job_description,
  searchQuery: row.search_query,
  qualityScore: row.data_quality_score,
  daysSincePosted: row.days_since_posted,
  batchDate: row.batch_date,
  partition: row.partition,
  createdAt: instant(row.created_at.getTime()),
  updatedAt: instant(row.updated_at.getTime())
})

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export const jobHandlers = HttpApiBuilder.group(Api, "jobs", (handlers) =>
  handlers.handleAll({
    search: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const began = yield* Clock.currentTimeMillis
          const limit = query.limit ?? defaultLimit
          const { from } = (yield* offsets.read(query.cursor)) ?? { from: 0 }
          const { rows, total } = yield* JobSearch.search(filterOf(query), {
            limit,
            offset: from,
            sort: query.sort ?? "posted"
          })
          return {
            total,
            tookMs: Math.round((yield* Clock.currentTimeMillis) - began),
            sample: rows.length > 0 && rows.every(({ source }) => source === "sample"),
            items: rows.map(summaryOf),
            next: from + rows.length < total && rows.length > 0 ? offsets.of({ from: from + rows.length }) : null
          }
        })
      ),
    facets: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const { limit = 20, ...filter } = query
          const found = yield* Effect.forEach(FacetName.literals, (name) =>
            Effect.map(JobSearch.facet(filterOf(filter), name, limit), (values) => [name, values] as const)
          )
          const of = (name: FacetName) => found.find(([known]) => known === name)?.[1] ?? []
          return {
            city: of("city"),
            company: of("company"),
            skill: of("skill"),
            contract: of("contract"),
            language: of("language"),
            country: of("country")
          }
        })
      ),
    show: ({ params }) =>
      answering(
        Effect.gen(function* () {
          const found = uuid.test(params.jobId) ? yield* JobSearch.find(params.jobId) : Option.none()
          return Option.isSome(found) ? detailOf(found.value) : yield* notFound(`ad ${params.jobId}`)
        })
      )
  })
)
