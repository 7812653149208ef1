import type { ActionResult } from "@jobgraph/runner/api/Common"
import type {
  LogPage,
  Plan,
  ReleaseResult,
  RetryResult,
  RollbackResult,
  RunDetail,
  RunGrid,
  RunRequest,
  RunSummary
} from "@jobgraph/runner/api/RunAnswers"
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query"
import { get, post } from "./client.ts"
import type { Page } from "./Page.ts"

export interface RunFilter {
  readonly status: string
  readonly asset: string
  readonly partition: string
  readonly trigger: string
  /** Moments; empty where there is no bound. */
  readonly from: string
  readonly to: string
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

export const grid = (filter: RunFilter) =>
  queryOptions({
    queryKey: ["runs", "grid", filter],
    queryFn: ({ signal }) => get<RunGrid>("/runs/grid", { ...filter, limit: 50 }, signal)
  })

export const read = (runId: string, signal?: AbortSignal) =>
  get<RunDetail>(`/runs/${encodeURIComponent(runId)}`, {}, signal)

export const detail = (runId: string) =>
  queryOptions({ queryKey: ["run", runId], queryFn: ({ signal }) => read(runId, signal) })

export interface LogFilter {
  readonly asset: string
  readonly level: "" | "error" | "warning" | "info"
  readonly q: string
}

/** The lines of a log so far, and how many of each level the run has. */
export interface Log {
  readonly lines: LogPage["lines"]
  readonly counts: LogPage["counts"]
}

/** A log, read on from where it was read before: lines are only ever appended. What has come is shown while more comes. */
export const log = (runId: string, { asset, level, q }: LogFilter) =>
  queryOptions({
    queryKey: ["logs", runId, asset, level, q],
    queryFn: async ({ client, queryKey, signal }): Promise<Log> => {
      let log = client.getQueryData<Log>(queryKey)
      for (;;) {
        const after = log?.lines.at(-1)?.pos
        const query = { asset, level, q, limit: 500, after }
        const page = await get<LogPage>(`/runs/${encodeURIComponent(runId)}/logs`, query, signal)
        log = { lines: [...(log?.lines ?? []), ...page.lines], counts: page.counts }
        if (page.next === null) {
          return log
        }
        client.setQueryData(queryKey, log)
      }
    }
  })

export type RunActionName = "retry" | "cancel" | "rollback" | "release"

/** What any of the four answers: each says more about its own. */
export type RunActionResult = ActionResult &
  Partial<Pick<RetryResult, "plan">> &
  Partial<Omit<RollbackResult, keyof ActionResult>> &
  Partial<Pick<ReleaseResult, "released">>

interface ActOptions {
  readonly dryRun: boolean
  /** A retry of everything, not of what is left. */
  readonly fromStart?: boolean
  /** A rollback with the later runs that built on it. */
  readonly cascade?: boolean
}

/** What the action would do (`dryRun`), or does. */
export const act = (runId: string, action: RunActionName, options: ActOptions) =>
  post<RunActionResult>(`/runs/${encodeURIComponent(runId)}/${action}`, undefined, { ...options })

/** Releases what is held of `2026-01-08/fr`, or says what that would be. */
export const release = (partition: string, dryRun: boolean) =>
  post<ReleaseResult>("/holds/release", undefined, { partition, dryRun })
