import { setPaused } from "@jobgraph/db/service/Schedules"
import { Clock, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { Schedules, Ticks } from "../json/service.ts"
import { instant } from "../print/json.ts"
import { table } from "../print/table.ts"
import { dateOf, nextTicks } from "../service/Schedules.ts"
import { scheduleNamed, scheduleStatuses } from "../service/triggering.ts"
import { databaseLayer } from "../services.ts"
import { withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const name = Argument.String("schedule").pipe(Argument.withDescription("Its name in the settings"))

const list = Command.make(
  "list",
  { json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings((settings) =>
      Effect.gen(function* () {
        const schedules = yield* scheduleStatuses(settings)
        if (flags.json) {
          return yield* printJson(Schedules, { schedules })
        }
        const rows = schedules.map(({ cron, name, next, paused, selection, ticks, zone }) => [
          name,
          `${cron} ${zone}`,
          selection,
          paused ? "paused" : short(next[0]),
          ticks[0] === undefined ? "" : `${short(ticks[0].at)} ${ticks[0].state}`
        ])
        const headings = ["schedule", "cron", "selection", "next (UTC)", "last (UTC)"].map((heading) => ({ heading }))
        yield* print(rows.length === 0 ? "The settings have no schedule" : table(headings, rows, yield* width))
      }).pipe(Effect.provide(databaseLayer))
    )
  })
).pipe(Command.withDescription("List the schedules with their next and last ticks"))

const preview = Command.make(
  "preview",
  {
    name,
    count: wholeNumber("count", { least: 1, most: 1_000, means: "How many ticks" }).pipe(Flag.withDefault(10)),
    json
  },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const schedule = yield* scheduleNamed(settings, flags.name)
        const ticks = nextTicks(schedule, yield* Clock.currentTimeMillis, flags.count).map((at) => ({
          at: instant(at),
          batchDate: dateOf(schedule, at)
        }))
        yield* flags.json
          ? printJson(Ticks, { ticks })
          : print(
              table(
                [{ heading: "tick (UTC)" }, { heading: "batch date" }],
                ticks.map(({ at, batchDate }) => [short(at), batchDate])
              )
            )
      })
    )
  })
).pipe(Command.withDescription("Show when a schedule will be due, and for which batch dates"))

const paused = (isPaused: boolean) =>
  Command.make(isPaused ? "pause" : "resume", { name }, (flags) =>
    withSettings((settings) =>
      Effect.gen(function* () {
        yield* scheduleNamed(settings, flags.name)
        yield* setPaused(flags.name, isPaused, yield* Clock.currentTimeMillis)
        yield* print(
          isPaused
            ? `${flags.name} is paused: its ticks make no run until \`runner schedule resume ${flags.name}\``
            : `${flags.name} goes on with its next tick.`
        )
      }).pipe(Effect.provide(databaseLayer))
    )
  ).pipe(
    Command.withDescription(
      isPaused ? "Let no tick of a schedule run, whatever services live" : "Let the ticks of a schedule run again"
    )
  )

export const schedule = Command.make("schedule").pipe(
  Command.withDescription("Look at schedules, and pause them"),
  Command.withSubcommands([list, preview, paused(true), paused(false)])
)

/** Minutes are exact enough for a cron. */
const short = (at: string | undefined): string => (at ?? "").slice(0, 16).replace("T", " ")
