/**
 * Which run a person means.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import { Effect } from "effect"
import { Argument } from "effect/cli"
import { UsageError } from "./CommandFailure.ts"

/** The run that a command is about; the last one where none is named. */
export const runId = Argument.String("run").pipe(
  Argument.withDescription("The run's id, the beginning of one, or `last`"),
  Argument.withDefault("last")
)

/** The run that a command changes: it must be named. */
export const namedRunId = Argument.String("run").pipe(
  Argument.withDescription("The run's id, the beginning of one, or `last`")
)

/** The run of an id, of the one id that begins so, or the last one. */
export const findRun = Effect.fnUntraced(function* (text: string) {
  const catalog = yield* Catalog
  const recent = yield* catalog.runs({ limit: text === "last" ? 1 : 10_000 })
  const found = text === "last" ? recent : recent.filter(({ runId }) => runId.startsWith(text.toLowerCase()))
  const [run, second] = found
  if (run === undefined) {
    const message =
      text === "last"
        ? "There is no run yet: start one with `runner materialize --all`"
        : `There is no run ${text}: \`runner runs list\` lists them`
    return yield* new UsageError({ message })
  }
  if (second !== undefined) {
    return yield* new UsageError({ message: `${found.length} runs begin with ${text}: give more of the id` })
  }
  const known = yield* catalog.run(run.runId)
  return yield* Effect.fromOption(known).pipe(
    Effect.mapError(() => new UsageError({ message: `There is no run ${text}: \`runner runs list\` lists them` }))
  )
})
