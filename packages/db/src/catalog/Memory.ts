/**
 * What steps keep for their later attempts.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { Effect, Option } from "effect"
import { toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** The part of the catalog that spares a step what it has done already. */
export const memory = ({ run }: Statements): Pick<Catalog["Service"], "remember" | "recall" | "forget"> => ({
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

  forget: (rootRunId) =>
    run("forgetChain", (db) => db.deleteFrom("runner.memory").where("root_run_id", "=", rootRunId).execute()).pipe(
      Effect.asVoid
    )
})
