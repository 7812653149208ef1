import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Schedule } from "effect"
import type { Order } from "./killing/Order.ts"
import { ended, type Kind, type Place } from "./Place.ts"
import { day, isWhole, place } from "./undisturbed.ts"

/** The shortest lease, so that a stopped process is soon taken for dead; and no long patience with its transaction. */
const variablesOf = ({ databaseUrl }: Place): Readonly<Record<string, string>> => ({
  RUNNER__run__leaseSeconds: "3",
  ...(databaseUrl === undefined ? {} : { DATABASE_URL: `${databaseUrl}?idle_in_transaction_session_timeout=2000` })
})

/** How a step of the woken run has ended. */
interface StepEnd {
  readonly asset: string
  readonly status: string
}

/** Stops a run at a point, lets another one take over, and wakes the first one up. */
const wokenUp = Effect.fnUntraced(function* (kind: Kind, point: string, { asset, status }: StepEnd) {
  const shared = yield* place(kind)
  const variables = variablesOf(shared)
  // It stays at the point until it has renewed its lease, which makes that a short one.
  const stop: Order = { point, time: 1, victims: ["runner"], signal: "SIGSTOP", delayMs: 2_500 }
  const zombie = shared.start(day, { kill: [stop], variables })
  const end = yield* Effect.forkChild(ended(zombie), { startImmediately: true })
  yield* untilStopped(zombie.pid ?? 0)
  yield* untilExpired(shared)

  const heir = yield* shared.run(day, { variables })
  assert.strictEqual(heir.code, 0, heir.stderr)
  assert.match(heir.stderr, /did not renew its lease/)
  yield* isWhole(shared)

  zombie.kill("SIGCONT")
  const { code, stderr } = yield* Fiber.join(end)
  assert.strictEqual(code, 75, stderr)
  yield* isWhole(shared)
  const [steps] = yield* shared.query(`
    select step.status from runner.step join runner.run using (run_id)
    where run.status = 'crashed' and step.asset = '${asset}'`)
  assert.deepStrictEqual(steps, [{ status }])
})

/** Waits until a process is stopped, as the system sees it. */
const untilStopped = (pid: number) =>
  Effect.sync(() => /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, "utf8"))).pipe(
    Effect.repeat({ until: (isStopped) => isStopped, schedule: Schedule.spaced("50 millis") })
  )

/** Waits until the lease of the stopped run has run out, whether it was a short one already or not. */
const untilExpired = (place: Place) =>
  place
    .query("select count(*)::int as leases from runner.lease where expires_at > current_timestamp")
    .pipe(
      Effect.repeat({ until: ([rows]) => rows?.[0]?.leases === 0, schedule: Schedule.spaced("300 millis") }),
      Effect.asVoid
    )

describe.skipIf(process.platform !== "linux")("a process that was stopped, taken for dead and woken up", () => {
  it.live.each(["server", "embedded"] as const)("publishes nothing of what it had written, on %s", (kind) =>
    wokenUp(kind, "enriched: after putPart", { asset: "enriched", status: "fenced" })
  )

  it.live("publishes nothing of the transaction that it was in", () =>
    wokenUp("server", "exported: after insertNew", { asset: "exported", status: "fenced" })
  )

  it.live("begins no step", () => wokenUp("server", "raw: after catalog.claim", { asset: "raw", status: "cancelled" }))
})
