/**
 * Who may publish what, and the publishing itself.
 *
 * @module
 */
import type { AssetPartition, Catalog, StepId } from "@jobgraph/assets/Catalog"
import { CatalogError, Fenced, Held } from "@jobgraph/assets/CatalogError"
import { Clock, Effect } from "effect"
import { sql } from "kysely"
import { assertNotCrashed } from "./Leases.ts"
import { runOf, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"
import { hashesOf, withVersion } from "./Versions.ts"

/** Takes a claim that nobody has; its token, or undefined where that is not so. */
const takeClaim = ({ run }: Statements, { asset, partition, runId }: StepId, at: number) =>
  run("claim", (db) =>
    sql<{ token: number }>`
      insert into runner.claim as held (asset, partition, token, run_id, claimed_at)
      select ${asset}, ${toColumn(partition)}, 1, ${runId}, ${at}::double precision
      where not exists (select from runner.run where run_id = ${runId} and status = 'crashed')
      on conflict (asset, partition) do update
      set token = held.token + 1, run_id = excluded.run_id, claimed_at = excluded.claimed_at
      where held.run_id is null or held.run_id = excluded.run_id
        or not exists (select from runner.run where run_id = held.run_id and status = 'running')
      returning token
    `
      .execute(db)
      .then(({ rows }) => rows[0]?.token)
  )

/** Fails `Held` if a running run has the asset partition, unless it is `runId`. */
export const assertFree = Effect.fnUntraced(function* (
  { run }: Statements,
  { asset, partition, runId }: AssetPartition & { readonly runId?: string }
) {
  const holder = yield* run("holder", (db) =>
    db
      .selectFrom("runner.claim as claim")
      .innerJoin("runner.run as run", "run.run_id", "claim.run_id")
      .selectAll("run")
      .select("claim.claimed_at")
      .where("claim.asset", "=", asset)
      .where("claim.partition", "=", toColumn(partition))
      .where("run.status", "=", "running")
      .executeTakeFirst()
  )
  if (holder !== undefined && holder.run_id !== runId) {
    const { owner, runId, startedAt } = runOf(holder)
    const since = holder.claimed_at ?? startedAt
    return yield* new CatalogError({ reason: new Held({ asset, partition, runId, owner, since }) })
  }
})

/** The part of the catalog that lets one run at a time publish an asset partition. */
export const claims = (statements: Statements): Pick<Catalog["Service"], "claim" | "release" | "publish"> => {
  const { run, transaction } = statements

  return {
    claim: (id) =>
      Effect.gen(function* () {
        for (;;) {
          const token = yield* takeClaim(statements, id, yield* Clock.currentTimeMillis)
          if (token !== undefined) {
            return { ...id, token }
          }
          yield* assertFree(statements, id)
          yield* assertNotCrashed(statements, id.runId)
          // Given back between the two statements.
        }
      }),

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
          yield* run("recordVersion", (db) =>
            withVersion(db, version, false)
              .with("hold", (db) =>
                db.deleteFrom("runner.hold").where("asset", "=", asset).where("partition", "=", partition)
              )
              // The transaction has the lock of parts by now: no sweep holds one of these.
              .with("pardoned", (db) =>
                db.deleteFrom("runner.condemned_part").where("hash", "=", sql<string>`any(${hashesOf(version)})`)
              )
              .with("memory", (db) =>
                db.deleteFrom("runner.memory").where("asset", "=", asset).where("partition", "=", partition)
              )
              .insertInto("runner.current_version")
              .values({ asset, partition, materialization_id: version.id })
              .onConflict((conflict) =>
                conflict.columns(["asset", "partition"]).doUpdateSet({ materialization_id: version.id })
              )
              .execute()
          )
          return version
        })
      )
  }
}
