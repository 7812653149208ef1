/**
 * Ends the runs whose owners are gone, without anybody having watched them.
 *
 * Every command does so before it looks at runs or begins one.
 *
 * @module
 */
import { Clock, Effect, Option } from "effect"
import { Catalog, type RunAndSteps } from "../catalog/Catalog.ts"
import type { Lease } from "../catalog/Lease.ts"
import * as Liveness from "../catalog/Liveness.ts"
import type { Step } from "../catalog/Run.ts"
import type { Classified } from "../definition/Classified.ts"
import { RunListener } from "./RunListener.ts"

/** A run that was found crashed, and how its owner was found. */
export interface Crashed extends RunAndSteps {
  /** Its process had ended, or had not renewed its lease for too long. */
  readonly sign: "gone" | "silent"
}

/**
 * Ends as `crashed` every running run whose owner is gone, and frees what it
 * held: in the catalog, in the listener's books and in the events at once.
 *
 * Waits a few seconds where a lease has just run out, to be sure. What the runs
 * had published is kept; what they had received, too, for a retry.
 */
export const recover: Effect.Effect<ReadonlyArray<Crashed>, Classified, Catalog> = Effect.gen(function* () {
  const liveness = yield* Liveness.make
  const found: Array<Crashed> = []
  for (;;) {
    const { crashed, isDone } = yield* look(liveness)
    found.push(...crashed)
    if (isDone) {
      return found
    }
    yield* Effect.sleep("500 millis")
  }
})

/** One look at all running runs; done if none is in doubt. */
export const look = Effect.fnUntraced(function* (
  liveness: Liveness.Liveness
): Effect.fn.Return<{ readonly crashed: ReadonlyArray<Crashed>; readonly isDone: boolean }, Classified, Catalog> {
  const catalog = yield* Catalog
  const crashed: Array<Crashed> = []
  let isDone = true
  for (const lease of yield* catalog.leases()) {
    const sign = yield* liveness.signOf(lease)
    isDone &&= sign !== "doubtful"
    if (sign === "gone" || sign === "silent") {
      const ended = yield* crash(lease, sign)
      crashed.push(...Option.toArray(Option.map(ended, (run) => ({ ...run, sign }))))
    }
  }
  return { crashed, isDone }
})

const crash = Effect.fnUntraced(function* (lease: Lease, sign: Crashed["sign"]) {
  const catalog = yield* Catalog
  const listener = yield* RunListener
  const at = yield* Clock.currentTimeMillis
  const cut = (step: Step): Step => ({ ...step, ...endOf(step, lease, sign), endedAt: at })
  return yield* catalog.crash({ lease, at, cut }, ({ run, steps }) =>
    Effect.forEach(
      steps.filter(({ endedAt }) => endedAt === at),
      (step) => listener.ended({ run, step }),
      { discard: true }
    )
  )
})

/** A step in work is fenced off if its process may wake up and go on; the others are cancelled. */
const endOf = ({ status }: Step, { owner }: Lease, sign: Crashed["sign"]): Pick<Step, "status" | "reason"> =>
  sign === "gone"
    ? { status: "cancelled", reason: "its run's process ended" }
    : {
        status: status === "pending" ? "cancelled" : "fenced",
        reason: `its run's process ${owner.pid} on ${owner.host} did not renew its lease`
      }
