import type { ActionResult } from "@jobgraph/runner/api/Common"
import type { LogPage, Plan, RunDetail, RunGrid, RunRequest, RunSummary } from "@jobgraph/runner/api/Runs"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, post } from "./client.ts"
import type { Page } from "./Page.ts"

export interface RunFilter {
  readonly status: string
  readonly asset: string
  readonly partition: string
}

/** What a run would do. Nothing is changed by asking. */
export const plan = (request: RunRequest) =>
  queryOptions({
    queryKey: ["assets", "plan", request],
    queryFn: () => post<Plan>("/plan", request)
  })

/** Queues a run, unless the plan is no longer the one that was shown. */
export const start = (request: RunRequest) => post<ActionResult>("/runs", request)

export const list = (filter: RunFilter) =>
  infiniteQueryOptions({
    queryKey: ["runs", "list", filter],
    queryFn: ({ signal, pageParam }) =>
      get<Page<RunSummary>>("/runs", { ...filter, limit: 50, cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next
  })

export const grid = queryOptions({
  queryKey: ["runs", "grid"],
  queryFn: ({ signal }) => get<RunGrid>("/runs/grid", { limit: 50 }, signal)
})

export const detail = (runId: string) =>
  queryOptions({
    queryKey: ["run", runId],
    queryFn: ({ signal }) => get<RunDetail>(`/runs/${encodeURIComponent(runId)}`, {}, signal)
  })

export interface LogFilter {
  readonly asset: string
  readonly level: "" | "error" | "warning" | "info"
  readonly q: string
}

export const logs = (runId: string, { asset, level, q }: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ["logs", runId, asset, level, q],
    queryFn: ({ signal, pageParam }) =>
      get<LogPage>(
        `/runs/${encodeURIComponent(runId)}/logs`,
        { asset, level, q, limit: 500, cursor: pageParam ?? undefined },
        signal
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next
  })

export type RunActionName = "retry" | "cancel" | "rollback" | "release"

/** What the action would do (`dryRun`), or does. */
export const act = (runId: string, action: RunActionName, dryRun: boolean) =>
  post<ActionResult>(`/runs/${encodeURIComponent(runId)}/${action}`, undefined, dryRun ? { dryRun: true } : {})
