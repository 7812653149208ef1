/**
 * Which values the ads of a search have, and how often.
 *
 * The filter on a value itself does not narrow the values beside it, so that a
 * second city can be chosen after the first.
 *
 * @module
 */
import type { Filter } from "@jobgraph/db/jobs/Filter"
import type { Field } from "@jobgraph/db/jobs/FilterField"
import * as JobSearch from "@jobgraph/db/service/JobSearch"
import type { NearAd } from "@jobgraph/stages/search/SearchAnswer"
import { Effect } from "effect"
import { FacetName, type Facets } from "../../api/Jobs.ts"

const columns: Readonly<Record<FacetName, Field["column"]>> = {
  city: "city",
  company: "company_name",
  skill: "skills",
  contract: "contract_type",
  language: "language",
  country: "country_code"
}

/** Of a ranked list, so many of the best count. */
const mostRanked = 1_000

interface Counted {
  readonly value: string
  readonly count: number
}

/** Of the table. */
export const facetsOfTable = (query: JobSearch.JobQuery, limit: number) =>
  facetsOf(query.filter, limit, (name, filter) => JobSearch.facet({ ...query, filter }, name, limit))

/** Of what the model found. */
export const facetsOfAds = <E, R>(
  search: (filter: Filter, most: number) => Effect.Effect<{ readonly found: ReadonlyArray<NearAd> }, E, R>,
  filter: Filter,
  limit: number
) =>
  facetsOf(filter, limit, (name, filter) =>
    Effect.map(search(filter, mostRanked), ({ found }) => countsOf(name, found))
  )

const facetsOf = Effect.fnUntraced(function* <E, R>(
  filter: Filter,
  limit: number,
  counted: (name: FacetName, filter: Filter) => Effect.Effect<ReadonlyArray<Counted>, E, R>
) {
  const found = yield* Effect.forEach(FacetName.literals, (name) => {
    const isOwn = ({ field, operator }: Filter[number]) => field.column === columns[name] && operator === "="
    const selected = new Map(
      filter.filter(isOwn).flatMap(({ values }) => values.map((value) => [value.toLowerCase(), value] as const))
    )
    const others = filter.filter((condition) => !isOwn(condition))
    return Effect.map(counted(name, others), (values) => {
      const known = new Set(values.map(({ value }) => value.toLowerCase()))
      const missing = [...selected].flatMap(([key, value]) => (known.has(key) ? [] : [{ value, count: 0 }]))
      const all = [...values, ...missing].map((each) => ({ ...each, selected: selected.has(each.value.toLowerCase()) }))
      return [name, all.filter((each, index) => index < limit || each.selected)] as const
    })
  })
  const of = (name: FacetName) => found.find(([known]) => known === name)?.[1] ?? []
  return {
    city: of("city"),
    company: of("company"),
    skill: of("skill"),
    contract: of("contract"),
    language: of("language"),
    country: of("country")
  } satisfies Facets
})

const valuesOf: Readonly<Record<FacetName, (ad: NearAd["ad"]) => ReadonlyArray<string | null>>> = {
  city: ({ city }) => [city],
  company: ({ company_name }) => [company_name],
  skill: ({ skills }) => skills,
  contract: ({ contract_type }) => [contract_type],
  language: ({ language }) => [language],
  country: ({ country_code }) => [country_code]
}

const countsOf = (name: FacetName, found: ReadonlyArray<NearAd>): ReadonlyArray<Counted> => {
  const counts = new Map<string, number>()
  for (const value of found.flatMap(({ ad }) => valuesOf[name](ad))) {
    if (value !== null) {
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
