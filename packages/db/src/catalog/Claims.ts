/**
 * Who may publish what, and the publishing itself.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { CatalogError, Fenced, Held } from "@jobgraph/assets/CatalogError"
import { Owner } from "@jobgraph/assets/Owner"
import { Effect, Schema } from "effect"
import { runOf, stepOf, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"
import { insertVersion } from "./Versions.ts"

/** Frees all that a run holds. */
export const dropClaims = ({ run }: Statements, runId: string) =>
  run("dropClaims", (db) =>
    db.updateTable("runner.claim").set({ run_id: null, owner: null }).where("run_id", "=", runId).execute()
  )

const decodeOwner = Schema.decodeUnknownSync(Owner)

/** The part of the catalog that lets one run at a time publish an asset partition. */
export const claims = (
  statements: Statements
): Pick<Catalog["Service"], "claim" | "release" | "publish" | "recoverCrashed"> => {
  const { run, transaction } = statements

  return {
    claim: (id, owner, isAlive) =>
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
              .select(["run_id", "owner", "token"])
              .where("asset", "=", key.asset)
              .where("partition", "=", key.partition)
              .forUpdate()
              .executeTakeFirstOrThrow()
          )
          if (held.run_id !== null && held.run_id !== id.runId) {
            const holder = decodeOwner(held.owner)
            if (yield* isAlive(holder)) {
              const { asset, partition } = id
              return yield* new CatalogError({
                reason: new Held({ asset, partition, runId: held.run_id, owner: holder })
              })
            }
          }
          const token = held.token + 1
          yield* run("claim", (db) =>
            db
              .updateTable("runner.claim")
              .set({ token, run_id: id.runId, owner: JSON.stringify(owner) })
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
          .set({ run_id: null, owner: null })
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
              .select("token")
              .where("asset", "=", asset)
              .where("partition", "=", partition)
              .forUpdate()
              .executeTakeFirst()
          )
          if (held?.token !== claim.token) {
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
          yield* run("forget", (db) =>
            db.deleteFrom("runner.memory").where("asset", "=", asset).where("partition", "=", partition).execute()
          )
          return version
        })
      ),

    recoverCrashed: Effect.fnUntraced(function* (isAlive, at) {
      const running = yield* run("running", (db) =>
        db.selectFrom("runner.run").selectAll().where("status", "=", "running").orderBy("run_id").execute()
      )
      const crashed = []
      for (const suspect of running.map(runOf)) {
        if (yield* isAlive(suspect.owner)) {
          continue
        }
        const cut = yield* transaction(
          Effect.gen(function* () {
            // Another command may have found the same run.
            const ended = yield* run("crash", (db) =>
              db
                .updateTable("runner.run")
                .set({ status: "crashed", ended_at: at })
                .where("run_id", "=", suspect.runId)
                .where("status", "=", "running")
                .returning("run_id")
                .execute()
            )
            if (ended.length === 0) {
              return []
            }
            yield* dropClaims(statements, suspect.runId)
            const steps = yield* run("cutSteps", (db) =>
              db
                .updateTable("runner.step")
                .set({ status: "cancelled", reason: "its run's process ended", ended_at: at })
                .where("run_id", "=", suspect.runId)
                .where("status", "in", ["pending", "running", "waiting"])
                .returningAll()
                .execute()
            )
            const sorted = [...steps].sort((a, b) => a.ordinal - b.ordinal).map(stepOf)
            return [{ run: { ...suspect, status: "crashed" as const, endedAt: at }, steps: sorted }]
          })
        )
        crashed.push(...cut)
      }
      return crashed
    })
  }
}
