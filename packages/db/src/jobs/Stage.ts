/**
 * Rows on their way into `jobs`: in a table of their own, which lives as long as the transaction.
 *
 * @module
 */
import { randomBytes } from "node:crypto"
import { Effect } from "effect"
import { type RawBuilder, sql } from "kysely"
import { Database } from "../Database.ts"
import { columnTypes, contentColumns, type JobRow } from "./JobRow.ts"
import { type RefusedRow, repeatedReason } from "./Refusal.ts"

export interface Stage {
  readonly name: string
  /** The rows, numbered by `n` from 1. */
  readonly rows: RawBuilder<unknown>
}

/** Rows that one statement writes: on the embedded database none may take longer than about a second. */
export const rowsPerStatement = { server: 50_000, embedded: 5_000 } as const

export const createStage = Effect.gen(function* () {
  const database = yield* Database
  const name = `runner.job_stage_${randomBytes(8).toString("hex")}`
  const stage: Stage = { name, rows: sql.table(name) }
  const columns = contentColumns.map((column) => sql`${sql.ref(column)} ${sql.raw(columnTypes[column])}`)
  yield* database.run("createStage", (db) =>
    sql`create unlogged table ${stage.rows} (n integer not null, ${sql.join(columns)})`.execute(db)
  )
  return stage
})

/** To be called when all rows are there: makes a part of them quick to find, also for the planner. */
export const indexStage = Effect.fnUntraced(function* ({ rows }: Stage) {
  const database = yield* Database
  yield* database.run("indexStage", (db) => sql`create index on ${rows} (n)`.execute(db))
  yield* database.run("analyzeStage", (db) => sql`analyze ${rows} (n, job_id)`.execute(db))
})

export const dropStage = ({ rows }: Stage) =>
  Effect.flatMap(Database, (database) => database.run("dropStage", (db) => sql`drop table ${rows}`.execute(db)))

/** Takes rows out; answers them with the reason. */
const takeOut = (stage: Stage, which: RawBuilder<unknown>, reason: string) =>
  Effect.flatMap(Database, (database) =>
    database.run("takeOut", async (db) => {
      const columns = sql.join(contentColumns.map((column) => sql.ref(`staged.${column}`)))
      const { rows } = await sql<JobRow>`delete from ${stage.rows} staged ${which} returning ${columns}`.execute(db)
      return rows.map((row): RefusedRow => ({ row, reason }))
    })
  )

export const takeOutOne = (stage: Stage, n: number, reason: string) =>
  takeOut(stage, sql`where staged.n = ${n}`, reason)

/** Keeps the first of rows with the same id. */
export const takeOutRepeated = (stage: Stage) =>
  takeOut(
    stage,
    sql`
      using (select job_id, min(n) as first from ${stage.rows} group by job_id having count(*) > 1) repeated
      where staged.job_id = repeated.job_id and staged.n > repeated.first
    `,
    repeatedReason
  )
