/**
 * Continues runs that did not come to a good end.
 *
 * ```ts
 * const prepared = yield* Retry.prepare(definitions, runId)
 * yield* Materializer.materialize(definitions, prepared.plan, prepared.state, { chain: prepared.chain, trigger: "retry" })
 * ```
 *
 * @module
 */
import { Data, Effect, Option } from "effect"
import { Catalog, type RunAndSteps } from "../catalog/Catalog.ts"
import { CatalogError, RetriedAlready } from "../catalog/CatalogError.ts"
import type { RunStatus, Step, StepStatus } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definitions } from "../definition/Definitions.ts"
import * as Continuation from "../plan/Continuation.ts"
import type { Prepared } from "../plan/Preparation.ts"
import * as State from "../plan/State.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { Chain } from "./RunRecord.ts"

/** The run cannot be retried as it stands. */
export class NotRetryable extends Data.TaggedError("NotRetryable")<{ readonly message: string }> {
  readonly isTransient = false
}

/** A plan for what is left of a run, with the state and the chain that it belongs to. */
export interface PreparedRetry extends Prepared {
  readonly chain: Chain
}

export interface RetryOptions {
  /** Repeat all that the first run of the chain had to do, from what is current now, and drop what was received. */
  readonly fromStart: boolean
}

/** Statuses of steps of which nothing is left to do. */
const done: ReadonlySet<StepStatus> = new Set(["materialized", "unchanged", "fresh", "skipped", "superseded"])
const unsuccessful: ReadonlySet<RunStatus> = new Set(["failed", "cancelled", "crashed"])

/**
 * Plans what is left of a run that failed, was cancelled or crashed.
 *
 * Its finished steps are not repeated; the others read the versions that the run
 * had, and find what was received for them. The same code and configuration are
 * not asked for: a mistake may have been corrected since. Fails where there is
 * nothing to continue, or another run has done so.
 */
export const prepare = Effect.fnUntraced(function* <R>(
  definitions: Definitions<R>,
  runId: string,
  { fromStart }: RetryOptions = { fromStart: false }
): Effect.fn.Return<PreparedRetry, Classified, R | Catalog> {
  const last = yield* retryable(runId, { fromStart })
  return fromStart ? yield* again(definitions, last) : yield* rest(definitions, last)
})

/** The run, if it can be retried: it is the last of its chain and has ended badly. Else fails with the reason. */
export const retryable = Effect.fnUntraced(function* (
  runId: string,
  { fromStart }: RetryOptions
): Effect.fn.Return<RunAndSteps, NotRetryable | CatalogError, Catalog> {
  const catalog = yield* Catalog
  const known = yield* catalog.run(runId)
  if (Option.isNone(known)) {
    return yield* new NotRetryable({ message: `There is no run ${runId}` })
  }
  const { rootRunId, status } = known.value.run
  const retry = (yield* catalog.chain(rootRunId)).find(({ run }) => run.retryOf === runId)
  if (retry !== undefined) {
    return yield* new CatalogError({ reason: new RetriedAlready({ runId, by: retry.run.runId }) })
  }
  if (!unsuccessful.has(status) && !(fromStart && status === "success")) {
    return yield* new NotRetryable({ message: `Run ${runId} ${obstacles[status] ?? "cannot be retried"}` })
  }
  return known.value
})

const obstacles: Partial<Readonly<Record<RunStatus, string>>> = {
  queued: "has not begun yet",
  running: "is still running",
  success: "ended as success: there is nothing left of it. To repeat all of it: --from-start",
  rolled_back: "was rolled back: materialize its partitions by name instead"
}

/** What is left, with the inputs that the run had. */
const rest = Effect.fnUntraced(function* <R>(definitions: Definitions<R>, last: RunAndSteps) {
  const catalog = yield* Catalog
  const { mark, mode, partitions, rootRunId, runId, selection } = last.run
  const left = last.steps.filter(({ status }) => !done.has(status))
  const marks = new Map(left.flatMap((step) => (step.mark === null ? [] : [[idOf(step), step.mark] as const])))
  const observations = yield* observed(definitions, left)
  const versions = new Map<string, Materialization>()
  for (const step of left) {
    const asset = definitions.byKey.get(step.asset)?.asset
    const point = { mark: step.mark ?? mark, rootRunId }
    const state = asset === undefined ? null : yield* State.loadStepAt(asset, step.partition, observations, point)
    for (const [id, version] of state?.currents ?? []) {
      versions.set(id, version)
    }
  }
  for (const step of left) {
    const [then] = yield* catalog.versionsAt({ mark: step.mark ?? mark, rootRunId }, step.asset, step.partition)
    // What another run has made since is not the end of the step: it is superseded when its turn comes.
    then === undefined ? versions.delete(idOf(step)) : versions.set(idOf(step), then)
  }
  const state = State.make([...versions.values()], observations)
  const steps = last.steps.map((step) => ({
    ...partitionOf(step),
    done: done.has(step.status) ? doneText(step) : null
  }))
  const plan = Continuation.plan(definitions, state, { selection, mode, partitions, steps })
  return { plan, state, chain: { rootRunId, retryOf: runId, pins: { mark, marks } } }
})

/** All that the first run of the chain had to do, from what is current now. */
const again = Effect.fnUntraced(function* <R>(definitions: Definitions<R>, last: RunAndSteps) {
  const catalog = yield* Catalog
  const { partitions, rootRunId, runId, selection } = last.run
  const first = (yield* catalog.chain(rootRunId))[0] ?? last
  const todo = first.steps.filter(({ status }) => status !== "fresh" && status !== "skipped")
  const observations = yield* observed(definitions, todo)
  const state = State.make(yield* catalog.currents(), observations)
  const steps = todo.map((step) => ({ ...partitionOf(step), done: null }))
  const plan = Continuation.plan(definitions, state, { selection, mode: "selected", partitions, steps })
  return { plan, state, chain: { rootRunId, retryOf: runId, pins: null } }
})

/** The sources as they are now; which ones they are, as the run had recorded. */
const observed = <R>(definitions: Definitions<R>, steps: ReadonlyArray<Step>) => {
  const sources = new Map(steps.map((step) => [idOf(step), step.source]))
  return State.observeAll(definitions, steps.map(partitionOf), (id) => sources.get(idOf(id)) ?? null)
}

/** How many steps of a run are left for a retry. */
export const leftOf = ({ steps }: RunAndSteps): number => steps.filter(({ status }) => !done.has(status)).length

const idOf = ({ asset, partition }: Pick<Step, "asset" | "partition">) => State.idOf(asset, partition)

const partitionOf = ({ asset, partition }: Step) => ({ asset, partition })

const doneText = ({ reason, runId, status }: Step): string =>
  status === "skipped" ? reason : `run ${runId} has ended it as ${status}`
