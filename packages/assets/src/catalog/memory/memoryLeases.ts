/**
 * Who lives, who is asked to end, and what becomes of a run whose process is gone.
 *
 * @module
 */
import { Clock, Effect, Option } from "effect"
import type { Catalog } from "../Catalog.ts"
import { crashEvent } from "../Event.ts"
import { type Step, unfinished } from "../Run.ts"
import type { MemoryState } from "./MemoryState.ts"

export const memoryLeases = ({ transaction, runs, steps, events, claims, leases, end }: MemoryState) =>
  ({
    renewLease: Effect.fnUntraced(function* (runId, milliseconds) {
      const lease = leases.get(runId)
      if (lease === undefined) {
        return { isHeld: false, cancelledBy: null }
      }
      const expiresAt = (yield* Clock.currentTimeMillis) + milliseconds
      leases.set(runId, { ...lease, expiresAt, renewals: lease.renewals + 1 })
      return { isHeld: true, cancelledBy: lease.cancelledBy }
    }),
    leases: () =>
      Effect.map(Clock.currentTimeMillis, (now) =>
        [...runs.values()].flatMap(({ owner, runId, status }) => {
          const lease = leases.get(runId)
          return lease === undefined || status !== "running"
            ? []
            : [{ runId, owner, renewals: lease.renewals, isExpired: lease.expiresAt < now }]
        })
      ),
    requestCancel: (runId, by) =>
      Effect.sync(() => {
        const lease = leases.get(runId)
        if (lease !== undefined) {
          leases.set(runId, { ...lease, cancelledBy: lease.cancelledBy ?? by })
        }
        return lease !== undefined
      }),
    crash: ({ at, cut, lease }, books) =>
      transaction(
        Effect.gen(function* () {
          const { runId } = lease
          const run = runs.get(runId)
          const all = steps.get(runId) ?? new Map<string, Step>()
          const held = leases.get(runId)
          if (run?.status !== "running" || held?.renewals !== lease.renewals) {
            return Option.none()
          }
          const before = { all: [...all], claims: [...claims] }
          end(runId, "crashed", at)
          for (const [id, step] of before.all) {
            all.set(id, unfinished.has(step.status) ? cut(step) : step)
          }
          const crashed = { run: { ...run, status: "crashed" as const, endedAt: at }, steps: [...all.values()] }
          yield* books(crashed).pipe(
            Effect.onError(() =>
              Effect.sync(() => {
                runs.set(runId, run)
                leases.set(runId, held)
                for (const [id, step] of before.all) {
                  all.set(id, step)
                }
                for (const [id, claim] of before.claims) {
                  claims.set(id, claim)
                }
              })
            )
          )
          const log = events.get(runId) ?? []
          events.set(runId, [...log, crashEvent(crashed.run, log.length + 1)])
          return Option.some(crashed)
        })
      )
  }) satisfies Partial<Catalog["Service"]>
