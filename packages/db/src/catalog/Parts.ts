/**
 * Which parts of artifacts are referred to, and the removal of those that are not.
 *
 * A publish holds the lock of parts together with others, from before it makes
 * sure of its parts to its commit; whoever removes something has it alone.
 *
 * @module
 */
import type { Catalog } from "@jobgraph/assets/Catalog"
import { Effect } from "effect"
import { sql } from "kysely"
import type { Statements } from "./Statements.ts"

/** Any number that nobody else locks in the same database. */
const partsLock = 7_406_241_903

/** Keeps others from removing parts or versions until the transaction ends. */
export const lockShared = ({ run }: Statements) =>
  run("lockParts", (db) => sql`select pg_advisory_xact_lock_shared(${partsLock}::bigint)`.execute(db))

/** Waits until no publish is about to end, and holds those that come until the transaction ends. */
export const lockAlone = ({ run }: Statements) =>
  run("lockPartsAlone", (db) => sql`select pg_advisory_xact_lock(${partsLock}::bigint)`.execute(db))

/** The part of the catalog that knows the parts that nobody needs. */
export const parts = (
  statements: Statements
): Pick<Catalog["Service"], "secureParts" | "unreferenced" | "condemn" | "sweep"> => {
  const { run, transaction } = statements

  const pardon = (hashes: ReadonlyArray<string>) =>
    run("pardon", (db) => sql`delete from runner.condemned_part where hash = any(${[...hashes]}::text[])`.execute(db))

  const unreferenced = (hashes: ReadonlyArray<string>, without: ReadonlyArray<string>) =>
    run("unreferenced", (db) =>
      sql<{ hash: string }>`
        select hash from unnest(${[...hashes]}::text[]) as hash
        where not exists (
          select from runner.part_reference
          where part_reference.hash = hash.hash and version_id <> all(${[...without]}::text[])
        )
      `
        .execute(db)
        .then(({ rows }) => rows.map(({ hash }) => hash))
    )

  return {
    secureParts: () => Effect.asVoid(lockShared(statements)),

    unreferenced,

    condemn: (hashes, at) =>
      transaction(
        Effect.gen(function* () {
          yield* lockAlone(statements)
          const unused = yield* unreferenced(hashes, [])
          yield* run("condemn", (db) =>
            sql`
              insert into runner.condemned_part (hash, at) select unnest(${[...unused]}::text[]), ${at}
              on conflict (hash) do nothing
            `.execute(db)
          )
        })
      ),

    sweep: (before, limit, remove) =>
      transaction(
        Effect.gen(function* () {
          yield* lockAlone(statements)
          const due = yield* run("dueParts", (db) =>
            db
              .selectFrom("runner.condemned_part")
              .select("hash")
              .where("at", "<", before)
              .orderBy("at")
              .orderBy("hash")
              .limit(limit)
              .execute()
              .then((rows) => rows.map(({ hash }) => hash))
          )
          const removed = yield* unreferenced(due, [])
          const answer = removed.length === 0 ? null : yield* remove(removed)
          yield* pardon(due)
          return { looked: due.length, removed, answer }
        })
      )
  }
}
