/**
 * Runs that are asked for now: planned once to be told about, then put into the queue.
 *
 * @module
 */

import { createHash } from "node:crypto"
import * as Plan from "@jobgraph/assets/Plan"
import type { Prepared } from "@jobgraph/assets/Preparation"
import * as Queue from "@jobgraph/db/service/Queue"
import * as RunList from "@jobgraph/db/service/RunList"
import { Clock, Effect } from "effect"
import { v7 as uuidv7 } from "uuid"
import type * as Api from "../api/RunAnswers.ts"
import { requestPlanOf } from "../command/requestPlan.ts"
import { conflict } from "./http/problems.ts"
import { Project } from "./Project.ts"
import { commandOf, dated, planned } from "./Requests.ts"
import { Worker } from "./Worker.ts"

export const queuedRequestOf = ({ partition, selection, source, stale }: Api.RunRequest): Queue.QueuedRequest => ({
  selection: selection === undefined || selection.trim() === "" ? null : selection,
  stale: stale ?? false,
  partition: partition ?? null,
  source: source ?? null
})

/** Equal for equal plans. */
const idOf = ({ partitions, steps }: Plan.Plan): string =>
  createHash("sha256")
    .update(
      JSON.stringify([
        partitions,
        steps.map(({ action, asset, causes, partition }) => [asset, partition, action, causes])
      ])
    )
    .digest("hex")
    .slice(0, 24)

/** The plan that a request has now, with how long its steps took lately. */
export const planView = Effect.fnUntraced(function* (request: Api.RunRequest) {
  const queued = queuedRequestOf(request)
  const prepared = yield* planned(queued)
  return yield* preparedView(prepared, commandOf("materialize", withoutIdle(queued, prepared.plan)))
})

/** Without a partition where nothing that was selected has any: the command then says what it does. */
const withoutIdle = (request: Queue.QueuedRequest, { partitions }: Plan.Plan): Queue.QueuedRequest =>
  partitions.length === 0 ? { ...request, partition: null } : request

/** A plan in the shape of the API; `command` would execute it. */
export const preparedView = Effect.fnUntraced(function* (prepared: Prepared, command: string) {
  const { settings } = yield* Project
  const times = yield* RunList.medianTimes
  const requests = yield* requestPlanOf(prepared, settings)
  const { plan } = prepared
  const count = (action: Plan.Action) => plan.steps.filter((step) => step.action === action).length
  return {
    id: idOf(plan),
    selection: plan.selection,
    partitions: plan.partitions,
    steps: plan.steps.map(({ action, asset, causes, partition, reason }) => ({
      asset,
      partition,
      action,
      reason,
      causes,
      estimateMs: times.get(asset) ?? null
    })),
    counts: { run: count("run"), maybe: count("maybe"), skip: count("skip") },
    requests: requests === null ? null : { source: requests.source, least: requests.least, most: requests.most },
    command
  } satisfies Api.Plan
})

/** Queues a run of what the request means now; no run where there is nothing to do. */
export const submit = Effect.fnUntraced(function* (request: Api.RunRequest, trigger: string) {
  const queued = yield* dated(queuedRequestOf(request))
  const { plan } = yield* planned(queued)
  const command = commandOf("materialize", withoutIdle(queuedRequestOf(request), plan))
  if (request.plan !== undefined && request.plan !== idOf(plan)) {
    return yield* conflict("The plan has changed since it was shown", { next: "Ask for the plan again" })
  }
  if (Plan.isEmpty(plan)) {
    return { done: true, message: "There is nothing to do: everything selected is fresh, or lacks an input", command }
  }
  const queuedAt = yield* Clock.currentTimeMillis
  const runId = uuidv7({ msecs: queuedAt })
  yield* Queue.enqueue({
    runId,
    request: queued,
    trigger,
    selection: plan.selection,
    partitions: plan.partitions,
    priority: request.priority ?? 0,
    pool: "default",
    backfillId: null,
    queuedAt
  })
  yield* (yield* Worker).wake
  return { runId, done: true, message: `Run ${runId} waits in the queue`, command }
})
