/**
 * Runs, their steps and their events.
 *
 * @module
 */
import { Clock, Duration, Effect, Option } from "effect"
import type { Catalog } from "../Catalog.ts"
import { CatalogError, RetriedAlready } from "../CatalogError.ts"
import type { Event } from "../Event.ts"
import { inChain } from "../inChain.ts"
import { firstLease } from "../Lease.ts"
import type { Step, StepStatus } from "../Run.ts"
import { pushedTo, setIn } from "./Journal.ts"
import { idOf, type MemoryState } from "./MemoryState.ts"

/** Steps that never began tell nothing of the last attempt. */
const notAttempted: ReadonlySet<StepStatus> = new Set(["pending", "fresh", "unchanged", "skipped", "blocked"])

export const memoryRuns = ({ runs, steps, events, leases, end, over }: MemoryState) => {
  const chainOf = (rootRunId: string) =>
    inChain(
      [...runs.values()]
        .filter((run) => run.rootRunId === rootRunId)
        .map((run) => ({ run, steps: [...(steps.get(run.runId)?.values() ?? [])] }))
    )
  return {
    createRun: Effect.fnUntraced(function* (run, all) {
      const now = yield* Clock.currentTimeMillis
      const retry = [...runs.values()].find(({ retryOf }) => retryOf !== null && retryOf === run.retryOf)
      if (retry !== undefined) {
        return yield* new CatalogError({ reason: new RetriedAlready({ runId: run.retryOf ?? "", by: retry.runId }) })
      }
      runs.set(run.runId, run)
      steps.set(run.runId, new Map(all.map((step) => [idOf(step), step])))
      const expiresAt = now + Duration.toMillis(firstLease)
      leases.set(run.runId, { expiresAt, renewals: 0, cancelledBy: null })
    }),
    chain: (rootRunId) => Effect.sync(() => chainOf(rootRunId)),
    chainSteps: (rootRunId, asset, prefix) =>
      Effect.sync(() =>
        chainOf(rootRunId)
          .flatMap(({ steps }) => steps)
          .filter((step) => step.asset === asset && (step.partition ?? "").startsWith(prefix))
      ),
    endRun: (runId, status, endedAt) =>
      Effect.suspend(() => {
        const now = runs.get(runId)?.status ?? status
        if (now !== status && now !== "running" && now !== "queued") {
          return over(runId, now)
        }
        return Effect.sync(() => end(runId, status, endedAt))
      }),
    run: (runId) =>
      Effect.sync(() =>
        Option.map(Option.fromUndefinedOr(runs.get(runId)), (run) => ({
          run,
          steps: [...(steps.get(runId)?.values() ?? [])]
        }))
      ),
    runs: ({ limit, status }) =>
      Effect.sync(() =>
        [...runs.values()]
          .filter((run) => status === undefined || run.status === status)
          .sort((a, b) => b.startedAt - a.startedAt || (a.runId < b.runId ? 1 : -1))
          .slice(0, limit)
      ),
    saveStep: (step) =>
      Effect.suspend(() => {
        const status = runs.get(step.runId)?.status ?? "running"
        return status === "running" ? setIn(steps.get(step.runId), idOf(step), step) : over(step.runId, status)
      }),
    lastAttempts: () =>
      Effect.sync(() => {
        const last = new Map<string, Step>()
        for (const run of runs.values()) {
          for (const step of steps.get(run.runId)?.values() ?? []) {
            if (!notAttempted.has(step.status)) {
              last.set(idOf(step), step)
            }
          }
        }
        return [...last.values()]
      }),
    append: (added) =>
      Effect.forEach(
        Map.groupBy(added, (event) => event.runId),
        ([runId, ofRun]) => {
          const log = events.get(runId) ?? []
          events.set(runId, log)
          const isNew = ({ sequence }: Event) => sequence > (log.at(-1)?.sequence ?? 0)
          return pushedTo(log, runs.get(runId)?.status === "crashed" ? [] : ofRun.filter(isNew))
        },
        { discard: true }
      ),
    events: (runId, after, limit) =>
      Effect.sync(() => (events.get(runId) ?? []).filter((event) => event.sequence > after).slice(0, limit))
  } satisfies Partial<Catalog["Service"]>
}
