/**
 * What is done with runs: cancelled, retried, rolled back, released.
 *
 * Every action with `isDryRun` says what it would come to, or why it is refused,
 * and does nothing. Each is what the command of the same name does.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Hold from "@jobgraph/assets/Hold"
import * as Plan from "@jobgraph/assets/Plan"
import * as Release from "@jobgraph/assets/Release"
import * as Retry from "@jobgraph/assets/Retry"
import * as Rollback from "@jobgraph/assets/Rollback"
import * as RollbackPlan from "@jobgraph/assets/RollbackPlan"
import { RollbackRefused } from "@jobgraph/assets/RollbackRefused"
import * as Queue from "@jobgraph/db/service/Queue"
import { Clock, Effect, Option } from "effect"
import { v7 as uuidv7 } from "uuid"
import type { Conflict } from "../../api/Problem.ts"
import type * as Api from "../../api/RunAnswers.ts"
import { heldByRun, heldOf } from "../../lifecycle/heldOf.ts"
import { counted, nameOf } from "../../print/format.ts"
import { instant } from "../../print/json.ts"
import { releasedText, rollbackHead, rollbackJson } from "../../print/rollbackText.ts"
import { Feed } from "../Feed.ts"
import { conflict } from "../http/problems.ts"
import { Project } from "../Project.ts"
import { quoted } from "../Requests.ts"
import { preparedView } from "../submitted.ts"
import { Worker } from "../Worker.ts"
import { retryChoice, runsCommand } from "./runChoices.ts"
import { detail, idOf } from "./runDetail.ts"

interface DryRun {
  readonly isDryRun: boolean
}

export const cancelled = Effect.fnUntraced(function* (text: string, { isDryRun }: DryRun) {
  const { actions, runId } = yield* detail(text)
  const { allowed, command, reason } = actions.find(({ name }) => name === "cancel") ?? {
    allowed: false,
    reason: "it has ended",
    command: runsCommand("cancel", runId)
  }
  if (!allowed) {
    const message = `Run ${runId} cannot be cancelled: ${reason}`
    return isDryRun
      ? { runId, done: false, allowed, message, command }
      : yield* conflict(message, { where: runId, next: "There is nothing to do" })
  }
  if (isDryRun) {
    return { runId, done: false, allowed, message: `Run ${runId} would be cancelled: ${reason}`, command }
  }
  const isAsked = yield* (yield* Catalog).requestCancel(runId, "the API")
  const entry = yield* Queue.cancel(runId, yield* Clock.currentTimeMillis)
  if (!isAsked && Option.isNone(entry)) {
    return yield* conflict(`Run ${runId} has just ended`, { where: runId, next: "There is nothing to do" })
  }
  return { runId, done: true, message: `Run ${runId} is being cancelled`, command }
})

interface RetryQuery extends DryRun {
  readonly fromStart: boolean
}

/** Queues what is left of a run. */
export const retried = Effect.fnUntraced(function* (text: string, { fromStart, isDryRun }: RetryQuery) {
  const { definitions } = yield* Project
  const runId = yield* idOf(text)
  const command = runsCommand("retry", runId, fromStart ? "--from-start" : "")
  const known = yield* (yield* Catalog).run(runId)
  const { allowed, reason } = Option.isSome(known)
    ? yield* retryChoice(known.value, fromStart)
    : { allowed: false, reason: `Run ${runId} has never begun: ask for it anew` }
  if (Option.isNone(known) || !allowed) {
    return isDryRun
      ? ({ runId, done: false, allowed: false, message: reason, command, plan: null } satisfies Api.RetryResult)
      : yield* conflict(reason, { where: runId, next: `Look at GET /api/v1/runs/${runId}` })
  }
  const prepared = yield* Retry.prepare(definitions, runId, { fromStart })
  const plan = yield* preparedView(prepared, command)
  const count = prepared.plan.steps.filter(({ action }) => action !== "skip").length
  if (isDryRun || Plan.isEmpty(prepared.plan)) {
    const message = count === 0 ? "There is nothing left to do" : `${counted(count, "step")} would run again`
    return { done: !isDryRun, allowed: true, message, command, plan } satisfies Api.RetryResult
  }
  const { partitions, selection } = known.value.run
  const queuedAt = yield* Clock.currentTimeMillis
  const id = uuidv7({ msecs: queuedAt })
  yield* Queue.enqueue({
    runId: id,
    request: { selection, stale: false, partition: null, source: null, retry: { runId, fromStart } },
    trigger: "retry",
    selection,
    partitions,
    priority: 0,
    pool: "default",
    backfillId: null,
    queuedAt
  })
  yield* (yield* Worker).wake
  const message = `Run ${id} waits in the queue: ${counted(count, "step")} of run ${runId}`
  return { runId: id, done: true, message, command, plan } satisfies Api.RetryResult
})

interface RollbackQuery extends DryRun {
  readonly cascade: boolean
}

/** Takes back what a run published, before it answers. */
export const rolledBack = Effect.fnUntraced(function* (text: string, { cascade, isDryRun }: RollbackQuery) {
  const { definitions } = yield* Project
  const runId = yield* idOf(text)
  const command = runsCommand("rollback", runId, cascade ? "--cascade" : "")
  const nothing = { runIds: [], versions: [], held: [] }
  const rollBack = Effect.gen(function* () {
    const plan = isDryRun
      ? yield* RollbackPlan.plan(definitions, runId, { cascade })
      : yield* Rollback.rollBack(definitions, runId, { cascade })
    const { dryRun: _, ...taken } = rollbackJson(plan, isDryRun)
    return { ...done, ...taken, builtUponBy: [], message: rollbackHead(plan, isDryRun) } satisfies Api.RollbackResult
  })
  const done = { done: !isDryRun, allowed: true, command }
  const result = yield* rollBack.pipe(
    Effect.catchIf(isRefused, (error): Effect.Effect<Api.RollbackResult, Conflict> => {
      const { isTransient, message, reason } = error
      const builtUponBy = reason._tag === "BuiltUpon" ? reason.by : []
      const next = builtUponBy.length === 0 ? `Look at GET /api/v1/runs/${runId}` : "Ask with cascade=true"
      return isDryRun
        ? Effect.succeed({ ...done, ...nothing, builtUponBy, allowed: false, message })
        : conflict(message, { class: isTransient ? "transient" : "permanent", where: runId, next })
    })
  )
  yield* (yield* Feed).changed
  return result
})

const isRefused = (error: unknown): error is RollbackRefused => error instanceof RollbackRefused

/** Releases what the rollback of a run holds. */
export const releasedOfRun = Effect.fnUntraced(function* (text: string, options: DryRun) {
  const runId = yield* idOf(text)
  return yield* released(heldByRun(runId), runId, options)
})

/** Releases what is held of some partitions. */
export const releasedOfPartition = (partition: string, options: DryRun) =>
  released(heldOf(partition), partition, options)

const released = Effect.fnUntraced(function* (
  isMeant: (hold: Hold.Hold) => boolean,
  what: string,
  { isDryRun }: DryRun
) {
  const command = `runner runs release ${quoted(what)}`
  const holds = isDryRun ? yield* Release.held(isMeant) : yield* Release.release(isMeant)
  const ids = holds.map(({ asset, partition }) => ({ asset, partition }))
  const none = `Nothing is held of ${what}`
  if (isDryRun) {
    const names = ids.map(({ asset, partition }) => nameOf(asset, partition)).join(", ")
    const message = ids.length === 0 ? none : `This would release ${names}`
    return { done: false, allowed: ids.length > 0, message, command, released: ids } satisfies Api.ReleaseResult
  }
  if (ids.length === 0) {
    return yield* conflict(none, { where: what, next: "GET /api/v1/holds lists what is held" })
  }
  yield* (yield* Feed).changed
  return { done: true, allowed: true, message: releasedText(ids), command, released: ids } satisfies Api.ReleaseResult
})

/** What waits for a person since a rollback. */
export const holds = Effect.map(
  Release.held(() => true),
  (holds) =>
    holds.map(
      (hold): Api.Hold => ({
        asset: hold.asset,
        partition: hold.partition,
        runId: hold.runId,
        since: instant(hold.at),
        text: Hold.sentence(hold),
        command: `runner runs release ${quoted(hold.partition ?? hold.runId)}`
      })
    )
)
