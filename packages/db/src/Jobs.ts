/**
 * The rows of `jobs`: exported by partition, taken back by version.
 *
 * @module
 */
import { Array as Arrays, Effect, type Stream } from "effect"
import { Database } from "./Database.ts"
import { type ActionCounts, apply, type ExportTarget } from "./jobs/Apply.ts"
import { beginExporting } from "./jobs/Claims.ts"
import { beginFirstLoad, jobsOf, loadQuickly } from "./jobs/FirstLoad.ts"
import type { JobRow } from "./jobs/JobRow.ts"
import { halving, isKeyTaken, makeRefusals, type RefusedRow } from "./jobs/Refusal.ts"
import { sendRows } from "./jobs/Sending.ts"
import { createStage, dropStage, indexStage, rowsPerStatement, takeOutOne, takeOutRepeated } from "./jobs/Stage.ts"
import { withdrawAbsent } from "./jobs/Withdraw.ts"

export type { ExportTarget } from "./jobs/Apply.ts"
export type { JobRow } from "./jobs/JobRow.ts"
export type { RefusedRow } from "./jobs/Refusal.ts"
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
        return (yield* beginFirstLoad)
          ? yield* Effect.catchIf(load(target, rows), isKeyTaken, () => merge(target, rows))
          : yield* merge(target, rows)
      })
    )
  }).pipe(Effect.withSpan("Jobs.exportRows", { attributes: { ...target } }))

/**
 * Where there is no row at all there is nothing to compare with and nothing to keep: the rows go straight in.
 *
 * Fails with the key if an ad comes twice, or somebody else inserts one meanwhile; then nothing of it has happened.
 */
const load = Effect.fnUntraced(function* <E, R>(target: ExportTarget, rows: Stream.Stream<JobRow, E, R>) {
  const database = yield* Database
  return yield* database.transaction(
    Effect.gen(function* () {
      yield* beginVersion(target)
      return yield* loadQuickly(
        Effect.gen(function* () {
          const { refuse, refused } = yield* makeRefusals
          const sent = yield* sendRows(rows, jobsOf(target), refuse)
          const exported: Exported = {
            counts: { ...none, inserted: sent - refused.length, failed: refused.length },
            refused
          }
          return exported
        })
      )
    })
  )
})

/** The rows are staged, so that whole sets are compared with what is there. */
const merge = Effect.fnUntraced(function* <E, R>(target: ExportTarget, rows: Stream.Stream<JobRow, E, R>) {
  const { kind } = yield* Database
  const { refuse, refused } = yield* makeRefusals
  const stage = yield* createStage
  const last = yield* sendRows(rows, { table: stage.name, counter: "n", constants: [] }, refuse)
  yield* indexStage(stage)
  yield* refuse(yield* takeOutRepeated(stage))

  yield* beginExporting
  const isAgain = yield* beginVersion(target)
  const withdrawn = yield* withdrawAbsent(
    stage,
    target,
    refused.map(({ row }) => row.job_id)
  )
  let counts: ExportCounts = { ...none, withdrawn }
  const size = rowsPerStatement[kind]
  for (let from = 1; from <= last; from += size) {
    const range = { from, to: Math.min(from + size - 1, last) }
    const applied = yield* halving(Arrays.range(range.from, range.to), (part) =>
      apply({ stage, target, isAgain, range: { from: part[0] ?? range.from, to: part.at(-1) ?? range.to } })
    ).pipe(Effect.retry({ while: isKeyTaken, times: lookAgain }))
    counts = applied.done.reduce(add, counts)
    yield* Effect.forEach(applied.refused, ({ item, reason }) =>
      Effect.flatMap(takeOutOne(stage, item, reason), refuse)
    )
  }
  yield* dropStage(stage)
  const exported: Exported = { counts: { ...counts, failed: refused.length }, refused }
  return exported
})

/** Times that rows are compared anew because somebody else inserted one of the ads after they had been. */
const lookAgain = 5

/**
 * Notes that the version begins, and forgets what was noted of others' changes;
 * answers whether it was begun before.
 *
 * Under the exporter's lock, so that the numbers of versions grow in the order
 * in which they are written; and before rows are compared, so that a change is
 * either seen by that or noted after.
 */
const beginVersion = Effect.fnUntraced(function* ({ partition, versionId }: ExportTarget) {
  const database = yield* Database
  const noted = yield* database.run("noteJobVersion", (db) =>
    db
      .insertInto("runner.job_version")
      .values({ version_id: versionId, partition })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
  )
  yield* database.run("forgetOutsideChange", (db) =>
    db.deleteFrom("runner.outside_change").where("partition", "=", partition).execute()
  )
  return noted.numInsertedOrUpdatedRows === 0n
})

const none: ExportCounts = { inserted: 0, updated: 0, unchanged: 0, superseded: 0, withdrawn: 0, failed: 0 }

const add = (counts: ExportCounts, actions: ActionCounts): ExportCounts => ({
  ...counts,
  inserted: counts.inserted + actions.insert,
  updated: counts.updated + actions.update + actions.overwrite,
  unchanged: counts.unchanged + actions.unchanged + actions.take,
  superseded: counts.superseded + actions.superseded
})

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
