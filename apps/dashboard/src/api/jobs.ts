import type { Facets, JobDetail, JobPage } from "@jobgraph/runner/api/Jobs"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get } from "./client.ts"

/** Filters are joined by *and*; several values of one by *or*. */
export interface JobFilter {
  readonly q: string
  readonly city: ReadonlyArray<string>
  readonly company: ReadonlyArray<string>
  readonly skill: ReadonlyArray<string>
  readonly contract: ReadonlyArray<string>
  readonly language: ReadonlyArray<string>
  readonly country: ReadonlyArray<string>
  readonly payMin: string
  readonly from: string
  readonly sort: "posted" | "pay" | "quality"
}

const queryOf = ({ q, payMin, from, city, company, skill, contract, language, country }: JobFilter) => ({
  ...{ q, payMin, from, city: city.join(","), company: company.join(","), skill: skill.join(",") },
  ...{ contract: contract.join(","), language: language.join(","), country: country.join(",") }
})

export const search = (filter: JobFilter) =>
  infiniteQueryOptions({
    queryKey: ["jobs", "search", filter],
    queryFn: ({ signal, pageParam }) =>
      get<JobPage>(
        "/jobs",
        { ...queryOf(filter), sort: filter.sort, limit: 25, cursor: pageParam ?? undefined },
        signal
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before
  })

export const facets = (filter: JobFilter) =>
  queryOptions({
    queryKey: ["jobs", "facets", queryOf(filter)],
    queryFn: ({ signal }) => get<Facets>("/jobs/facets", { ...queryOf(filter), limit: 10 }, signal),
    placeholderData: (before) => before
  })

export const detail = (jobId: string) =>
  queryOptions({
    queryKey: ["jobs", "detail", jobId],
    queryFn: ({ signal }) => get<JobDetail>(`/jobs/${encodeURIComponent(jobId)}`, {}, signal)
  })
