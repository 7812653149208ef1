/**
 * The catalog in PostgreSQL: runs, steps, events, versions and claims in the schema `runner`.
 *
 * `publish` opens the transaction that an asset's own statements join, so rows
 * in `jobs` and the record of their version are committed together.
 *
 * @module
 */
import { Catalog, type MaterializationsFilter } from "@jobgraph/assets/Catalog"
import { CatalogError, CatalogUnavailable, Fenced, Held } from "@jobgraph/assets/CatalogError"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Owner } from "@jobgraph/assets/Owner"
import { Effect, Layer, Option, Schema } from "effect"
import { type Kysely, sql } from "kysely"
import {
  eventOf,
  eventRow,
  materializationOf,
  materializationRow,
  runOf,
  runRow,
  stepContent,
  stepOf,
  stepRow,
  toColumn
} from "./CatalogRows.ts"
import { Database } from "./Database.ts"
import type { DatabaseError } from "./DatabaseError.ts"
import type { Tables } from "./Tables.ts"

/** Rows of one INSERT: a statement has at most 65,535 parameters. */
const rowsPerInsert = 1_000

export const layer: Layer.Layer<Catalog, never, Database> = Layer.effect(
  Catalog,
  Effect.gen(function* () {
    const database = yield* Database

    const run = <A>(operation: string, query: (db: Kysely<Tables>) => Promise<A>) =>
      database.run(`catalog.${operation}`, query).pipe(Effect.mapError(unavailable))

    /** A transaction whose own failures are the catalog's, and those of `effect` its own. */
    const transaction = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
      database
        .transaction(Effect.mapError(effect, (error) => new Inner(error)))
        .pipe(Effect.catch((error) => Effect.fail(error instanceof Inner ? error.error : unavailable(error))))

    const insertVersion = (version: Materialization, isRefused: boolean) =>
      run("insertVersion", (db) =>
        db.insertInto("runner.materialization").values(materializationRow(version, isRefused)).execute()
      )

    const versions = (operation: string, { asset, limit, partition }: MaterializationsFilter, isRefused: boolean) =>
      run(operation, (db) =>
        db
          .selectFrom("runner.materialization")
          .select("record")
          .where("asset", "=", asset)
          .where("is_refused", "=", isRefused)
          .$if(partition !== undefined, (query) => query.where("partition", "=", toColumn(partition ?? null)))
          .orderBy("published", "desc")
          .limit(limit)
          .execute()
          .then((rows) => rows.map(materializationOf))
      )

    const currents = (db: Kysely<Tables>) =>
      db
        .selectFrom("runner.current_version as current")
        .innerJoin("runner.materialization as version", "version.id", "current.materialization_id")
        .select("version.record")

    const dropClaims = (runId: string) =>
      run("dropClaims", (db) =>
        db.updateTable("runner.claim").set({ run_id: null, owner: null }).where("run_id", "=", runId).execute()
      )

    return Catalog.of({
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
            yield* dropClaims(runId)
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
          : run("append", (db) => db.insertInto("runner.event").values(events.map(eventRow)).execute()).pipe(
              Effect.asVoid
            ),

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
        ),

      currents: () =>
        run("currents", (db) =>
          currents(db)
            .orderBy(sql`current.asset collate "C", current.partition collate "C"`)
            .execute()
            .then((rows) => rows.map(materializationOf))
        ),

      current: ({ asset, partition }) =>
        run("current", (db) =>
          currents(db)
            .where("current.asset", "=", asset)
            .where("current.partition", "=", toColumn(partition))
            .executeTakeFirst()
            .then((row) => Option.map(Option.fromUndefinedOr(row), materializationOf))
        ),

      materializations: (filter) => versions("materializations", filter, false),
      refused: (filter) => versions("refused", filter, true),
      saveRefused: (version) => Effect.asVoid(insertVersion(version, true)),

      claim: (id, owner, isAlive) =>
        transaction(
          Effect.gen(function* () {
            const key = { asset: id.asset, partition: toColumn(id.partition) }
            yield* run("makeClaimable", (db) =>
              db
                .insertInto("runner.claim")
                .values({ ...key, token: 0 })
                .onConflict((conflict) => conflict.doNothing())
                .execute()
            )
            const held = yield* run("lockClaim", (db) =>
              db
                .selectFrom("runner.claim")
                .select(["run_id", "owner", "token"])
                .where("asset", "=", key.asset)
                .where("partition", "=", key.partition)
                .forUpdate()
                .executeTakeFirstOrThrow()
            )
            if (held.run_id !== null && held.run_id !== id.runId) {
              const holder = decodeOwner(held.owner)
              if (yield* isAlive(holder)) {
                const { asset, partition } = id
                return yield* new CatalogError({
                  reason: new Held({ asset, partition, runId: held.run_id, owner: holder })
                })
              }
            }
            const token = held.token + 1
            yield* run("claim", (db) =>
              db
                .updateTable("runner.claim")
                .set({ token, run_id: id.runId, owner: JSON.stringify(owner) })
                .where("asset", "=", key.asset)
                .where("partition", "=", key.partition)
                .execute()
            )
            return { ...id, token }
          })
        ),

      release: ({ asset, partition, token }) =>
        run("release", (db) =>
          db
            .updateTable("runner.claim")
            .set({ run_id: null, owner: null })
            .where("asset", "=", asset)
            .where("partition", "=", toColumn(partition))
            .where("token", "=", token)
            .execute()
        ).pipe(Effect.asVoid),

      publish: (claim, prepare) =>
        transaction(
          Effect.gen(function* () {
            const { asset } = claim
            const partition = toColumn(claim.partition)
            // Locked until the commit, so that no other claim comes between.
            const held = yield* run("lockFence", (db) =>
              db
                .selectFrom("runner.claim")
                .select("token")
                .where("asset", "=", asset)
                .where("partition", "=", partition)
                .forUpdate()
                .executeTakeFirst()
            )
            if (held?.token !== claim.token) {
              return yield* new CatalogError({ reason: new Fenced({ asset, partition: claim.partition }) })
            }
            const version = yield* prepare
            yield* insertVersion(version, false)
            yield* run("setCurrent", (db) =>
              db
                .insertInto("runner.current_version")
                .values({ asset, partition, materialization_id: version.id })
                .onConflict((conflict) =>
                  conflict.columns(["asset", "partition"]).doUpdateSet({ materialization_id: version.id })
                )
                .execute()
            )
            yield* run("forget", (db) =>
              db.deleteFrom("runner.memory").where("asset", "=", asset).where("partition", "=", partition).execute()
            )
            return version
          })
        ),

      remember: (rootRunId, { asset, partition }, key, value) => {
        const text = JSON.stringify(value)
        return run("remember", (db) =>
          db
            .insertInto("runner.memory")
            .values({ asset, partition: toColumn(partition), root_run_id: rootRunId, key, value: text })
            .onConflict((conflict) =>
              conflict.columns(["asset", "partition", "root_run_id", "key"]).doUpdateSet({ value: text })
            )
            .execute()
        ).pipe(Effect.asVoid)
      },

      recall: (rootRunId, { asset, partition }, key) =>
        run("recall", (db) =>
          db
            .selectFrom("runner.memory")
            .select("value")
            .where("asset", "=", asset)
            .where("partition", "=", toColumn(partition))
            .where("root_run_id", "=", rootRunId)
            .where("key", "=", key)
            .executeTakeFirst()
            .then((row) => Option.map(Option.fromUndefinedOr(row), ({ value }) => value))
        ),

      recoverCrashed: Effect.fnUntraced(function* (isAlive, at) {
        const running = yield* run("running", (db) =>
          db.selectFrom("runner.run").selectAll().where("status", "=", "running").orderBy("run_id").execute()
        )
        const crashed = []
        for (const suspect of running.map(runOf)) {
          if (yield* isAlive(suspect.owner)) {
            continue
          }
          const cut = yield* transaction(
            Effect.gen(function* () {
              // Another command may have found the same run.
              const ended = yield* run("crash", (db) =>
                db
                  .updateTable("runner.run")
                  .set({ status: "crashed", ended_at: at })
                  .where("run_id", "=", suspect.runId)
                  .where("status", "=", "running")
                  .returning("run_id")
                  .execute()
              )
              if (ended.length === 0) {
                return []
              }
              yield* dropClaims(suspect.runId)
              const steps = yield* run("cutSteps", (db) =>
                db
                  .updateTable("runner.step")
                  .set({ status: "cancelled", reason: "its run's process ended", ended_at: at })
                  .where("run_id", "=", suspect.runId)
                  .where("status", "in", ["pending", "running", "waiting"])
                  .returningAll()
                  .execute()
              )
              const sorted = [...steps].sort((a, b) => a.ordinal - b.ordinal).map(stepOf)
              return [{ run: { ...suspect, status: "crashed" as const, endedAt: at }, steps: sorted }]
            })
          )
          crashed.push(...cut)
        }
        return crashed
      })
    })
  })
)

const decodeOwner = Schema.decodeUnknownSync(Owner)

/** The error of what ran inside a transaction, kept apart from those of the transaction itself. */
class Inner<E> {
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

const unavailable = (error: DatabaseError): CatalogError =>
  new CatalogError({
    reason: new CatalogUnavailable({ detail: error.message, transient: error.isTransient, cause: error })
  })
