/**
 * How commands fail: a sentence for people and an exit code for scripts.
 *
 * @module
 */
import type { Classified } from "@jobgraph/assets/Classified"
import { Data, Runtime } from "effect"

/** 0 is done. */
export const exitCodes = {
  /** A step failed for good. */
  failed: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Something failed for a reason that may pass: try again later. */
  tryLater: 75,
  /** Somebody ended it: Ctrl-C, a signal, `runs cancel`. */
  interrupted: 130
} as const

/** Ends the program. The message was written already. */
export class CommandFailure extends Data.TaggedError("CommandFailure")<{ readonly exitCode: number }> {
  override readonly [Runtime.errorExitCode] = this.exitCode
  override readonly [Runtime.errorReported] = false
  readonly isTransient = false
}

/** A command cannot be carried out as it was given. */
export class UsageError extends Data.TaggedError("UsageError")<{ readonly message: string }> {
  readonly isTransient = false
}

/** The exit code of an error that came before any step began. */
export const exitCodeOf = (error: Classified): number => (error.isTransient ? exitCodes.tryLater : exitCodes.usage)
