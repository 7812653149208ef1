/**
 * Where commands write: results to standard output, everything else to standard error.
 *
 * @module
 */
import type { Classified } from "@jobgraph/assets/Classified"
import { Cause, type Config, Console, Effect, Option, Predicate, Schema, Terminal } from "effect"
import { explanationOf, explanationOfError } from "../errors/catalogue.ts"
import { type Paint, paintFor } from "../print/paint.ts"
import { folded } from "../print/table.ts"
import { adviceOf } from "./advice.ts"
import { CommandFailure, exitCodeOf, exitCodes } from "./CommandFailure.ts"

/** Columns of the terminal that results are read on; endless where there is none, so that a pipe gets whole lines. */
export const width = Effect.gen(function* () {
  const columns = yield* (yield* Terminal.Terminal).columns
  return columns > 0 ? columns : Number.POSITIVE_INFINITY
})

/** How results are painted: not at all where they do not go to a terminal that shows colours. */
export const resultPaint: Effect.Effect<Paint> = Effect.sync(() => paintFor(process.stdout))

/** A result for people; on a terminal, prose is broken between words. */
export const print = (text: string): Effect.Effect<void> =>
  Effect.suspend(() => Console.log(folded(text, columnsOf(process.stdout))))

/** A result for programs: one JSON document, with what its schema has and nothing else. */
export const printJson = <A>(schema: Schema.Codec<A, unknown>, value: A): Effect.Effect<void> =>
  Effect.suspend(() => Console.log(JSON.stringify(Schema.encodeSync(schema)(value), null, 2)))

/** What happens meanwhile; on a terminal, broken between words. */
export const note = (text: string): Effect.Effect<void> =>
  Effect.suspend(() => Console.error(folded(text, columnsOf(process.stderr))))

/** Endless for a pipe or a file, and for a terminal that does not know its size and says 0. */
const columnsOf = ({ columns, isTTY }: NodeJS.WriteStream): number =>
  isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY

/**
 * Turns every failure of a command into a message and an exit code.
 *
 * Expected errors are one or two sentences, and a code to ask about; their causes, and the stacks of
 * defects, are shown with `--debug` only.
 */
export const reporting =
  (isDebug: boolean) =>
  <A, R>(
    command: Effect.Effect<A, Classified | CommandFailure | Config.ConfigError, R>
  ): Effect.Effect<A, CommandFailure, R> =>
    Effect.catchCause(command, (cause) => {
      if (Cause.hasInterruptsOnly(cause)) {
        return Effect.interrupt
      }
      const error = Option.getOrUndefined(Cause.findErrorOption(cause))
      if (error instanceof CommandFailure) {
        return Effect.fail(error)
      }
      const message =
        error === undefined
          ? `An unexpected error, which is a bug: ${firstDefect(cause)}`
          : `${error.message}${adviceOf(error)}`
      const exitCode =
        error === undefined ? exitCodes.failed : "isTransient" in error ? exitCodeOf(error) : exitCodes.usage
      const lines = [
        message,
        ...pointerOf(error),
        ...(isDebug
          ? [Cause.pretty(cause), ...stacksBelow(error)]
          : error === undefined
            ? ["Run it again with --debug to see where."]
            : [])
      ]
      return Effect.andThen(note(`error: ${lines.join("\n")}`), Effect.fail(new CommandFailure({ exitCode })))
    })

/** Where more is said of an error, unless its message says all. */
const pointerOf = (error: unknown): ReadonlyArray<string> => {
  const text = error === undefined ? explanationOf("Defect") : explanationOfError(error)
  return text === undefined || text.isSaidInFull ? [] : [`More about ${text.code}: runner explain ${text.code}`]
}

/** The stacks of what caused an error: errors of ours hold their kind in `reason`, and the foreign error in `cause`. */
const stacksBelow = (error: unknown): ReadonlyArray<string> => {
  const below = Predicate.hasProperty(error, "reason")
    ? error.reason
    : Predicate.hasProperty(error, "cause")
      ? error.cause
      : undefined
  return below instanceof Error ? [`caused by ${below.stack ?? below.message}`, ...stacksBelow(below)] : []
}

const firstDefect = (cause: Cause.Cause<unknown>): string => {
  const defect = cause.reasons.find(Cause.isDieReason)?.defect
  return defect instanceof Error ? defect.message : String(defect)
}
