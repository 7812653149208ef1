/**
 * Who may publish what, and the publishing itself.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { CatalogError, Fenced, Held } from "@jobgraph/assets/CatalogError"
import { Clock, Effect } from "effect"
import { assertNotCrashed } from "./Leases.ts"
import { dropHold } from "./Rollback.ts"
import { runOf, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"
import { insertVersion } from "./Versions.ts"

/** The part of the catalog that lets one run at a time publish an asset partition. */
export const claims = (statements: Statements): Pick<Catalog["Service"], "claim" | "release" | "publish"> => {
  const { run, transaction } = statements

  return {
    claim: (id) =>
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
              .select(["run_id", "claimed_at", "token"])
              .where("asset", "=", key.asset)
              .where("partition", "=", key.partition)
              .forUpdate()
              .executeTakeFirstOrThrow()
          )
          const holder =
            held.run_id === null || held.run_id === id.runId
              ? undefined
              : yield* run("holder", (db) =>
                  db
                    .selectFrom("runner.run")
                    .selectAll()
                    .where("run_id", "=", held.run_id ?? "")
                    .executeTakeFirst()
                )
          if (holder !== undefined) {
            const { owner, runId, startedAt } = runOf(holder)
            const { asset, partition } = id
            const since = held.claimed_at ?? startedAt
            return yield* new CatalogError({ reason: new Held({ asset, partition, runId, owner, since }) })
          }
          yield* assertNotCrashed(statements, id.runId)
          const token = held.token + 1
          const claimedAt = yield* Clock.currentTimeMillis
          yield* run("claim", (db) =>
            db
              .updateTable("runner.claim")
              .set({ token, run_id: id.runId, claimed_at: claimedAt })
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
          .set({ run_id: null, claimed_at: null })
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
              .select(["token", "run_id"])
              .where("asset", "=", asset)
              .where("partition", "=", partition)
              .forUpdate()
              .executeTakeFirst()
          )
          if (held?.token !== claim.token || held.run_id !== claim.runId) {
            return yield* new CatalogError({ reason: new Fenced({ asset, partition: claim.partition }) })
          }
          const version = yield* prepare
          yield* insertVersion(statements, version, false)
          yield* run("setCurrent", (db) =>
            db
              .insertInto("runner.current_version")
              .values({ asset, partition, materialization_id: version.id })
              .onConflict((conflict) =>
                conflict.columns(["asset", "partition"]).doUpdateSet({ materialization_id: version.id })
              )
              .execute()
          )
          yield* dropHold(statements, claim)
          yield* run("forget", (db) =>
            db.deleteFrom("runner.memory").where("asset", "=", asset).where("partition", "=", partition).execute()
          )
          return version
        })
      )
  }
}
