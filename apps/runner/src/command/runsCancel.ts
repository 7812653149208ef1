import { hostname, userInfo } from "node:os"
import { cancel as cancelRun } from "@jobgraph/assets/Cancellation"
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Run } from "@jobgraph/assets/Run"
import * as Queue from "@jobgraph/db/service/Queue"
import { Clock, Duration, Effect, Option } from "effect"
import { Command } from "effect/cli"
import { RunCancelled } from "../json/runs.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { timestamp } from "../print/format.ts"
import { storageLayer } from "../services.ts"
import { CommandFailure, exitCodes, UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { findRun, namedRunId } from "./findRun.ts"
import { note, print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

/** The owner looks for requests every second, and lets go of everything within five. */
const patience = Duration.seconds(10)

export const cancel = Command.make(
  "cancel",
  { runId: namedRunId, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        yield* recovered
        const entry = yield* waitingEntry(flags.runId)
        if (Option.isSome(entry)) {
          return yield* takenOut(entry.value, flags.json)
        }
        const { run: known } = yield* findRun(flags.runId)
        if (known.status !== "running" && known.status !== "queued") {
          return yield* new UsageError({ message: nothingToCancel(known) })
        }
        const by = `${userInfo().username} on ${hostname()}`
        const { run } = Option.getOrThrow(yield* cancelRun({ runId: known.runId, by, patience }))
        if (flags.json) {
          yield* printJson(RunCancelled, { runId: run.runId, status: run.status })
        }
        if (run.status === "running") {
          const { host, pid } = run.owner
          yield* note(
            `Run ${run.runId} was asked to stop and has not yet: see to its process ${pid} on ${host}. If that ends, the next command recovers.`
          )
          return yield* new CommandFailure({ exitCode: exitCodes.tryLater })
        }
        if (!flags.json) {
          yield* print(
            run.status === "cancelled"
              ? `Run ${run.runId} is cancelled. What it had published is kept.`
              : `Run ${run.runId} could not be cancelled: it ended as ${run.status} just now.`
          )
        }
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(Command.withDescription("Cancel a run, whichever process works on it; what it has published is kept"))

/** How many entries of the queue, and how many runs, are looked through for an id's beginning. */
const most = 10_000

/** The entry that waits in the queue and that a person means: it has no run yet. */
const waitingEntry = Effect.fnUntraced(function* (text: string) {
  const isMeant = ({ runId }: { readonly runId: string }) => runId.startsWith(text.toLowerCase())
  const entries = (yield* Queue.waiting(most)).filter(isMeant)
  const [entry] = entries
  if (entry === undefined) {
    return Option.none<Queue.Entry>()
  }
  const waiting = new Set(entries.map(({ runId }) => runId))
  const runs = yield* (yield* Catalog).runs({ limit: most })
  const count = entries.length + runs.filter((run) => isMeant(run) && !waiting.has(run.runId)).length
  if (count > 1) {
    return yield* new UsageError({ message: `${count} runs begin with ${text}: give more of the id` })
  }
  return Option.some(entry)
})

const takenOut = Effect.fnUntraced(function* ({ runId }: Queue.Entry, isJson: boolean) {
  yield* Queue.cancel(runId, yield* Clock.currentTimeMillis)
  const ended = yield* Queue.find(runId)
  // Where a service took it in this very moment, that one ends it.
  const isOut = Option.exists(ended, ({ state }) => state === "ended")
  yield* isJson
    ? printJson(RunCancelled, { runId, status: isOut ? "cancelled" : "running" })
    : print(
        isOut
          ? `Run ${runId} is cancelled: it was taken out of the queue.`
          : `Run ${runId} has just begun, and its service was asked to cancel it.`
      )
})

const nothingToCancel = ({ endedAt, runId, status }: Run): string => {
  const when = endedAt === null ? "" : ` at ${timestamp(endedAt)} UTC`
  return status === "crashed"
    ? `Run ${runId} had crashed${when}: its process is gone, and there is nothing left to cancel`
    : `Run ${runId} ended as ${status}${when}: there is nothing to cancel`
}
