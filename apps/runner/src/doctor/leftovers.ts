/**
 * What others left behind or hold: crashed runs, entries of the queue that nobody works on. Changes nothing.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Liveness from "@jobgraph/assets/Liveness"
import * as Queue from "@jobgraph/db/service/Queue"
import * as Services from "@jobgraph/db/service/Services"
import { Clock, Effect } from "effect"
import { counted, shortId } from "../print/format.ts"
import { ok, warn } from "./Finding.ts"

/** Runs that are recorded as running: do their processes live? */
export const runFindings = Effect.gen(function* () {
  const leases = yield* (yield* Catalog).leases()
  const liveness = yield* Liveness.make
  const signs = yield* Effect.forEach(leases, (lease) =>
    Effect.map(liveness.signOf(lease), (sign) => ({ lease, sign }))
  )
  const dead = signs.filter(({ sign }) => sign !== "alive")
  return dead.length === 0
    ? [
        ok(
          "runs",
          leases.length === 0
            ? "No run is at work, and none was left behind"
            : `${counted(leases.length, "run")} at work`
        )
      ]
    : dead.map(({ lease: { owner, runId }, sign }) =>
        warn(
          "runs",
          sign === "gone"
            ? `Run ${shortId(runId)} was left behind: its process ${owner.pid} is gone`
            : `Run ${shortId(runId)} gives no sign of life: its process ${owner.pid} on ${owner.host} did not renew its lease`,
          `\`runner runs list\` frees what it held; then \`runner runs retry ${shortId(runId)}\``
        )
      )
})

/** Runs that wait: is there a service for them? */
export const queueFinding = Effect.gen(function* () {
  const living = yield* Services.living(yield* Clock.currentTimeMillis)
  const { queued, running } = yield* Queue.counts
  const waiting = counted(queued, "run")
  return living.length === 0 && queued + running > 0
    ? warn("queue", `${counted(queued + running, "run")} in the queue, and no service lives`, "Start one: `runner dev`")
    : ok("queue", queued === 0 ? "No run waits" : `${waiting} in the queue of ${counted(living.length, "service")}`)
})
