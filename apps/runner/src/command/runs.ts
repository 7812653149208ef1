import { Catalog } from "@jobgraph/assets/Catalog"
import { RunStatus, type Step } from "@jobgraph/assets/Run"
import { list as listRuns } from "@jobgraph/db/service/RunList"
import { Clock, Effect, Option, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { RunDetail, RunEvents, RunList } from "../json/runs.ts"
import { isLate } from "../lifecycle/isLate.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { fromHere } from "../print/fromHere.ts"
import { runJson } from "../print/json.ts"
import { logLine } from "../print/logLines.ts"
import { runDetailJson, runDetailText, runsText } from "../print/runsText.ts"
import { attemptsOfSteps } from "../service/handlers/runAttempts.ts"
import { storageLayer } from "../services.ts"
import { typedPath, withSettings } from "./environment.ts"
import { findRun, runId } from "./findRun.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, resultPaint, width } from "./output.ts"
import { cancel } from "./runsCancel.ts"
import { releaseCommand } from "./runsRelease.ts"
import { retry } from "./runsRetry.ts"
import { rollback } from "./runsRollback.ts"
import { json } from "./sharedFlags.ts"

const list = Command.make(
  "list",
  {
    limit: wholeNumber("limit", { least: 1, most: 10_000, means: "How many, newest first" }).pipe(Flag.withDefault(20)),
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
        const runs = yield* listRuns({ limit: flags.limit, status: Option.getOrUndefined(flags.status) })
        yield* flags.json
          ? printJson(RunList, { runs: runs.map(({ run }) => runJson(run)) })
          : print(runsText(runs, yield* width, yield* resultPaint))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("List runs, newest first"))

const show = Command.make(
  "show",
  { runId, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(({ serviceLevels }) =>
      Effect.gen(function* () {
        yield* recovered
        const { run, steps } = yield* findRun(flags.runId)
        const chain = (yield* (yield* Catalog).chain(run.rootRunId)).map((known) => known.run)
        const now = yield* Clock.currentTimeMillis
        const detail = { run, steps, chain, isLate: (step: Step) => isLate(serviceLevels, step, now) }
        if (flags.json) {
          return yield* printJson(RunDetail, runDetailJson(detail))
        }
        const attempts = yield* attemptsOfSteps(run.runId, steps)
        const here = yield* typedPath(".")
        const shown = { ...detail, attempts, steps: steps.map((step) => seenFrom(here, step)) }
        yield* print(runDetailText(shown, yield* width, yield* resultPaint))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("Show one run: its steps, their outcomes and errors"))

/** A step with paths as they are seen from a folder. */
const seenFrom = (folder: string, step: Step): Step => ({
  ...step,
  reason: fromHere(folder, step.reason),
  error: step.error === null ? null : { ...step.error, message: fromHere(folder, step.error.message) }
})

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
        yield* flags.json ? printJson(RunEvents, { events }) : print(lines.join("\n"))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("Show the log of one run, as it was printed"))

export const runs = Command.make("runs").pipe(
  Command.withDescription("Look at runs, cancel, continue and take them back"),
  Command.withSubcommands([list, show, logs, cancel, retry, rollback, releaseCommand])
)
