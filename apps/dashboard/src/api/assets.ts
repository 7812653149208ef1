import type {
  AssetDetail,
  AssetStatus,
  CheckResult,
  Comparison,
  Graph,
  Materialization,
  Partitions,
  Rejects,
  Rows,
  Series
} from "@jobgraph/runner/api/AssetAnswers"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get } from "./client.ts"
import type { Page } from "./Page.ts"

const nextOf = ({ next }: { readonly next: string | null }) => next
const first: string | null = null
const pathOf = (key: string) => `/assets/${encodeURIComponent(key)}`

/** The assets and how they depend on each other: changes only with the code. */
export const graph = queryOptions({
  queryKey: ["graph"],
  queryFn: ({ signal }) => get<Graph>("/graph", {}, signal),
  staleTime: Number.POSITIVE_INFINITY
})

/** How assets stand: those of a selection, on a partition or on today. */
export const status = (selection: string, partition: string) =>
  queryOptions({
    queryKey: ["assets", "status", selection, partition],
    queryFn: ({ signal }) => get<ReadonlyArray<AssetStatus>>("/assets/status", { selection, partition }, signal)
  })

/** Which assets a selection means, or where it does not parse. */
export const selection = (q: string) =>
  queryOptions({
    queryKey: ["selection", q],
    queryFn: ({ signal }) =>
      get<{
        readonly keys: ReadonlyArray<string>
        readonly error: { readonly column: number; readonly text: string } | null
      }>("/selection", { q }, signal),
    enabled: q !== ""
  })

export const detail = (key: string) =>
  queryOptions({ queryKey: ["asset", key], queryFn: ({ signal }) => get<AssetDetail>(pathOf(key), {}, signal) })

export const partitions = (key: string) =>
  queryOptions({
    queryKey: ["assets", key, "partitions"],
    queryFn: ({ signal }) => get<Partitions>(`${pathOf(key)}/partitions`, {}, signal)
  })

export const materializations = (key: string, partition: string) =>
  infiniteQueryOptions({
    queryKey: ["assets", key, "materializations", partition],
    queryFn: ({ signal, pageParam }) =>
      get<Page<Materialization>>(
        `${pathOf(key)}/materializations`,
        { partition, limit: 50, cursor: pageParam ?? undefined },
        signal
      ),
    initialPageParam: first,
    getNextPageParam: nextOf
  })

export const series = (key: string, metric: string) =>
  queryOptions({
    queryKey: ["assets", key, "series", metric],
    queryFn: ({ signal }) => get<Series>(`${pathOf(key)}/series`, { metric }, signal)
  })

export const compare = (key: string, a: string, b: string) =>
  queryOptions({
    queryKey: ["assets", key, "compare", a, b],
    queryFn: ({ signal }) => get<Comparison>(`${pathOf(key)}/compare`, { a, b }, signal),
    staleTime: Number.POSITIVE_INFINITY
  })

export const checks = (asset: string, partition: string) =>
  infiniteQueryOptions({
    queryKey: ["assets", asset, "checks", partition],
    queryFn: ({ signal, pageParam }) =>
      get<Page<CheckResult>>("/checks", { asset, partition, limit: 50, cursor: pageParam ?? undefined }, signal),
    initialPageParam: first,
    getNextPageParam: nextOf
  })

export const rows = (key: string, partition: string) =>
  infiniteQueryOptions({
    queryKey: ["assets", key, "rows", partition],
    queryFn: ({ signal, pageParam }) =>
      get<Rows>(`${pathOf(key)}/rows`, { partition, limit: 25, cursor: pageParam ?? undefined }, signal),
    initialPageParam: first,
    getNextPageParam: nextOf
  })

export const rejects = (key: string, partition: string) =>
  infiniteQueryOptions({
    queryKey: ["assets", key, "rejects", partition],
    queryFn: ({ signal, pageParam }) =>
      get<Rejects>(`${pathOf(key)}/rejects`, { partition, limit: 25, cursor: pageParam ?? undefined }, signal),
    initialPageParam: first,
    getNextPageParam: nextOf
  })
