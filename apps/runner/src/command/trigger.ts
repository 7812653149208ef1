import { prepare } from "@jobgraph/assets/Preparation"
import * as Services from "@jobgraph/db/service/Services"
import { Clock, Effect, Option } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { Triggered } from "../json/service.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { dateOf, entryOf } from "../service/Schedules.ts"
import { trigger as queue, scheduleNamed } from "../service/triggering.ts"
import { databaseLayer, pipelineLayer } from "../services.ts"
import type { Settings } from "../settings/Settings.ts"
import { CommandFailure, exitCodes, UsageError } from "./CommandFailure.ts"
import { definitionsOf, sourceName, withSettings } from "./environment.ts"
import { execute } from "./execute.ts"
import { day } from "./limitedFlags.ts"
import { note, print, printJson } from "./output.ts"
import { requestOf } from "./request.ts"
import { runLogLayer } from "./runLog.ts"
import { json } from "./sharedFlags.ts"

const flags = {
  name: Argument.String("schedule").pipe(
    Argument.withDescription("Its name in the settings; may be left out where there is one"),
    Argument.optional
  ),
  date: day("date", "The batch date; default today in the schedule's zone").pipe(
    Flag.withAlias("exec-date"),
    Flag.optional
  ),
  now: Flag.Boolean("now").pipe(
    Flag.withDescription("Run it here and now, without a service"),
    Flag.withDefault(false)
  ),
  json
}

export const trigger = Command.make(
  "trigger",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const name = yield* nameOf(flags.name, settings)
        return yield* flags.now
          ? here(settings, name, flags.date, flags.json)
          : queued(settings, name, flags.date, flags.json).pipe(Effect.provide(databaseLayer))
      })
    )
  })
).pipe(
  Command.withDescription("Run a schedule now: queue it for the service that lives, or with --now run it here"),
  Command.withExamples([
    { command: "runner trigger collect_jobs_daily --date 2026-01-08", description: "As `airflow dags trigger` did" },
    { command: "runner trigger --now", description: "Without a service" }
  ])
)

const nameOf = (name: Option.Option<string>, settings: Settings) => {
  const [only, ...others] = Object.keys(settings.schedules)
  return Option.match(name, {
    onSome: (given) => Effect.succeed(given),
    onNone: () =>
      only !== undefined && others.length === 0
        ? Effect.succeed(only)
        : Effect.fail(new UsageError({ message: "Name the schedule: `runner schedule list` shows them" }))
  })
}

const queued = Effect.fnUntraced(function* (
  settings: Settings,
  name: string,
  date: Option.Option<string>,
  isJson: boolean
) {
  yield* scheduleNamed(settings, name)
  const [service] = yield* Services.living(yield* Clock.currentTimeMillis)
  if (service === undefined) {
    yield* note(
      `error: No service is running that could take it: start one with \`runner dev\`, or run it here with --now`
    )
    return yield* new CommandFailure({ exitCode: exitCodes.tryLater })
  }
  const { request, runId } = yield* queue(settings, name, Option.getOrUndefined(date))
  yield* isJson
    ? printJson(Triggered, { runId, schedule: name, partition: request.partition, service: service.url })
    : print(`Run ${runId} of ${name} for ${request.partition} waits in the queue of ${service.url}`)
})

const here = Effect.fnUntraced(function* (
  settings: Settings,
  name: string,
  date: Option.Option<string>,
  isJson: boolean
) {
  const schedule = yield* scheduleNamed(settings, name)
  const now = yield* Clock.currentTimeMillis
  const { request } = entryOf(name, schedule, {
    date: Option.getOrElse(date, () => dateOf(schedule, now)),
    queuedAt: now
  })
  const wanted = yield* requestOf(
    {
      selection: [schedule.selection],
      all: false,
      stale: schedule.stale,
      partition: Option.fromNullishOr(request.partition)
    },
    settings
  )
  const source = yield* Effect.transposeOption(Option.map(Option.fromUndefinedOr(schedule.source), sourceName))
  const definitions = yield* definitionsOf(settings)
  return yield* Effect.gen(function* () {
    yield* recovered
    const prepared = yield* prepare(definitions, wanted)
    return yield* execute(definitions, prepared, settings, {
      isJson,
      pool: schedule.pool,
      options: { trigger: `trigger:${name}` }
    })
  }).pipe(Effect.provide(runLogLayer), Effect.provide(pipelineLayer(settings, source)))
})
