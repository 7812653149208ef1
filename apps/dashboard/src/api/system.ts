import type { Meta, Quota, SearchHit } from "@jobgraph/runner/api/System"
import { queryOptions } from "@tanstack/react-query"
import { get, post, remove } from "./client.ts"

export const meta = queryOptions({
  queryKey: ["meta"],
  queryFn: ({ signal }) => get<Meta>("/meta", {}, signal),
  staleTime: 30_000
})

export const quota = queryOptions({
  queryKey: ["quota"],
  queryFn: ({ signal }) => get<Quota>("/quota", {}, signal),
  // Its window moves on though nothing happens, and commands use it too.
  refetchInterval: 60_000
})

export const search = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => get<ReadonlyArray<SearchHit>>("/search", { q }, signal),
    enabled: q.trim() !== ""
  })

/** Exchanges the token for a cookie, which scripts cannot read. */
export const signIn = (token: string) => post<null>("/session", { token })

export const signOut = () => remove("/session")
