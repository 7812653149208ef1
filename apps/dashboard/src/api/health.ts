import type { Freshness } from "@jobgraph/runner/api/AssetAnswers"
import type { BatchError, ServiceLevel } from "@jobgraph/runner/api/Batches"
import type { ActionResult } from "@jobgraph/runner/api/Common"
import type { Alert, ScheduleStatus } from "@jobgraph/runner/api/Schedules"
import { queryOptions } from "@tanstack/react-query"
import { get, post } from "./client.ts"
import type { Page } from "./Page.ts"

export const schedules = queryOptions({
  queryKey: ["schedules"],
  queryFn: ({ signal }) => get<ReadonlyArray<ScheduleStatus>>("/schedules", {}, signal)
})

export type ScheduleAction = "pause" | "resume" | "trigger"

/** What the action would do (`dryRun`), or does. */
export const act = (name: string, action: ScheduleAction, dryRun: boolean) =>
  post<ActionResult>(`/schedules/${encodeURIComponent(name)}/${action}`, undefined, { dryRun })

export const freshness = queryOptions({
  queryKey: ["freshness"],
  queryFn: ({ signal }) => get<ReadonlyArray<Freshness>>("/freshness", {}, signal),
  // It ages though nothing happens, so that no event tells.
  refetchInterval: 60_000
})

export const serviceLevels = queryOptions({
  queryKey: ["runs", "service-levels"],
  queryFn: ({ signal }) => get<ReadonlyArray<ServiceLevel>>("/stats/service-levels", { days: 30 }, signal)
})

export const errors = queryOptions({
  queryKey: ["runs", "errors"],
  queryFn: ({ signal }) => get<ReadonlyArray<BatchError>>("/stats/errors", { limit: 10 }, signal)
})

export const alerts = queryOptions({
  queryKey: ["alerts"],
  queryFn: ({ signal }) => get<Page<Alert>>("/alerts", { limit: 20 }, signal)
})
