import * as Backfills from "@jobgraph/db/service/Backfills"
import * as Services from "@jobgraph/db/service/Services"
import { Clock, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Json from "../json/service.ts"
import { counted } from "../print/format.ts"
import { instant } from "../print/json.ts"
import { table } from "../print/table.ts"
import { begin, retry, stateOf, turn, type Verb } from "../service/backfilling.ts"
import { databaseLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { day } from "./limitedFlags.ts"
import { note, print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const id = Argument.String("backfill").pipe(Argument.withDescription("Its id, or the beginning of it"))

const list = Command.make(
  "list",
  { json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const all = yield* Backfills.list(50, null)
        if (flags.json) {
          return yield* printJson(Json.Backfills, { backfills: all.map(backfillJson) })
        }
        const headings = ["backfill", "from", "to", "selection", "state", "days"].map((heading) => ({ heading }))
        const rows = all.map((backfill) => [
          backfill.id,
          backfill.from,
          backfill.to,
          backfill.selection,
          stateOf(backfill),
          Object.entries(backfill.days)
            .map(([state, count]) => `${count} ${state === "claimed" ? "running" : state}`)
            .join(", ")
        ])
        yield* print(
          rows.length === 0
            ? "There is no backfill yet: `runner backfill --from DATE --to DATE` queues one."
            : table(headings, rows, yield* width)
        )
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(Command.withDescription("List backfills, newest first"))

const backfillJson = (backfill: Backfills.BackfillStatus) => ({
  id: backfill.id,
  from: backfill.from,
  to: backfill.to,
  selection: backfill.selection,
  state: stateOf(backfill),
  createdAt: instant(backfill.createdAt),
  days: backfill.days
})

const named = Effect.fnUntraced(function* (text: string) {
  const found = yield* Backfills.find(text)
  return Option.isSome(found)
    ? found.value
    : yield* new UsageError({
        message: `There is no backfill ${text}, or several: \`runner backfill list\` shows them`
      })
})

const action = (verb: Verb | "retry", description: string) =>
  Command.make(verb, { id }, (flags) =>
    withSettings(() =>
      Effect.gen(function* () {
        const backfill = yield* named(flags.id)
        yield* print(yield* acted(verb, backfill.id))
      }).pipe(Effect.provide(databaseLayer))
    )
  ).pipe(Command.withDescription(description))

const acted = Effect.fnUntraced(function* (verb: Verb | "retry", id: string) {
  if (verb === "retry") {
    const count = yield* retry(id)
    return count === 0
      ? `No day of backfill ${id} failed.`
      : `${counted(count, "day")} of backfill ${id} ${count === 1 ? "waits" : "wait"} again.`
  }
  if (!(yield* turn(id, verb))) {
    return yield* new UsageError({
      message: `Backfill ${id} was cancelled: queue what is left of it again with \`runner backfill retry ${id}\``
    })
  }
  return `Backfill ${id} ${done[verb]}`
})

const done = {
  pause: "is paused: no further day begins.",
  resume: "goes on.",
  cancel: "is cancelled. Days that run now go on to their ends."
} as const

const flags = {
  from: day("from", "The first batch date").pipe(Flag.optional),
  to: day("to", "The last batch date").pipe(Flag.optional),
  select: Flag.String("select").pipe(
    Flag.withMetavar("SELECTION"),
    Flag.withDescription("What runs, fresh or not; default everything that is missing or stale"),
    Flag.optional
  ),
  source: Flag.Literals("source", ["adzuna", "sample"]).pipe(
    Flag.withDescription("Where ads come from; default as before"),
    Flag.optional
  ),
  json
}

export const backfill = Command.make(
  "backfill",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        if (Option.isNone(flags.from) || Option.isNone(flags.to)) {
          return yield* new UsageError({ message: "Give --from and --to, such as --from 2026-01-01 --to 2026-01-31" })
        }
        const { days, id } = yield* begin({
          from: flags.from.value,
          to: flags.to.value,
          selection: Option.getOrUndefined(flags.select),
          source: Option.getOrUndefined(flags.source)
        })
        const [service] = yield* Services.living(yield* Clock.currentTimeMillis)
        if (service === undefined) {
          yield* note("No service lives yet: the days wait until one is started with `runner dev`")
        }
        yield* flags.json
          ? printJson(Json.BackfillQueued, { id, days })
          : print(`Backfill ${id} queues ${counted(days, "day")}. See \`runner backfill list\``)
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(
  Command.withDescription("Queue one run for each day of a range, for a service to work through"),
  Command.withSubcommands([
    list,
    action("pause", "Begin no further day"),
    action("resume", "Go on after a pause"),
    action("cancel", "Take the days that have not begun out of the queue"),
    action("retry", "Queue the days again whose last run failed")
  ]),
  Command.withExamples([
    { command: "runner backfill --from 2026-01-01 --to 2026-01-31 --select enriched+", description: "A month again" }
  ])
)
