/**
 * Executes plans.
 *
 * @module
 */
import { Clock, Deferred, type Duration, Effect } from "effect"
import type { ArtifactStore } from "../artifact/ArtifactStore.ts"
import { Catalog } from "../catalog/Catalog.ts"
import type { Event } from "../catalog/Event.ts"
import type { Step } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import * as Plan from "../plan/Plan.ts"
import * as State from "../plan/State.ts"
import { staleDownstream } from "./downstream.ts"
import { watchHandOver } from "./HandOver.ts"
import type { RowWorkers } from "./RowWorkers.ts"
import * as RunRecord from "./RunRecord.ts"
import { isStopped, keepLease, type RunStopped, stoppedOr } from "./RunWatch.ts"
import * as StepRecord from "./StepRecord.ts"
import { runStep } from "./StepRunner.ts"
import * as TimeLimits from "./TimeLimits.ts"
import { type Turns, turnOf, turnsOf } from "./Turns.ts"

export interface Options {
  /** Who asked: `manual`, `schedule:collect_jobs_daily`. */
  readonly trigger: string
  /** The id of the run, for one that was promised before it began (UUID, version 7); null for a new one. */
  readonly runId: string | null
  /** Attempts that work at the same time. */
  readonly concurrency: number
  /** Wait for what another run holds, or fail at once? */
  readonly waitForHolder: boolean
  /** When somebody is told that it takes long, and when it is stopped. */
  readonly timeLimits: TimeLimits.TimeLimits
  /** The run that this one continues or repeats; null for one of its own. */
  readonly chain: RunRecord.Chain | null
  /**
   * Completes when another process is to go on with the run, with how long
   * attempts at work may take to end; no other begins. What is left is for a retry.
   */
  readonly handOver: Effect.Effect<Duration.Duration>
  /** Sees every event after it is in the catalog. */
  readonly watch: (event: Event) => Effect.Effect<void>
}

export const defaults: Options = {
  trigger: "manual",
  runId: null,
  concurrency: 4,
  waitForHolder: true,
  timeLimits: TimeLimits.none,
  chain: null,
  handOver: Effect.never,
  watch: () => Effect.void
}

export interface RunResult {
  /** Null when there was nothing to do, so that there was no run. */
  readonly runId: string | null
  readonly status: "success" | "failed" | "cancelled"
  /** Was it left for another process to continue? Then it is `cancelled`. */
  readonly isHandedOver: boolean
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
 * catalog cannot keep its records: then the run ends as `failed`. Interrupting
 * ends it as `cancelled`; so does a request in the catalog, which is answered as
 * a result. A run that another process took for dead stops, and its steps are
 * `fenced`. Whatever happens, every asset partition is left at a published version.
 */
export const materialize = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  plan: Plan.Plan,
  { holds = new Map(), observations }: Pick<State.State, "observations"> & Partial<Pick<State.State, "holds">>,
  options: Partial<Options> = {}
): Effect.fn.Return<RunResult, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const startedAt = yield* Clock.currentTimeMillis
  if (Plan.isEmpty(plan)) {
    const steps = plan.steps.map((step) => StepRecord.planned("", step))
    return yield* resultOf(definitions, plan, { runId: null, startedAt, steps })
  }
  return yield* Effect.acquireUseRelease(
    RunRecord.begin({ ...defaults, ...options, plan, observations, holds, startedAt }),
    (scope) =>
      worked(definitions, plan, scope, options.handOver ?? defaults.handOver).pipe(
        Effect.catch((error) => stoppedOr(scope.run.runId, error))
      ),
    RunRecord.cutOff
  ).pipe(Effect.catchIf(isStopped, (stopped) => stoppedResult(definitions, plan, stopped)))
})

/** The run to its own end. */
const worked = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  plan: Plan.Plan,
  scope: RunRecord.RunScope,
  handOver: Options["handOver"]
) {
  const { runId, startedAt } = scope.run
  yield* scope.log.tell({ kind: "RunStarted", data: { selection: plan.selection, partitions: plan.partitions } })
  // Not watched any longer than it works: at its end it gives its lease up itself.
  const watch = Effect.raceAllFirst([
    keepLease(runId),
    TimeLimits.watchRun(scope.timeLimits, scope.log.tell, runId),
    watchHandOver(scope, handOver)
  ])
  const steps = yield* Effect.raceFirst(executed(definitions, plan, scope), watch)
  const result = yield* resultOf(definitions, plan, { runId, startedAt, steps })
  yield* RunRecord.end(scope, result.status, { successRate: successRateOf(steps) })
  return result
})

/** Every step of the plan at its end, in the plan's order. */
const executed = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  plan: Plan.Plan,
  scope: RunRecord.RunScope
) {
  const turns = yield* turnsOf(plan)
  return yield* Effect.forEach(
    plan.steps,
    (planned) => {
      const step = executeStep(definitions, { plan, planned, scope, turns })
      const turn = turns.byId.get(State.idOf(planned.asset, planned.partition))
      return turn === undefined ? step : Effect.onExit(step, (exit) => Deferred.done(turn.end, exit))
    },
    { concurrency: "unbounded" }
  )
})

/** What there is to tell of a run that was stopped: what the catalog says of it. */
const stoppedResult = Effect.fnUntraced(function* (definitions: Definitions, plan: Plan.Plan, stopped: RunStopped) {
  const catalog = yield* Catalog
  const known = yield* Effect.fromOption(yield* catalog.run(stopped.runId)).pipe(Effect.mapError(() => stopped))
  const { runId, startedAt } = known.run
  const result = yield* resultOf(definitions, plan, { runId, startedAt, steps: known.steps })
  const isHandedOver = stopped.kind === "handedOver"
  const isCancelled = isHandedOver || stopped.kind === "cancelled"
  return { ...result, isHandedOver, status: isCancelled ? ("cancelled" as const) : ("failed" as const) }
})

interface Execution {
  readonly plan: Plan.Plan
  readonly planned: Plan.PlanStep
  readonly scope: RunRecord.RunScope
  readonly turns: Turns
}

const executeStep = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  { plan, planned, scope, turns }: Execution
) {
  const id = State.idOf(planned.asset, planned.partition)
  const pending = scope.planned.get(id) ?? StepRecord.planned(scope.run.runId, planned)
  const definition = definitions.byKey.get(planned.asset)
  if (planned.action === "skip" || definition === undefined) {
    return pending
  }
  const blocked = yield* turnOf(definition.asset, planned, turns)
  return blocked === null
    ? yield* runStep(scope, definition, pending, planned, plan.mode)
    : yield* StepRecord.end(scope, { ...pending, status: "blocked", reason: blocked })
})

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
    isHandedOver: false,
    partitions: plan.partitions,
    durationMs: (yield* Clock.currentTimeMillis) - startedAt,
    steps,
    downstream: staleDownstream(definitions, plan, state)
  }
})

/** The share of the steps that came to their turn or should have, and ended well. */
const successRateOf = (steps: ReadonlyArray<Step>): number => {
  const due = steps.filter(({ status }) => status !== "fresh" && status !== "skipped")
  return due.length === 0 ? 1 : due.filter(({ status }) => !isBad(status)).length / due.length
}

const isBad = (status: Step["status"]): boolean => status === "failed" || status === "blocked" || status === "fenced"
