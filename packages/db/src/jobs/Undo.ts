/**
 * One version of a partition of `exported`, taken back.
 *
 * @module
 */
import { Effect, Schema } from "effect"
import { type RawBuilder, sql } from "kysely"
import { Database } from "../Database.ts"
import { beginExporting, isAbove, reveal, waiting } from "./Claims.ts"
import { assignments, claimColumns, columnsOf, names } from "./JobRow.ts"
import { rowsPerStatement } from "./Stage.ts"

/** A version of a partition, by the names under which it was exported. */
export interface Version {
  readonly partition: string
  readonly versionId: string
}

export interface Undone {
  /** Ads that the version brought and nobody else has: gone; if another partition has them, its content is back. */
  readonly removed: number
  /** Ads that have their earlier content back, in `jobs` or in waiting for a newer batch date. */
  readonly restored: number
}

/** Only the newest version of a partition can be taken back; then the one before it is the newest. */
export class NotNewestVersion extends Schema.TaggedError<NotNewestVersion>()("NotNewestVersion", {
  partition: Schema.String,
  versionId: Schema.String,
  /** Null where the partition has no version at all. */
  newest: Schema.NullOr(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    const newest = this.newest === null ? "it has none" : `that is ${this.newest}`
    return `version ${this.versionId} of the rows of ${this.partition} cannot be taken back, because it is not the newest: ${newest}`
  }
}

/**
 * Makes every row what it was before the partition's newest version, books included.
 *
 * Rows that another partition has rewritten since keep what that one says; only
 * what lies beneath them changes. Fails for any version but the newest. Runs in
 * the caller's transaction or in one of its own.
 */
export const undoVersion = (version: Version) =>
  Effect.gen(function* () {
    const database = yield* Database
    return yield* database.transaction(
      Effect.gen(function* () {
        yield* beginExporting
        yield* assertNewest(version)
        const removed = yield* removeBorn(version)
        const restored = yield* restoreChanged(version)
        yield* database.run("forgetJobVersion", (db) =>
          db.deleteFrom("runner.job_version").where("version_id", "=", version.versionId).execute()
        )
        const undone: Undone = { removed, restored }
        return undone
      })
    )
  }).pipe(Effect.withSpan("Jobs.undoVersion", { attributes: { ...version } }))

/**
 * Drops what was kept for going back to a version: the history of the version after it, and its own.
 *
 * Joins the caller's transaction. The rows themselves stay as they are.
 */
export const forgetVersion = Effect.fn("Jobs.forgetVersion")(function* (versionId: string, nextId: string | null) {
  const database = yield* Database
  const ids = nextId === null ? [versionId] : [versionId, nextId]
  yield* database.run("forgetVersion", async (db) => {
    await db.deleteFrom("runner.job_history").where("replaced_by", "in", ids).execute()
    await db.deleteFrom("runner.job_version").where("version_id", "=", versionId).execute()
  })
})

const assertNewest = Effect.fnUntraced(function* ({ partition, versionId }: Version) {
  const database = yield* Database
  const newest = yield* database.run("newestJobVersion", (db) =>
    db
      .selectFrom("runner.job_version")
      .select("version_id")
      .where("partition", "=", partition)
      .orderBy("exported", "desc")
      .limit(1)
      .executeTakeFirst()
  )
  if (newest?.version_id !== versionId) {
    return yield* new NotNewestVersion({ partition, versionId, newest: newest?.version_id ?? null })
  }
})

/** Does the version remember something that was there before it? */
const isRemembered = (table: string, { versionId }: Version) => sql`
  exists (
    select from runner.job_history history
    where history.replaced_by = ${versionId} and history.job_id = ${sql.ref(`${table}.job_id`)}
  )
`

/** Claims that came with the version go with it. */
const removeBorn = Effect.fnUntraced(function* (version: Version) {
  const database = yield* Database
  const { partition, versionId } = version
  const shadows = yield* database.run("removeShadows", (db) =>
    sql`
      delete from runner.job_shadow
      where partition = ${partition} and version_id = ${versionId}
        and not ${isRemembered("job_shadow", version)}
    `.execute(db)
  )
  const visible = yield* inBatches(
    "findBorn",
    (size) =>
      sql`
      select job_id from public.jobs
      where partition = ${partition} and version_id = ${versionId} and not ${isRemembered("jobs", version)}
      limit ${size}
    `,
    reveal
  )
  return visible + Number(shadows.numAffectedRows ?? 0)
})

/** Claims that the version changed or withdrew are again what they were. */
const restoreChanged = (version: Version) =>
  inBatches(
    "findChanged",
    (size) =>
      sql`
      select job_id from runner.job_history
      where replaced_by = ${version.versionId} and partition = ${version.partition}
      limit ${size}
    `,
    (ids) => restore(version, ids)
  )

const restore = Effect.fnUntraced(function* ({ partition, versionId }: Version, jobIds: ReadonlyArray<string>) {
  const database = yield* Database
  const ids = sql`${[...jobIds]}::uuid[]`
  const remembered = sql`
    select ${columnsOf("history", claimColumns)}
    from runner.job_history history
    where history.replaced_by = ${versionId} and history.job_id = any(${ids})
  `
  const execute = (operation: string, statement: RawBuilder<unknown>) =>
    database.run(operation, (db) => statement.execute(db))

  // It waits beneath another claim, or will have to.
  yield* execute(
    "restoreShadows",
    sql`
    insert into runner.job_shadow (${names(claimColumns)})
    select ${columnsOf("remembered", claimColumns)}
    from (${remembered}) remembered
    where exists (
      select from runner.job_shadow shadow
      where shadow.job_id = remembered.job_id and shadow.partition = ${partition}
    ) or exists (
      select from public.jobs
      where jobs.job_id = remembered.job_id and jobs.partition is distinct from ${partition}
        and ${isAbove("jobs", "remembered")}
    ) or exists (
      select from runner.job_shadow shadow
      where shadow.job_id = remembered.job_id and ${isAbove("shadow", "remembered")}
    )
    on conflict (job_id, partition) do update set ${assignments("excluded", claimColumns)}
  `
  )
  const { rows: overtaken } = yield* database.run("findOvertaken", (db) =>
    sql<{ job_id: string }>`
      select job_id from public.jobs join runner.job_shadow shadow using (job_id)
      where job_id = any(${ids}) and jobs.partition = ${partition} and shadow.partition = ${partition}
    `.execute(db)
  )
  yield* reveal(overtaken.map((row) => row.job_id))
  const isVisible = sql`
    not exists (
      select from runner.job_shadow shadow
      where shadow.job_id = remembered.job_id and shadow.partition = ${partition}
    )
  `
  yield* execute(
    "overshadow",
    sql`
    insert into runner.job_shadow (${names(claimColumns)})
    select ${waiting}
    from (${remembered}) remembered join public.jobs using (job_id)
    where jobs.partition is distinct from ${partition} and ${isVisible}
    on conflict (job_id, partition) do update set ${assignments("excluded", claimColumns)}
  `
  )
  yield* execute(
    "restoreRows",
    sql`
    insert into public.jobs (${names(claimColumns)})
    select ${columnsOf("remembered", claimColumns)}
    from (${remembered}) remembered
    where ${isVisible}
    on conflict (job_id) do update set ${assignments("excluded", claimColumns)}
  `
  )
  yield* execute(
    "forgetHistory",
    sql`
    delete from runner.job_history where replaced_by = ${versionId} and job_id = any(${ids})
  `
  )
})

/** Does something with the ads that a query finds, some at a time, until it finds none; answers how many there were. */
const inBatches = Effect.fnUntraced(function* <E, R>(
  operation: string,
  find: (size: number) => RawBuilder<unknown>,
  use: (jobIds: ReadonlyArray<string>) => Effect.Effect<void, E, R>
) {
  const database = yield* Database
  let total = 0
  for (;;) {
    const { rows } = yield* database.run(operation, (db) =>
      sql<{ job_id: string }>`${find(rowsPerStatement[database.kind])}`.execute(db)
    )
    if (rows.length === 0) {
      return total
    }
    total += rows.length
    yield* use(rows.map((row) => row.job_id))
  }
})
