/**
 * Executes plans.
 *
 * @module
 */
import { Clock, Deferred, Effect, Result, Semaphore } from "effect"
import { v7 as uuidv7 } from "uuid"
import type { ArtifactStore } from "../artifact/ArtifactStore.ts"
import { Catalog } from "../catalog/Catalog.ts"
import type { Event } from "../catalog/Event.ts"
import * as OwnerProcess from "../catalog/OwnerProcess.ts"
import type { Run, RunStatus, Step } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import * as Plan from "../plan/Plan.ts"
import { statusesOf } from "../plan/Planner.ts"
import * as State from "../plan/State.ts"
import * as EventLog from "./EventLog.ts"
import type { RowWorkers } from "./RowWorkers.ts"
import * as StepRecord from "./StepRecord.ts"
import { type RunScope, runStep } from "./StepRunner.ts"
import { type Blocked, upstreamEnds } from "./upstream.ts"

export interface Options {
  /** Who asked: `manual`, `schedule:collect_jobs_daily`. */
  readonly trigger: string
  /** Attempts that work at the same time. */
  readonly concurrency: number
  /** Wait for what another run holds, or fail at once? */
  readonly waitForHolder: boolean
  /** Sees every event after it is in the catalog. */
  readonly watch: (event: Event) => Effect.Effect<void>
}

export const defaults: Options = {
  trigger: "manual",
  concurrency: 4,
  waitForHolder: true,
  watch: () => Effect.void
}

export interface RunResult {
  /** Null when there was nothing to do, so that there was no run. */
  readonly runId: string | null
  readonly status: "success" | "failed"
  readonly partitions: ReadonlyArray<string>
  readonly durationMs: number
  /** In the order of the plan. */
  readonly steps: ReadonlyArray<Step>
  /** What is stale or missing now, downstream of the plan, and was not selected. */
  readonly downstream: ReadonlyArray<Plan.PartitionStatus>
}

/**
 * Executes a plan: each step as soon as what it reads has ended, as many at once as `concurrency` allows.
 *
 * A failed step blocks what needs it; the rest goes on. Fails only where the
 * catalog cannot keep its records. Interrupting ends the run as `cancelled`
 * and leaves every asset partition at a published version.
 */
export const materialize = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  plan: Plan.Plan,
  state: State.State,
  options: Partial<Options> = {}
): Effect.fn.Return<RunResult, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const settings = { ...defaults, ...options }
  const startedAt = yield* Clock.currentTimeMillis
  if (Plan.isEmpty(plan)) {
    const steps = plan.steps.map((step) => StepRecord.planned("", step))
    return yield* resultOf(definitions, plan, { runId: null, startedAt, steps })
  }
  const run = yield* begun(plan, settings, startedAt)
  const log = yield* EventLog.make(run.runId, settings.watch)
  const working = yield* Semaphore.make(settings.concurrency)
  const scope: RunScope = {
    run,
    log,
    working,
    observations: state.observations,
    waitForHolder: settings.waitForHolder
  }
  return yield* Effect.gen(function* () {
    yield* log.tell({ kind: "RunStarted", data: { selection: plan.selection, partitions: plan.partitions } })
    const steps = yield* executed(definitions, plan, scope)
    const result = yield* resultOf(definitions, plan, { runId: run.runId, startedAt, steps })
    yield* finished(scope, result.status, { successRate: successRateOf(steps) })
    return result
  }).pipe(Effect.onInterrupt(() => Effect.ignore(finished(scope, "cancelled", {}))))
})

/** Records the run and its steps. */
const begun = Effect.fnUntraced(function* (plan: Plan.Plan, settings: Options, startedAt: number) {
  const catalog = yield* Catalog
  const runId = uuidv7({ msecs: startedAt })
  const run: Run = {
    runId,
    rootRunId: runId,
    status: "running",
    trigger: settings.trigger,
    selection: plan.selection,
    partitions: plan.partitions,
    owner: yield* OwnerProcess.self,
    startedAt,
    endedAt: null
  }
  yield* catalog.createRun(
    run,
    plan.steps.map((step) => StepRecord.planned(runId, step))
  )
  return run
})

/** The share of the steps that came to their turn or should have, and ended well. */
const successRateOf = (steps: ReadonlyArray<Step>): number => {
  const due = steps.filter(({ status }) => status !== "fresh" && status !== "skipped")
  return due.length === 0 ? 1 : due.filter(({ status }) => !isBad(status)).length / due.length
}

const isBad = (status: Step["status"]): boolean => status === "failed" || status === "blocked" || status === "fenced"

const finished = Effect.fnUntraced(function* ({ log, run }: RunScope, status: RunStatus, figures: Event["data"]) {
  const catalog = yield* Catalog
  const endedAt = yield* Clock.currentTimeMillis
  yield* log.tell({ kind: "RunEnded", data: { ...figures, status, durationMs: endedAt - run.startedAt } })
  yield* catalog.endRun(run.runId, status, endedAt)
})

/** Every step of the plan at its end, in the plan's order. */
const executed = Effect.fnUntraced(function* <R>(definitions: Definitions<R>, plan: Plan.Plan, scope: RunScope) {
  const ends = new Map<string, Deferred.Deferred<Step, Classified>>()
  for (const { asset, partition } of plan.steps) {
    ends.set(State.idOf(asset, partition), yield* Deferred.make<Step, Classified>())
  }
  const execute = Effect.fnUntraced(function* (planned: Plan.PlanStep) {
    const pending = StepRecord.planned(scope.run.runId, planned)
    const definition = definitions.byKey.get(planned.asset)
    if (planned.action === "skip" || definition === undefined) {
      return pending
    }
    const ready = yield* upstreamEnds(definition.asset, planned, plan, ends).pipe(
      Effect.onInterrupt(() => Effect.ignore(StepRecord.end(scope, StepRecord.cancelled(pending))))
    )
    return Result.isFailure(ready)
      ? yield* blocked(scope, pending, ready.failure)
      : yield* runStep(scope, definition, planned, plan.mode === "selected")
  })
  return yield* Effect.forEach(
    plan.steps,
    (planned) => {
      const end = ends.get(State.idOf(planned.asset, planned.partition))
      return end === undefined ? execute(planned) : Effect.onExit(execute(planned), (exit) => Deferred.done(end, exit))
    },
    { concurrency: "unbounded" }
  )
})

const blocked = (scope: RunScope, step: Step, { reason }: Blocked) =>
  StepRecord.end(scope, { ...step, status: "blocked", reason })

const resultOf = Effect.fnUntraced(function* (
  definitions: Definitions,
  plan: Plan.Plan,
  { runId, startedAt, steps }: Pick<RunResult, "runId" | "steps"> & { readonly startedAt: number }
) {
  const catalog = yield* Catalog
  const state = State.make(yield* catalog.currents())
  return {
    runId,
    status: steps.some(({ status }) => isBad(status)) ? ("failed" as const) : ("success" as const),
    partitions: plan.partitions,
    durationMs: (yield* Clock.currentTimeMillis) - startedAt,
    steps,
    downstream: staleDownstream(definitions, plan, state)
  }
})

/** The asset partitions that depend on something in the plan, are not in it, and are stale or missing. */
const staleDownstream = (definitions: Definitions, plan: Plan.Plan, state: State.State) => {
  const touched = new Set(plan.steps.filter((step) => step.action !== "skip").map((step) => step.asset))
  const inPlan = new Set(plan.steps.map((step) => State.idOf(step.asset, step.partition)))
  for (const { from, mapping, to } of definitions.graph.edges) {
    if (mapping !== "after" && touched.has(from)) {
      touched.add(to)
    }
  }
  const candidates = definitions.graph.assets
    .filter((asset) => touched.has(asset.key))
    .flatMap((asset) => {
      const keys = asset.partitions._tag === "None" ? [null] : plan.partitions
      return keys.map((partition) => ({ asset: asset.key, partition }))
    })
    .filter(({ asset, partition }) => !inPlan.has(State.idOf(asset, partition)))
  return statusesOf(definitions, state, candidates).filter(({ status }) => status !== "fresh")
}
