/**
 * Versions: the current ones, earlier ones, refused ones.
 *
 * @module
 */
import type { AssetPartition, Catalog, MaterializationsFilter } from "@jobgraph/assets/Catalog"
import { CatalogError, VersionGone } from "@jobgraph/assets/CatalogError"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Effect, Option } from "effect"
import { type Kysely, sql } from "kysely"
import type { Tables } from "../Tables.ts"
import { fromColumn, materializationOf, materializationRow, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** The parts that a version refers to, each once. */
export const hashesOf = ({ manifest }: Materialization): ReadonlyArray<string> => [
  ...new Set([...manifest.parts, ...manifest.rejects].map(({ hash }) => hash))
]

/** Records a version and what it refers to, as `version` in a statement; that alone does not make it current. */
export const withVersion = (db: Kysely<Tables>, version: Materialization, isRefused: boolean) => {
  const row = materializationRow(version, isRefused)
  return db
    .with("version", (db) =>
      db.insertInto("runner.materialization").values({
        ...row,
        previous_id: isRefused
          ? null
          : db
              .selectFrom("runner.current_version")
              .select("materialization_id")
              .where("asset", "=", row.asset)
              .where("partition", "=", row.partition)
      })
    )
    .with("reference", (db) =>
      db
        .insertInto("runner.part_reference")
        .columns(["hash", "version_id"])
        .expression(sql`select unnest(${hashesOf(version)}::text[]), ${version.id}`)
    )
}

/** The part of the catalog that tells what there is. */
export const versions = (
  statements: Statements
): Pick<
  Catalog["Service"],
  | "currents"
  | "glance"
  | "current"
  | "mark"
  | "versionsAt"
  | "materializations"
  | "versionsOf"
  | "publishedAfter"
  | "versionBefore"
  | "refused"
  | "saveRefused"
> => {
  const { run } = statements

  const versions = (operation: string, { asset, limit, partition }: MaterializationsFilter, isRefused: boolean) =>
    run(operation, (db) =>
      db
        .selectFrom("runner.materialization")
        .select("record")
        .where("asset", "=", asset)
        .where("is_refused", "=", isRefused)
        .where("rolled_back_at", "is", null)
        .$if(partition !== undefined, (query) => query.where("partition", "=", toColumn(partition ?? null)))
        .orderBy("published", "desc")
        .limit(limit)
        .execute()
        .then((rows) => rows.map(materializationOf))
    )

  /** What was published and not taken back, in the order of publication. */
  const standing = (db: Kysely<Tables>) =>
    db
      .selectFrom("runner.materialization")
      .select("record")
      .where("is_refused", "=", false)
      .where("rolled_back_at", "is", null)
      .orderBy("published")

  const currents = (db: Kysely<Tables>, ids?: ReadonlyArray<AssetPartition>) =>
    db
      .selectFrom("runner.current_version as current")
      .innerJoin("runner.materialization as version", "version.id", "current.materialization_id")
      .select(["current.asset", "current.partition", "version.record"])
      .$if(ids !== undefined, (query) =>
        query.where(
          sql<boolean>`(current.asset, current.partition) in (select * from unnest(
            ${ids?.map(({ asset }) => asset)}::text[], ${ids?.map(({ partition }) => toColumn(partition))}::text[]
          ))`
        )
      )

  return {
    currents: (ids) =>
      run("currents", (db) =>
        currents(db, ids)
          .orderBy(sql`current.asset collate "C", current.partition collate "C"`)
          .execute()
          .then((rows) => rows.map(materializationOf))
      ),

    glance: (own, ids) =>
      run("glance", (db) =>
        db
          .selectFrom(sql`(select)`.as("once"))
          .leftJoin("runner.hold as hold", (join) =>
            join.on("hold.asset", "=", own.asset).on("hold.partition", "=", toColumn(own.partition))
          )
          .leftJoin(currents(db, ids).as("version"), (join) => join.onTrue())
          .select((query) => [
            "hold.run_id",
            "hold.at",
            "version.record",
            query
              .selectFrom("runner.materialization")
              .select(sql<number>`coalesce(max(published), 0)`.as("mark"))
              .as("mark")
          ])
          .orderBy(sql`version.asset collate "C", version.partition collate "C"`)
          .execute()
          .then((rows) => ({
            mark: rows[0]?.mark ?? 0,
            hold: rows[0]?.run_id == null ? null : { ...own, runId: rows[0].run_id, at: rows[0].at ?? 0 },
            currents: rows.flatMap(({ record }) => (record === null ? [] : materializationOf({ record })))
          }))
      ),

    current: (id) =>
      run("current", (db) =>
        currents(db, [id])
          .executeTakeFirst()
          .then((row) => Option.map(Option.fromUndefinedOr(row), materializationOf))
      ),

    mark: () =>
      run("mark", (db) =>
        db
          .selectFrom("runner.materialization")
          .select(sql<number>`coalesce(max(published), 0)`.as("mark"))
          .executeTakeFirstOrThrow()
          .then(({ mark }) => mark)
      ),

    versionsAt: ({ mark, rootRunId }, asset, partition) =>
      run("versionsAt", (db) =>
        db
          .selectFrom("runner.materialization as version")
          .leftJoin("runner.run as run", "run.run_id", "version.run_id")
          .select("version.record")
          .distinctOn(sql`version.partition collate "C"`)
          .where("version.asset", "=", asset)
          .where("version.is_refused", "=", false)
          .where(sql<boolean>`(version.published <= ${mark} or run.root_run_id = ${rootRunId})`)
          .where("version.rolled_back_at", "is", null)
          .$if(partition !== undefined, (query) => query.where("version.partition", "=", toColumn(partition ?? null)))
          .orderBy(sql`version.partition collate "C"`)
          .orderBy("version.published", "desc")
          .execute()
          .then((rows) => rows.map(materializationOf))
      ),

    materializations: (filter) => versions("materializations", filter, false),

    versionsOf: (runIds) =>
      run("versionsOf", (db) =>
        standing(db)
          .where("run_id", "in", [...runIds])
          .execute()
          .then((rows) => rows.map(materializationOf))
      ),

    publishedAfter: (versionId, ids) =>
      run("publishedAfter", (db) =>
        standing(db)
          .where("published", ">", (query) =>
            query.selectFrom("runner.materialization").select("published").where("id", "=", versionId)
          )
          .where((where) =>
            where.or(
              ids.map(({ asset, partition }) =>
                where.and([where("asset", "=", asset), where("partition", "=", toColumn(partition))])
              )
            )
          )
          .execute()
          .then((rows) => rows.map(materializationOf))
      ),

    versionBefore: Effect.fnUntraced(function* (versionId) {
      const found = yield* run("versionBefore", (db) =>
        db
          .selectFrom("runner.materialization as version")
          .leftJoin("runner.materialization as before", "before.id", "version.previous_id")
          .select(["version.asset", "version.partition", "version.previous_id", "before.record"])
          .where("version.id", "=", versionId)
          .executeTakeFirst()
      )
      if (found === undefined || found.previous_id === null) {
        return Option.none()
      }
      if (found.record === null) {
        const { asset, partition } = found
        return yield* new CatalogError({ reason: new VersionGone({ asset, partition: fromColumn(partition) }) })
      }
      return Option.some(materializationOf({ record: found.record }))
    }),

    refused: (filter) => versions("refused", filter, true),

    saveRefused: (version) =>
      run("saveRefused", (db) => withVersion(db, version, true).selectNoFrom(sql`1`.as("saved")).execute()).pipe(
        Effect.asVoid
      )
  }
}
