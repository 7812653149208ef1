/**
 * Runs, their steps and their events.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { CatalogError, RetriedAlready } from "@jobgraph/assets/CatalogError"
import { inChain } from "@jobgraph/assets/inChain"
import { firstLease } from "@jobgraph/assets/Lease"
import type { Run } from "@jobgraph/assets/Run"
import { Duration, Effect, Option } from "effect"
import { sql } from "kysely"
import { dropClaims } from "./dropClaims.ts"
import { assertNotOver, deleteLease, insertLease } from "./Leases.ts"
import { eventOf, eventRow, runOf, runRow, stepOf, stepRow } from "./Rows.ts"
import type { Statements } from "./Statements.ts"
import { saveStep } from "./Steps.ts"

/** Rows of one INSERT: a statement has at most 65,535 parameters. */
const rowsPerInsert = 1_000

/** The part of the catalog that tells what was done. */
export const runs = (
  statements: Statements
): Pick<
  Catalog["Service"],
  "createRun" | "endRun" | "run" | "chain" | "chainSteps" | "runs" | "saveStep" | "lastAttempts" | "append" | "events"
> => {
  const { run, transaction } = statements

  /** The run that is retried is locked, so that of two who retry it at once the second one sees the first. */
  const assertFirstRetry = Effect.fnUntraced(function* ({ retryOf }: Run) {
    if (retryOf === null) {
      return
    }
    yield* run("lockRetried", (db) =>
      db.selectFrom("runner.run").select("run_id").where("run_id", "=", retryOf).forUpdate().execute()
    )
    const other = yield* run("retryOf", (db) =>
      db.selectFrom("runner.run").select("run_id").where("retry_of", "=", retryOf).executeTakeFirst()
    )
    if (other !== undefined) {
      return yield* new CatalogError({ reason: new RetriedAlready({ runId: retryOf, by: other.run_id }) })
    }
  })

  return {
    createRun: (created, steps) =>
      transaction(
        Effect.gen(function* () {
          yield* assertFirstRetry(created)
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
          yield* insertLease(statements, created.runId, Duration.toMillis(firstLease))
        })
      ),

    endRun: (runId, status, endedAt) =>
      transaction(
        Effect.gen(function* () {
          const ended = yield* run("endRun", (db) =>
            db
              .updateTable("runner.run")
              .set({ status, ended_at: endedAt })
              .where("run_id", "=", runId)
              .where("status", "in", ["queued", "running"])
              .returning("run_id")
              .execute()
          )
          if (ended.length === 0) {
            yield* assertNotOver(statements, runId, status)
          }
          yield* deleteLease(statements, runId)
          yield* dropClaims(statements, runId)
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

    chain: (rootRunId) =>
      run("chain", async (db) => {
        const found = await db.selectFrom("runner.run").selectAll().where("root_run_id", "=", rootRunId).execute()
        const steps = await db
          .selectFrom("runner.step")
          .innerJoin("runner.run as run", "run.run_id", "runner.step.run_id")
          .selectAll("runner.step")
          .where("run.root_run_id", "=", rootRunId)
          .orderBy("ordinal")
          .execute()
        const byRun = Map.groupBy(steps, (step) => step.run_id)
        return inChain(found.map((row) => ({ run: runOf(row), steps: (byRun.get(row.run_id) ?? []).map(stepOf) })))
      }),

    chainSteps: (rootRunId, asset, prefix) =>
      run("chainSteps", (db) =>
        db
          // Not in the order of their ids: those of two machines are of two clocks.
          .withRecursive("chain", (db) =>
            db
              .selectFrom("runner.run")
              .select(["run_id", sql<number>`0`.as("place")])
              .where("run_id", "=", rootRunId)
              .unionAll(
                db
                  .selectFrom("runner.run as retry")
                  .innerJoin("chain", "chain.run_id", "retry.retry_of")
                  .select(["retry.run_id", sql<number>`chain.place + 1`.as("place")])
              )
          )
          .selectFrom("chain")
          .innerJoin("runner.step as step", "step.run_id", "chain.run_id")
          .selectAll("step")
          .where("step.asset", "=", asset)
          .where(sql<boolean>`starts_with(step.partition, ${prefix})`)
          .orderBy("chain.place")
          .orderBy("step.ordinal")
          .execute()
          .then((rows) => rows.map(stepOf))
      ),

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

    saveStep: Effect.fnUntraced(function* (step) {
      if (!(yield* saveStep(statements, step, { evenOver: false }))) {
        yield* assertNotOver(statements, step.runId)
      }
    }),

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

    // An event whose first answer was lost is told again.
    append: (events) => {
      const rows = events.map(eventRow)
      const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key])
      return run("append", (db) =>
        sql`
          insert into runner.event (run_id, sequence, at, kind, asset, partition, data)
          select * from unnest(
            ${column("run_id")}::text[], ${column("sequence")}::integer[], ${column("at")}::double precision[],
            ${column("kind")}::text[], ${column("asset")}::text[], ${column("partition")}::text[],
            ${column("data")}::json[]
          ) as told (run_id)
          where not exists (select from runner.run where run.run_id = told.run_id and status = 'crashed')
          on conflict (run_id, sequence) do nothing
        `.execute(db)
      ).pipe(Effect.asVoid)
    },

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
  }
}
