/**
 * Which runs live, and the end of those that do not.
 *
 * Leases are renewed on a connection of their own, which no transaction of the
 * same process holds up.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { CatalogError, RunOver } from "@jobgraph/assets/CatalogError"
import { crashEvent } from "@jobgraph/assets/Event"
import { Owner } from "@jobgraph/assets/Owner"
import { type Run, unfinished } from "@jobgraph/assets/Run"
import { Effect, Option, Schema } from "effect"
import { sql } from "kysely"
import { dropClaims } from "./dropClaims.ts"
import { eventRow, runOf, stepOf } from "./Rows.ts"
import type { Statements } from "./Statements.ts"
import { saveStep } from "./Steps.ts"

const decodeOwner = Schema.decodeUnknownSync(Owner)

const expiry = (milliseconds: number) => sql<Date>`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`

/** Begins the lease of a run. */
export const insertLease = ({ run }: Statements, runId: string, milliseconds: number) =>
  run("beginLease", (db) =>
    db
      .insertInto("runner.lease")
      .values({ run_id: runId, expires_at: expiry(milliseconds) })
      .execute()
  )

/** Ends the lease of a run. */
export const deleteLease = ({ run }: Statements, runId: string) =>
  run("endLease", (db) => db.deleteFrom("runner.lease").where("run_id", "=", runId).execute())

/** The status of a run, or undefined. */
const statusOf = ({ run }: Statements, runId: string) =>
  run("runStatus", (db) =>
    db
      .selectFrom("runner.run")
      .selectAll()
      .where("run_id", "=", runId)
      .executeTakeFirst()
      .then((row) => (row === undefined ? undefined : runOf(row).status))
  )

/** Fails `RunOver` for a run that has ended, unless as `status`. */
export const assertNotOver = Effect.fnUntraced(function* (
  statements: Statements,
  runId: string,
  status: Run["status"] = "running"
) {
  const now = (yield* statusOf(statements, runId)) ?? status
  if (now !== status) {
    return yield* new CatalogError({ reason: new RunOver({ runId, status: now }) })
  }
})

/** Fails `RunOver` for a run whose owner counts as gone. */
export const assertNotCrashed = Effect.fnUntraced(function* (statements: Statements, runId: string) {
  const status = yield* statusOf(statements, runId)
  if (status === "crashed") {
    return yield* new CatalogError({ reason: new RunOver({ runId, status }) })
  }
})

/** The owner numbers its events; it is gone, so the next number is free. */
const tellCrash = ({ run }: Statements, crashed: Run) =>
  run("tellCrash", async (db) => {
    const { sequence } = await db
      .selectFrom("runner.event")
      .select(sql<number>`coalesce(max(sequence), 0) + 1`.as("sequence"))
      .where("run_id", "=", crashed.runId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto("runner.event")
      .values(eventRow(crashEvent(crashed, sequence)))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })

/** The part of the catalog that tells living runs from dead ones. */
export const leases = (
  statements: Statements
): Pick<Catalog["Service"], "renewLease" | "leases" | "requestCancel" | "crash"> => {
  const { run, runAside, transaction } = statements

  return {
    renewLease: (runId, milliseconds) =>
      runAside("renewLease", (db) =>
        db
          .updateTable("runner.lease")
          .set({ expires_at: expiry(milliseconds), renewals: sql`renewals + 1` })
          .where("run_id", "=", runId)
          .returning("cancelled_by")
          .executeTakeFirst()
          .then((row) => ({ isHeld: row !== undefined, cancelledBy: row?.cancelled_by ?? null }))
      ),

    leases: () =>
      run("leases", (db) =>
        db
          .selectFrom("runner.lease as lease")
          .innerJoin("runner.run as run", "run.run_id", "lease.run_id")
          .select(["run.run_id", "run.owner", "lease.renewals"])
          .select(sql<boolean>`lease.expires_at < clock_timestamp()`.as("is_expired"))
          .where("run.status", "=", "running")
          .orderBy("run.started_at")
          .orderBy("run.run_id")
          .execute()
          .then((rows) =>
            rows.map((row) => ({
              runId: row.run_id,
              owner: decodeOwner(row.owner),
              renewals: row.renewals,
              isExpired: row.is_expired
            }))
          )
      ),

    requestCancel: (runId, by) =>
      run("requestCancel", (db) =>
        db
          .updateTable("runner.lease")
          .set({ cancelled_by: sql`coalesce(cancelled_by, ${by})` })
          .where("run_id", "=", runId)
          .returning("run_id")
          .execute()
          .then((rows) => rows.length > 0)
      ),

    crash: ({ at, cut, lease }, books) =>
      transaction(
        Effect.gen(function* () {
          const { renewals, runId } = lease
          // Another command may have found the same run, or its owner may have come back.
          const taken = yield* run("takeLease", (db) =>
            db
              .deleteFrom("runner.lease")
              .where("run_id", "=", runId)
              .where("renewals", "=", renewals)
              .returning("run_id")
              .execute()
          )
          const [row] =
            taken.length === 0
              ? []
              : yield* run("crash", (db) =>
                  db
                    .updateTable("runner.run")
                    .set({ status: "crashed", ended_at: at })
                    .where("run_id", "=", runId)
                    .where("status", "=", "running")
                    .returningAll()
                    .execute()
                )
          if (row === undefined) {
            return Option.none()
          }
          // Waits for a publish that is being committed, so that its step is not cut off.
          yield* dropClaims(statements, runId)
          const steps = yield* run("steps", (db) =>
            db
              .selectFrom("runner.step")
              .selectAll()
              .where("run_id", "=", runId)
              .orderBy("ordinal")
              .execute()
              .then((rows) => rows.map(stepOf))
          )
          const after = steps.map((step) => (unfinished.has(step.status) ? cut(step) : step))
          yield* Effect.forEach(
            after.filter((step, index) => step !== steps[index]),
            (step) => saveStep(statements, step, { evenOver: true }),
            { discard: true }
          )
          const crashed = { run: runOf(row), steps: after }
          yield* books(crashed)
          yield* tellCrash(statements, crashed.run)
          return Option.some(crashed)
        })
      )
  }
}
