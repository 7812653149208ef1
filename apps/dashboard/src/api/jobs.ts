import type { Facets, JobClaim, JobDetail, JobPage } from "@jobgraph/runner/api/Jobs"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get } from "./client.ts"

/** Filters are joined by *and*; several values of one by *or*. */
export interface JobFilter {
  /** Words that an ad has, or a text that it is like. */
  readonly by: "words" | "text"
  readonly q: string
  readonly text: string
  /** The ad that others are held against; before words and text. */
  readonly similarTo: string
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

const queryOf = (filter: JobFilter) => ({
  ...soughtOf(filter),
  ...{ payMin: filter.payMin, from: filter.from, city: listOf(filter.city), company: listOf(filter.company) },
  ...{ skill: listOf(filter.skill), contract: listOf(filter.contract) },
  ...{ language: listOf(filter.language), country: listOf(filter.country) }
})

/** The service answers one of the three at a time. */
const soughtOf = ({ q, text, similarTo }: JobFilter) =>
  similarTo !== "" ? { similarTo } : text !== "" ? { text } : { q }

/** A value with a comma stands in quotes. */
const listOf = (values: ReadonlyArray<string>) =>
  values.map((value) => (/[,"]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value)).join(",")

const isRanked = ({ text, similarTo }: JobFilter) => text !== "" || similarTo !== ""

export const search = (filter: JobFilter) =>
  infiniteQueryOptions({
    queryKey: ["jobs", "search", filter],
    queryFn: ({ signal, pageParam }) =>
      get<JobPage>(
        "/jobs",
        {
          ...queryOf(filter),
          sort: isRanked(filter) ? undefined : filter.sort,
          limit: 25,
          cursor: pageParam ?? undefined
        },
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

/** What each batch said of an ad. */
export const history = (jobId: string) =>
  queryOptions({
    queryKey: ["jobs", "history", jobId],
    queryFn: ({ signal }) => get<ReadonlyArray<JobClaim>>(`/jobs/${encodeURIComponent(jobId)}/history`, {}, signal)
  })
