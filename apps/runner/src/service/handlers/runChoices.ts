/**
 * What can be done with a run, and why what cannot: decided by the same functions as the commands `runner runs …`.
 *
 * @module
 */
import { Catalog, type RunAndSteps } from "@jobgraph/assets/Catalog"
import { held } from "@jobgraph/assets/Release"
import * as Retry from "@jobgraph/assets/Retry"
import * as RollbackPlan from "@jobgraph/assets/RollbackPlan"
import * as Queue from "@jobgraph/db/service/Queue"
import { Effect, Option } from "effect"
import type { RunAction } from "../../api/RunAnswers.ts"
import { heldByRun } from "../../lifecycle/heldOf.ts"
import { counted } from "../../print/format.ts"
import { Project } from "../Project.ts"

/** Of a run with more versions it is not looked at whether others have built on them until a dry run asks. */
const mostLookedAt = 200

/** The words of a command line about a run. */
export const runsCommand = (verb: RunAction["name"], runId: string, flag = ""): string =>
  `runner runs ${verb} ${runId}${flag === "" ? "" : ` ${flag}`}`

type Choice = Pick<RunAction, "allowed" | "reason">

/** The actions on a run that has begun. */
export const actionsOf = Effect.fnUntraced(function* (known: RunAndSteps) {
  const { runId, status } = known.run
  const isRunning = status === "running" || status === "queued"
  const cancel = isRunning ? yes("it is running") : no("it has ended")
  const retry = yield* retryChoice(known, false)
  const fromStart = yield* retryChoice(known, true)
  const rollback = yield* rollbackChoice(runId, false)
  const cascade = rollback.allowed ? rollback : yield* rollbackChoice(runId, true)
  const holds = yield* held(heldByRun(runId))
  const release = holds.length === 0 ? no("nothing is held of it") : yes(`${counted(holds.length, "partition")} held`)
  return [
    action("cancel", runId, cancel),
    action("retry", runId, retry, {
      parameter: "fromStart" as const,
      ...fromStart,
      command: runsCommand("retry", runId, "--from-start")
    }),
    action("rollback", runId, rollback, {
      parameter: "cascade" as const,
      ...cascade,
      command: runsCommand("rollback", runId, "--cascade")
    }),
    action("release", runId, release)
  ]
})

/** The actions on what waits in the queue, or has ended there. */
export const actionsOfEntry = ({ runId, state }: Queue.Entry): ReadonlyArray<RunAction> => {
  const nothing = no("it has never begun")
  return [
    action("cancel", runId, state === "ended" ? no("it has ended") : yes("it waits in the queue")),
    action("retry", runId, nothing),
    action("rollback", runId, nothing),
    action("release", runId, nothing)
  ]
}

const action = (
  name: RunAction["name"],
  runId: string,
  choice: Choice,
  variant: RunAction["variant"] = null
): RunAction => ({ name, ...choice, command: runsCommand(name, runId), variant })

const yes = (reason: string): Choice => ({ allowed: true, reason })
const no = (reason: string): Choice => ({ allowed: false, reason })

/** Can it be retried? Not twice, and not while another retry of it waits. */
export const retryChoice = Effect.fnUntraced(function* (known: RunAndSteps, fromStart: boolean) {
  const { runId } = known.run
  const waiting = yield* Queue.retryOf(runId)
  if (Option.isSome(waiting)) {
    return no(`a retry of it waits in the queue: run ${waiting.value.runId}`)
  }
  const left = Retry.leftOf(known)
  return yield* Retry.retryable(runId, { fromStart }).pipe(
    Effect.as(yes(fromStart ? "all of it again, from what is current now" : `${counted(left, "step")} left to do`)),
    Effect.catchTag("NotRetryable", (error) => Effect.succeed(no(error.message))),
    Effect.catchReason("CatalogError", "RetriedAlready", (reason) => Effect.succeed(no(reason.message)))
  )
})

const rollbackChoice = Effect.fnUntraced(function* (runId: string, cascade: boolean) {
  const { definitions } = yield* Project
  const catalog = yield* Catalog
  const own = yield* catalog.versionsOf([runId])
  if (own.length > mostLookedAt) {
    return yes(`${counted(own.length, "version")} would be taken back, unless later runs have built on them`)
  }
  return yield* RollbackPlan.scope(definitions, runId, { cascade }).pipe(
    Effect.map(({ runs, versions }) =>
      yes(
        `${counted(versions.length, "version")}${runs.length === 1 ? "" : ` of ${runs.length} runs`} would be taken back`
      )
    ),
    Effect.catchTag("RollbackRefused", (error) => Effect.succeed(no(error.message)))
  )
})
