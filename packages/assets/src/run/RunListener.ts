import { Context, Effect } from "effect"
import type { Run, Step } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Materialization } from "../version/Materialization.ts"

/** A step that has just changed, with the run that it belongs to. */
export interface StepChange {
  readonly run: Run
  readonly step: Step
}

/**
 * Keeps books of its own beside the catalog, such as a table of batches for people.
 *
 * Its failure is the attempt's failure, so that its books and the catalog
 * agree; where it cannot note the end of a step, the run fails.
 */
export interface RunListener {
  /** An attempt begins. */
  readonly started: (change: StepChange) => Effect.Effect<void, Classified>
  /** A version is being published; runs inside that transaction. */
  readonly published: (change: StepChange, version: Materialization) => Effect.Effect<void, Classified>
  /** A step has ended without publishing: failed, cancelled, blocked, unchanged and so on. */
  readonly ended: (change: StepChange) => Effect.Effect<void, Classified>
  /** Versions of a run are being taken back; runs inside that transaction. */
  readonly rolledBack: (run: Run, versions: ReadonlyArray<Materialization>) => Effect.Effect<void, Classified>
}

/** The listener of this fiber's runs; none unless a program provides one. */
export const RunListener = Context.Reference<RunListener>("@jobgraph/assets/RunListener", {
  defaultValue: () => ({
    started: () => Effect.void,
    published: () => Effect.void,
    ended: () => Effect.void,
    rolledBack: () => Effect.void
  })
})
