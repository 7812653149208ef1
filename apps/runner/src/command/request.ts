/**
 * From the words of a command line to a request to the planner.
 *
 * @module
 */
import * as Partitions from "@jobgraph/assets/Partitions"
import type * as Planner from "@jobgraph/assets/Planner"
import * as Selection from "@jobgraph/assets/Selection"
import { Effect, Option } from "effect"
import type { Settings } from "../settings/Settings.ts"
import { UsageError } from "./CommandFailure.ts"
import { today } from "./environment.ts"

export interface RequestFlags {
  readonly selection: ReadonlyArray<string>
  readonly all: boolean
  readonly stale: boolean
  readonly partition: Option.Option<string>
}

/** The request that selection, `--all`, `--stale` and `--partition` make together. */
export const requestOf = Effect.fnUntraced(function* (flags: RequestFlags, settings: Settings) {
  if (flags.all && flags.selection.length > 0) {
    return yield* new UsageError({ message: "Give a selection or --all, not both: --all is everything that is stale" })
  }
  if (!flags.all && flags.selection.length === 0) {
    return yield* new UsageError({
      message: "Name what to materialize, such as enriched or +exported, or use --all for everything that is stale"
    })
  }
  return {
    selection: flags.all ? Selection.everything : yield* Effect.fromResult(Selection.parseAll(flags.selection)),
    mode: flags.all || flags.stale ? "stale" : "selected",
    partitions: yield* selectorOf(flags.partition),
    defaults: { date: yield* today, fixed: settings.markets }
  } satisfies Planner.Request
})

/** What `--partition` means; anything, where it is not given. */
export const selectorOf = (partition: Option.Option<string>) =>
  Option.match(partition, {
    onNone: () => Effect.succeed<Partitions.Selector>({ dates: null, fixed: null }),
    onSome: (text) => Effect.fromResult(Partitions.parseSelector(text))
  })
