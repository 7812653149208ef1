import type { InsightAnswer, InsightKind } from "@jobgraph/runner/api/Insights"
import type { Facets } from "@jobgraph/runner/api/Jobs"
import { keepPreviousData, queryOptions } from "@tanstack/react-query"
import { get, type Query } from "./client.ts"

/** Fields whose values can be chosen. */
export const fields = ["country", "city", "skill", "contract", "company", "language"] as const
export type FieldName = (typeof fields)[number]

export type InsightFilter = Readonly<Record<FieldName, ReadonlyArray<string>>>

/** A filter in the words of the command; a value stands in quotes where it must. */
export const whereOf = (filter: InsightFilter): string =>
  fields
    .filter((name) => filter[name].length > 0)
    .map((name) => `${name === "country" ? "country_code" : name}=${filter[name].map(quoted).join(",")}`)
    .join(" and ")

const quoted = (value: string): string =>
  /^[^\s",\\]+$/.test(value) && value.toLowerCase() !== "and" ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`

export const insight = (kind: InsightKind, query: Query) =>
  queryOptions({
    queryKey: ["insights", kind, query],
    queryFn: ({ signal }) => get<InsightAnswer>(`/insights/${kind}`, query, signal),
    placeholderData: keepPreviousData
  })

/** The values that ads have, to choose from. */
export const values = queryOptions({
  queryKey: ["insights", "values"],
  queryFn: ({ signal }) => get<Facets>("/jobs/facets", { limit: 100 }, signal)
})
