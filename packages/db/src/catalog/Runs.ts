/**
 * Runs, their steps and their events.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { Effect, Option } from "effect"
import { sql } from "kysely"
import { dropClaims } from "./Claims.ts"
import { eventOf, eventRow, runOf, runRow, stepContent, stepOf, stepRow, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** Rows of one INSERT: a statement has at most 65,535 parameters. */
const rowsPerInsert = 1_000

/** The part of the catalog that tells what was done. */
export const runs = ({
  run,
  transaction
}: Statements): Pick<
  Catalog["Service"],
  "createRun" | "endRun" | "run" | "runs" | "saveStep" | "lastAttempts" | "append" | "events"
> => ({
  createRun: (created, steps) =>
    transaction(
      Effect.gen(function* () {
        yield* run("createRun", (db) => db.insertInto("runner.run").values(runRow(created)).execute())
        const rows = steps.map(stepRow)
        for (let from = 0; from < rows.length; from += rowsPerInsert) {
          yield* run("createSteps", (db) =>
            db
              .insertInto("runner.step")
              .values(rows.slice(from, from + rowsPerInsert))
              .execute()
          )
        }
      })
    ),

  endRun: (runId, status, endedAt) =>
    transaction(
      Effect.gen(function* () {
        yield* run("endRun", (db) =>
          db.updateTable("runner.run").set({ status, ended_at: endedAt }).where("run_id", "=", runId).execute()
        )
        yield* dropClaims({ run, transaction }, runId)
      })
    ),

  run: (runId) =>
    run("run", async (db) => {
      const found = await db.selectFrom("runner.run").selectAll().where("run_id", "=", runId).executeTakeFirst()
      if (found === undefined) {
        return Option.none()
      }
      const steps = await db
        .selectFrom("runner.step")
        .selectAll()
        .where("run_id", "=", runId)
        .orderBy("ordinal")
        .execute()
      return Option.some({ run: runOf(found), steps: steps.map(stepOf) })
    }),

  runs: ({ limit, status }) =>
    run("runs", (db) =>
      db
        .selectFrom("runner.run")
        .selectAll()
        .$if(status !== undefined, (query) => query.where("status", "=", status ?? ""))
        .orderBy("started_at", "desc")
        .orderBy("run_id", "desc")
        .limit(limit)
        .execute()
        .then((rows) => rows.map(runOf))
    ),

  saveStep: (step) =>
    run("saveStep", (db) =>
      db
        .updateTable("runner.step")
        .set(stepContent(step))
        .where("run_id", "=", step.runId)
        .where("asset", "=", step.asset)
        .where("partition", "=", toColumn(step.partition))
        .execute()
    ).pipe(Effect.asVoid),

  // Run ids sort by time.
  lastAttempts: () =>
    run("lastAttempts", (db) =>
      db
        .selectFrom("runner.step")
        .selectAll()
        .distinctOn(["asset", "partition"])
        .where(sql<boolean>`status not in ('pending', 'fresh', 'unchanged', 'skipped', 'blocked')`)
        .orderBy("asset")
        .orderBy("partition")
        .orderBy("run_id", "desc")
        .execute()
        .then((rows) => rows.map(stepOf))
    ),

  append: (events) =>
    events.length === 0
      ? Effect.void
      : run("append", (db) =>
          // An event whose first answer was lost is told again.
          db
            .insertInto("runner.event")
            .values(events.map(eventRow))
            .onConflict((conflict) => conflict.columns(["run_id", "sequence"]).doNothing())
            .execute()
        ).pipe(Effect.asVoid),

  events: (runId, after, limit) =>
    run("events", (db) =>
      db
        .selectFrom("runner.event")
        .selectAll()
        .where("run_id", "=", runId)
        .where("sequence", ">", after)
        .orderBy("sequence")
        .limit(limit)
        .execute()
        .then((rows) => rows.map(eventOf))
    )
})
