/**
 * What is beyond its retention: old versions, events, what steps kept.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { Effect } from "effect"
import { type RawBuilder, sql } from "kysely"
import { lockAlone } from "./Parts.ts"
import { materializationOf } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** The part of the catalog that forgets. */
export const retention = (
  statements: Statements
): Pick<Catalog["Service"], "prunable" | "prune" | "pruneEvents" | "pruneMemory"> => {
  const { run, transaction } = statements

  /** Counts rows, or deletes and counts them. */
  const clear = (operation: string, table: string, where: RawBuilder<unknown>, isDryRun: boolean) =>
    run(operation, async (db) => {
      const name = sql.table(table)
      if (isDryRun) {
        const { rows } = await sql<{ count: number }>`select count(*)::int from ${name} where ${where}`.execute(db)
        return rows[0]?.count ?? 0
      }
      const { numAffectedRows } = await sql`delete from ${name} where ${where}`.execute(db)
      return Number(numAffectedRows ?? 0)
    })

  return {
    prunable: ({ inUse, refusedBefore, replacedBefore }) =>
      run("prunable", (db) =>
        sql<{ record: unknown; next_id: string | null }>`
          select version.record, next.id as next_id
          from runner.materialization version
          left join runner.materialization next
            on next.previous_id = version.id and next.rolled_back_at is null
          where not exists (select from runner.current_version where materialization_id = version.id)
            and case
              when version.is_refused then (version.record->>'endedAt')::double precision < ${refusedBefore}
              when version.rolled_back_at is not null then version.rolled_back_at < ${refusedBefore}
              else (next.record->>'endedAt')::double precision < ${replacedBefore}
            end
          order by version.published
        `
          .execute(db)
          .then(({ rows }) => rows.map((row) => ({ version: materializationOf(row), nextId: row.next_id })))
      ).pipe(
        Effect.map((old) => old.filter(({ version }) => !(inUse.get(version.asset)?.has(version.dataVersion) ?? false)))
      ),

    prune: (versions, forget) =>
      transaction(
        Effect.gen(function* () {
          yield* lockAlone(statements)
          const ids = versions.map(({ version }) => version.id)
          const deleted = yield* run("prune", (db) =>
            sql<{ id: string }>`
              delete from runner.materialization
              where id = any(${ids}::text[])
                and not exists (select from runner.current_version where materialization_id = materialization.id)
              returning id
            `
              .execute(db)
              .then(({ rows }) => new Set(rows.map(({ id }) => id)))
          )
          const gone = versions.filter(({ version }) => deleted.has(version.id))
          yield* forget(gone)
          return gone
        })
      ),

    pruneEvents: (before, { dryRun }) =>
      clear(
        "pruneEvents",
        "runner.event",
        sql`run_id in (select run_id from runner.run where ended_at < ${before})`,
        dryRun
      ),

    pruneMemory: (before, { dryRun }) =>
      clear(
        "pruneMemory",
        "runner.memory",
        sql`not exists (
          select from runner.run
          where run.root_run_id = memory.root_run_id and (run.ended_at is null or run.ended_at >= ${before})
        )`,
        dryRun
      )
  }
}
