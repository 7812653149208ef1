import type { ActionResult } from "@jobgraph/runner/api/Common"
import type { ModelActionName, ModelComparison, ModelTerms, ModelVersion } from "@jobgraph/runner/api/Models"
import { queryOptions } from "@tanstack/react-query"
import { get, post } from "./client.ts"

const pathOf = (version: string) => `/models/${encodeURIComponent(version)}`

export const list = queryOptions({
  queryKey: ["models"],
  queryFn: ({ signal }) => get<ReadonlyArray<ModelVersion>>("/models", {}, signal)
})

/** What a model has learned never changes. */
export const terms = (version: string) =>
  queryOptions({
    queryKey: ["model terms", version],
    queryFn: ({ signal }) => get<ModelTerms>(`${pathOf(version)}/terms`, { limit: 20 }, signal),
    staleTime: Number.POSITIVE_INFINITY
  })

export const compare = (a: string, b: string) =>
  queryOptions({
    queryKey: ["model comparison", a, b],
    queryFn: ({ signal }) => get<ModelComparison>("/models/compare", { a, b, limit: 20 }, signal),
    staleTime: Number.POSITIVE_INFINITY
  })

/** What the action would do (`dryRun`), or does. */
export const act = (version: string, action: ModelActionName, dryRun: boolean) =>
  post<ActionResult>(`${pathOf(version)}/${action}`, undefined, { dryRun })
