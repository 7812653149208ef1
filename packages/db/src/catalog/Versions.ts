/**
 * Versions: the current ones, earlier ones, refused ones.
 *
 * @module
 */
import type { Catalog, MaterializationsFilter } from "@jobgraph/assets/Catalog"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Effect, Option } from "effect"
import { type Kysely, sql } from "kysely"
import type { Tables } from "../Tables.ts"
import { materializationOf, materializationRow, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** Records a version; that alone does not make it current. */
export const insertVersion = ({ run }: Statements, version: Materialization, isRefused: boolean) =>
  run("insertVersion", (db) =>
    db.insertInto("runner.materialization").values(materializationRow(version, isRefused)).execute()
  )

/** The part of the catalog that tells what there is. */
export const versions = (
  statements: Statements
): Pick<Catalog["Service"], "currents" | "current" | "materializations" | "refused" | "saveRefused"> => {
  const { run } = statements

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

  return {
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

    saveRefused: (version) => Effect.asVoid(insertVersion(statements, version, true))
  }
}
