import { Context, type Effect } from "effect"
import type { StepId } from "../catalog/Catalog.ts"

/** An attempt that is ready to work. */
export interface ReadyAttempt extends StepId {
  /** Counted from 1. */
  readonly attempt: number
}

/**
 * Where attempts work.
 *
 * A port: in this process by default, elsewhere some day. It changes nothing of
 * an attempt: answer, failure and defect are the attempt's own, and interrupting
 * it ends the work. How many work at once is the run's concern. Every
 * implementation passes the suite in `testing/executorContract`.
 */
export interface Executor {
  readonly execute: <A, E, R>(ready: ReadyAttempt, attempt: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** The executor of this fiber's runs; this very process unless a program provides another. */
export const Executor = Context.Reference<Executor>("@jobgraph/assets/Executor", {
  defaultValue: () => ({ execute: (_, attempt) => attempt })
})
