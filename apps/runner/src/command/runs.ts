import { Catalog } from "@jobgraph/assets/Catalog"
import { RunStatus } from "@jobgraph/assets/Run"
import { Effect, Option, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { recovered } from "../lifecycle/recovered.ts"
import { runJson } from "../print/json.ts"
import { logLine } from "../print/logLines.ts"
import { runDetailJson, runDetailText, runsText } from "../print/runsText.ts"
import { storageLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { print, printJson, width } from "./output.ts"
import { json } from "./sharedFlags.ts"

const runId = Argument.String("run").pipe(
  Argument.withDescription("The run's id, the beginning of one, or `last`"),
  Argument.withDefault("last")
)

const list = Command.make(
  "list",
  {
    limit: Flag.Int("limit").pipe(Flag.withDescription("How many, newest first"), Flag.withDefault(20)),
    status: Flag.Literals("status", RunStatus.literals).pipe(
      Flag.withDescription("Only runs of this status"),
      Flag.optional
    ),
    json
  },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        yield* recovered
        const catalog = yield* Catalog
        const filter = Option.match(flags.status, { onNone: () => ({}), onSome: (status) => ({ status }) })
        const runs = yield* catalog.runs({ limit: flags.limit, ...filter })
        yield* flags.json ? printJson({ runs: runs.map(runJson) }) : print(runsText(runs, yield* width))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("List runs, newest first"))

const show = Command.make(
  "show",
  { runId, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        yield* recovered
        const known = yield* findRun(flags.runId)
        yield* flags.json ? printJson(runDetailJson(known)) : print(runDetailText(known, yield* width))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("Show one run: its steps, their outcomes and errors"))

/** Events are read in pages of this size. */
const pageSize = 1_000

const logs = Command.make(
  "logs",
  { runId, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        yield* recovered
        const catalog = yield* Catalog
        const { run } = yield* findRun(flags.runId)
        const events = yield* Stream.paginate(0, (after: number) =>
          Effect.map(catalog.events(run.runId, after, pageSize), (page) => {
            const last = page.at(-1)
            const next = last !== undefined && page.length === pageSize ? Option.some(last.sequence) : Option.none()
            return [page, next] as const
          })
        ).pipe(Stream.runCollect)
        const context = { hasPartitions: run.partitions.length > 1 }
        const lines = events.flatMap((event) =>
          Option.match(logLine(event, context), { onNone: () => [], onSome: (line) => [line] })
        )
        yield* flags.json ? printJson({ events }) : print(lines.join("\n"))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("Show the log of one run, as it was printed"))

export const runs = Command.make("runs").pipe(
  Command.withDescription("Look at runs"),
  Command.withSubcommands([list, show, logs])
)

/** The run of an id, of the one id that begins so, or the last one. */
const findRun = Effect.fnUntraced(function* (text: string) {
  const catalog = yield* Catalog
  const recent = yield* catalog.runs({ limit: text === "last" ? 1 : 10_000 })
  const found = text === "last" ? recent : recent.filter(({ runId }) => runId.startsWith(text.toLowerCase()))
  const [run, second] = found
  if (run === undefined) {
    const message =
      text === "last" ? "There is no run yet: start one with `runner materialize --all`" : `There is no run ${text}`
    return yield* new UsageError({ message })
  }
  if (second !== undefined) {
    return yield* new UsageError({ message: `${found.length} runs begin with ${text}: give more of the id` })
  }
  const known = yield* catalog.run(run.runId)
  return yield* Effect.fromOption(known).pipe(
    Effect.mapError(() => new UsageError({ message: `There is no run ${text}` }))
  )
})
