/**
 * The one thing the graph needs to know about a failure: may the same attempt, made later, succeed?
 *
 * @module
 */
import { type Duration, Predicate } from "effect"

/**
 * A typed error that says whether it is transient.
 *
 * Every error of an asset implements it; an asset whose error does not is
 * rejected by the compiler, so no failure reaches the runner unclassified.
 */
export interface Classified {
  readonly _tag: string
  readonly message: string
  /** Could the same attempt, made later, succeed? Time-outs, 429, 5xx, lost connections, deadlocks. */
  readonly isTransient: boolean
  /** How long the other side asked us to wait; replaces the policy's own wait. */
  readonly retryAfter?: Duration.Duration | undefined
}

/** A failure as it is kept in steps and events: no cause, no stack, no secret. */
export interface Failure {
  readonly tag: string
  readonly message: string
  readonly transient: boolean
}

/** What is kept of a typed error. One with a tagged `reason` is known by it: `SchemaMismatch` says more than `ArtifactError`. */
export const failureOf = (error: Classified): Failure => ({
  tag:
    Predicate.hasProperty(error, "reason") && Predicate.hasProperty(error.reason, "_tag")
      ? String(error.reason._tag)
      : error._tag,
  message: error.message,
  transient: error.isTransient
})

/** What is kept of a defect: a bug is permanent, whatever it says. */
export const failureOfDefect = (defect: unknown): Failure => ({
  tag: Predicate.isError(defect) ? defect.name : "Defect",
  message: Predicate.isError(defect) ? defect.message : String(defect),
  transient: false
})
