/**
 * The rows of `jobs`: exported by partition, taken back by version.
 *
 * @module
 */
import { Array as Arrays, Effect, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "./Database.ts"
import { DatabaseError } from "./DatabaseError.ts"
import { apply, countActions, decide, type ExportTarget, type Range } from "./jobs/Apply.ts"
import { beginExporting } from "./jobs/Claims.ts"
import { contentColumns, type JobRow, names } from "./jobs/JobRow.ts"
import { createStage, halving, type RefusedRow, rowsPerPiece, rowsPerStatement, type Stage } from "./jobs/Stage.ts"
import { withdrawAbsent } from "./jobs/Withdraw.ts"

export type { ExportTarget } from "./jobs/Apply.ts"
export type { JobRow } from "./jobs/JobRow.ts"
export type { RefusedRow } from "./jobs/Stage.ts"
export { forgetVersion, NotNewestVersion, type Undone, undoVersion, type Version } from "./jobs/Undo.ts"

export interface ExportCounts {
  readonly inserted: number
  /** Rows whose content differs now. */
  readonly updated: number
  readonly unchanged: number
  /** Rows of which a newer batch date has its own content, which stays. */
  readonly superseded: number
  /** Rows that the partition had and has no more: they got their previous content back, or are gone. */
  readonly withdrawn: number
  /** Rows that the database refused; what `jobs` had of them stays. */
  readonly failed: number
}

export interface Exported {
  readonly counts: ExportCounts
  readonly refused: ReadonlyArray<RefusedRow>
}

/** More refused rows than this are no matter of single rows: the export fails. */
const mostRefused = 10_000

/**
 * Makes the rows of a partition what `rows` says, in the caller's transaction or in one of its own.
 *
 * - A row of an older batch date never overwrites that of a newer one.
 * - Rows that the partition has no more get back what another partition says of
 *   them, or go.
 * - A row is written only if its content differs: equal input changes nothing.
 * - A row that the database refuses is answered with its reason, the others go
 *   in. An ad that comes twice is taken as it came first.
 * - All of it can be taken back with `undoVersion`, the newest version of a partition first.
 *
 * Memory does not grow with the number of rows.
 */
export const exportRows = <E, R>(target: ExportTarget, rows: Stream.Stream<JobRow, E, R>) =>
  Effect.gen(function* () {
    const database = yield* Database
    return yield* database.transaction(
      Effect.gen(function* () {
        const size = rowsPerStatement[database.kind]
        const staging = yield* createStage
        const { stage } = staging
        const refused: Array<RefusedRow> = []
        const refuse = Effect.fnUntraced(function* (more: ReadonlyArray<RefusedRow>) {
          refused.push(...more)
          if (refused.length > mostRefused) {
            return yield* tooManyRefused(database.target, refused)
          }
        })

        // The next piece is made ready while the database takes one.
        yield* rows.pipe(
          Stream.grouped(rowsPerPiece),
          Stream.buffer({ capacity: 1 }),
          Stream.runForEach((piece) => Effect.flatMap(staging.add(piece), refuse))
        )
        const last = yield* staging.count
        yield* staging.ready
        yield* refuse(yield* removeRepeated(stage))

        yield* beginExporting
        // After the lock, so that the numbers of versions grow in the order in which they are written.
        yield* database.run("noteJobVersion", (db) =>
          db
            .insertInto("runner.job_version")
            .values({ version_id: target.versionId, partition: target.partition })
            .onConflict((conflict) => conflict.doNothing())
            .execute()
        )
        const withdrawn = yield* withdrawAbsent(
          stage,
          target,
          refused.map(({ row }) => row.job_id)
        )
        for (let from = 1; from <= last; from += size) {
          const range = { from, to: Math.min(from + size - 1, last) }
          yield* decide(stage, target, range)
          yield* refuse(yield* applyOrRefuse(stage, target, range))
        }
        const counts = yield* countActions(stage)
        yield* database.run("forgetOutsideChange", (db) =>
          db.deleteFrom("runner.outside_change").where("partition", "=", target.partition).execute()
        )
        yield* staging.drop
        const exported: Exported = {
          counts: {
            inserted: counts.insert,
            updated: counts.update,
            unchanged: counts.unchanged + counts.take,
            superseded: counts.superseded,
            withdrawn,
            failed: refused.length
          },
          refused
        }
        return exported
      })
    )
  }).pipe(Effect.withSpan("Jobs.exportRows", { attributes: { ...target } }))

/** Partitions whose rows someone else inserted, changed or deleted since they were exported last. */
export const outsideChanges = Effect.gen(function* () {
  const database = yield* Database
  return yield* database.run("outsideChanges", (db) =>
    db
      .selectFrom("runner.outside_change")
      .select("partition")
      .orderBy("partition")
      .execute()
      .then((rows) => rows.map((row) => row.partition))
  )
})

/** Keeps the first of rows with the same id. */
const removeRepeated = Effect.fnUntraced(function* (stage: Stage) {
  const database = yield* Database
  const { rows } = yield* database.run("removeRepeated", (db) =>
    sql<JobRow>`
      delete from ${stage.rows} staged
      using (select job_id, min(n) as first from ${stage.rows} group by job_id having count(*) > 1) repeated
      where staged.job_id = repeated.job_id and staged.n > repeated.first
      returning ${sql.join(contentColumns.map((column) => sql.ref(`staged.${column}`)))}
    `.execute(db)
  )
  return rows.map((row): RefusedRow => ({ row, reason: "the same job_id came before in this export" }))
})

/** Does what was decided for the range; answers the rows that `jobs` refuses, which are decided `failed`. */
const applyOrRefuse = Effect.fnUntraced(function* (stage: Stage, target: ExportTarget, range: Range) {
  const database = yield* Database
  const refusals = yield* halving(Arrays.range(range.from, range.to), (part) =>
    apply(stage, target, { from: part[0] ?? range.from, to: part.at(-1) ?? range.to })
  )
  return yield* Effect.forEach(refusals, ({ item: n, reason }) =>
    database.run("setAside", async (db) => {
      await sql`update ${stage.actions} set action = 'failed' where n = ${n}`.execute(db)
      const { rows } = await sql<JobRow>`select ${names(contentColumns)} from ${stage.rows} where n = ${n}`.execute(db)
      return rows.map((row): RefusedRow => ({ row, reason }))
    })
  ).pipe(Effect.map((all) => all.flat()))
})

const tooManyRefused = (target: string, refused: ReadonlyArray<RefusedRow>) =>
  new DatabaseError({
    operation: "exportRows",
    target,
    code: null,
    detail: `more than ${mostRefused} rows were refused, the first because of: ${refused[0]?.reason}`,
    cause: null
  })
