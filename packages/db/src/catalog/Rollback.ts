/**
 * Versions that are taken back, and what is held afterwards.
 *
 * @module
 */
import type { AssetPartition, Catalog, Rollback } from "@jobgraph/assets/Catalog"
import { rollbackEvent } from "@jobgraph/assets/Event"
import type { Hold } from "@jobgraph/assets/Hold"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Effect } from "effect"
import { sql } from "kysely"
import { assertFree } from "./Claims.ts"
import { lockShared } from "./Parts.ts"
import { eventRow, fromColumn, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** The part of the catalog that takes versions back. */
export const rollbacks = (statements: Statements): Pick<Catalog["Service"], "rollBack" | "holds" | "dropHolds"> => {
  const { run, transaction } = statements
  return {
    rollBack: (touched, prepare) =>
      transaction(
        Effect.gen(function* () {
          // In one order, so that two rollbacks never wait for each other.
          const keys = touched
            .map(({ asset, partition }) => ({ asset, partition: toColumn(partition) }))
            .sort((a, b) => (a.asset === b.asset ? (a.partition < b.partition ? -1 : 1) : a.asset < b.asset ? -1 : 1))
          yield* Effect.forEach(keys, (key) => lockedFree(statements, key), { discard: true })
          // What was current before must not be pruned meanwhile.
          yield* lockShared(statements)
          const rollback = yield* prepare
          yield* Effect.forEach(rollback.versions, (version) => takeBack(statements, version, rollback.at), {
            discard: true
          })
          yield* Effect.forEach(rollback.holds, (hold) => keepHold(statements, hold), { discard: true })
          yield* Effect.forEach(rollback.runIds, (runId) => endAsRolledBack(statements, runId, rollback), {
            discard: true
          })
          return rollback
        })
      ),

    holds: () =>
      run("holds", (db) =>
        db
          .selectFrom("runner.hold")
          .selectAll()
          .orderBy(sql`asset collate "C", partition collate "C"`)
          .execute()
          .then((rows) =>
            rows.map(({ asset, at, partition, run_id }) => ({
              asset,
              partition: fromColumn(partition),
              runId: run_id,
              at
            }))
          )
      ),

    dropHolds: (ids) => transaction(Effect.forEach(ids, (id) => dropHold(statements, id), { discard: true }))
  }
}

/** Ends the hold of an asset partition. */
const dropHold = ({ run }: Statements, { asset, partition }: AssetPartition) =>
  run("dropHold", (db) =>
    db.deleteFrom("runner.hold").where("asset", "=", asset).where("partition", "=", toColumn(partition)).execute()
  )

/** Locks the claim of an asset partition until the commit; fails if a run has it. */
const lockedFree = Effect.fnUntraced(function* (
  statements: Statements,
  key: { readonly asset: string; readonly partition: string }
) {
  const { run } = statements
  yield* run("makeLockable", (db) =>
    db
      .insertInto("runner.claim")
      .values({ ...key, token: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  )
  yield* run("lockFree", (db) =>
    db
      .selectFrom("runner.claim")
      .select("token")
      .where("asset", "=", key.asset)
      .where("partition", "=", key.partition)
      .forUpdate()
      .executeTakeFirstOrThrow()
  )
  yield* assertFree(statements, { asset: key.asset, partition: fromColumn(key.partition) })
})

/** Takes a version out from among those of its asset partition. */
const takeBack = ({ run }: Statements, { asset, id, partition }: Materialization, at: number) =>
  run("takeBack", async (db) => {
    const { previous_id } = await db
      .updateTable("runner.materialization")
      .set({ rolled_back_at: at })
      .where("id", "=", id)
      .returning("previous_id")
      .executeTakeFirstOrThrow()
    await db
      .updateTable("runner.materialization")
      .set({ previous_id })
      .where("previous_id", "=", id)
      .where("rolled_back_at", "is", null)
      .execute()
    const isCurrent = sql<boolean>`
      asset = ${asset} and partition = ${toColumn(partition)} and materialization_id = ${id}
    `
    await (previous_id === null
      ? db.deleteFrom("runner.current_version").where(isCurrent).execute()
      : db.updateTable("runner.current_version").set({ materialization_id: previous_id }).where(isCurrent).execute())
  })

const keepHold = ({ run }: Statements, { asset, at, partition, runId }: Hold) =>
  run("keepHold", (db) =>
    db
      .insertInto("runner.hold")
      .values({ asset, partition: toColumn(partition), run_id: runId, at })
      .onConflict((conflict) => conflict.columns(["asset", "partition"]).doUpdateSet({ run_id: runId, at }))
      .execute()
  )

const endAsRolledBack = ({ run }: Statements, runId: string, { at }: Rollback) =>
  run("rollBackRun", async (db) => {
    await db.updateTable("runner.run").set({ status: "rolled_back" }).where("run_id", "=", runId).execute()
    const { sequence } = await db
      .selectFrom("runner.event")
      .select(sql<number>`coalesce(max(sequence), 0) + 1`.as("sequence"))
      .where("run_id", "=", runId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto("runner.event")
      .values(eventRow(rollbackEvent(runId, at, sequence)))
      .execute()
  })
