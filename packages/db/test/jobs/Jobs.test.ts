import { createHash } from "node:crypto"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "../../src/Database.ts"
import { exportRows, outsideChanges, undoVersion } from "../../src/Jobs.ts"
import { ownIndexes } from "../../src/jobs/FirstLoad.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { everything, exportAll, none, query, target, titles } from "./fixtures.ts"

const job = (n: number) => jobRow({ job_id: jobId(n), job_title: `job ${n}` })
const [one, two, three] = [job(1), job(2), job(3)]
/** Too long for an index, and not to be made shorter. */
const incompressible = Array.from({ length: 2_000 }, (_, n) => createHash("sha256").update(`${n}`).digest("hex")).join(
  ""
)
const fr8 = "2026-01-08/fr"
const fr9 = "2026-01-09/fr"

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)
  const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, database.layer)

  describe(`rows of jobs (${kind.name})`, { timeout: 180_000 }, () => {
    it.live("go in once: the same again changes nothing, not even a time", () =>
      onEmpty(
        Effect.gen(function* () {
          assert.deepStrictEqual((yield* exportAll(target(8), [one, two])).counts, { ...none, inserted: 2 })
          const before = yield* query("select xmin, * from jobs order by job_id")
          assert.deepStrictEqual((yield* exportAll(target(8, 2), [one, two])).counts, { ...none, unchanged: 2 })
          assert.deepStrictEqual(yield* query("select xmin, * from jobs order by job_id"), before)
        })
      )
    )

    it.live("are updated where their content differs, and keep the time of their creation", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one, two])
          const changed = { ...two, salary_max: 90_000 }
          const { counts } = yield* exportAll({ ...target(8, 2), batchId: "retry" }, [one, changed])
          assert.deepStrictEqual(counts, { ...none, updated: 1, unchanged: 1 })
          assert.deepStrictEqual(
            yield* query("select salary_max, batch_id, updated_at > created_at as later from jobs order by job_id"),
            [
              { salary_max: 80_000, batch_id: "batch 8", later: false },
              { salary_max: 90_000, batch_id: "retry", later: true }
            ]
          )
        })
      )
    )

    it.live("of an older batch never overwrite newer ones", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(9), [{ ...one, job_title: "newer" }])
          const { counts } = yield* exportAll(target(8), [{ ...one, job_title: "older" }, two])
          assert.deepStrictEqual(counts, { ...none, inserted: 1, superseded: 1 })
          assert.deepStrictEqual(yield* titles, [
            { title: "newer", partition: fr9 },
            { title: "job 2", partition: fr8 }
          ])
        })
      )
    )

    it.live("that are withdrawn get back what another day says of them, or go", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [{ ...one, job_title: "eighth" }])
          yield* exportAll(target(9), [{ ...one, job_title: "ninth" }, two])
          const { counts } = yield* exportAll(target(9, 2), [three])
          assert.deepStrictEqual(counts, { ...none, inserted: 1, withdrawn: 2 })
          assert.deepStrictEqual(yield* titles, [
            { title: "eighth", partition: fr8 },
            { title: "job 3", partition: fr9 }
          ])
        })
      )
    )

    it.live("that are withdrawn get back what the other day says now, not what it once said", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [{ ...one, job_title: "eighth" }, two])
          yield* exportAll(target(9), [
            { ...one, job_title: "ninth" },
            { ...two, job_title: "ninth too" }
          ])
          yield* exportAll(target(8, 2), [{ ...one, job_title: "eighth, repaired" }])
          yield* exportAll(target(9, 2), [])
          assert.deepStrictEqual(yield* titles, [{ title: "eighth, repaired", partition: fr8 }])
        })
      )
    )

    it.live("with equal content belong to the newer day, uncounted, so that the older may withdraw its own", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one])
          assert.deepStrictEqual((yield* exportAll(target(9), [one])).counts, { ...none, unchanged: 1 })
          assert.deepStrictEqual((yield* exportAll(target(8, 2), [])).counts, none)
          assert.deepStrictEqual(yield* titles, [{ title: "job 1", partition: fr9 }])
        })
      )
    )

    it.live("of two partitions of one date: the last export counts, the other waits beneath", () =>
      onEmpty(
        Effect.gen(function* () {
          const say = (market: string, version: number, title: string) =>
            exportAll(target(8, version, market), [{ ...one, job_title: title }])
          yield* say("fr", 1, "fr 1")
          yield* say("de", 1, "de 1")
          yield* say("fr", 2, "fr 2")
          assert.deepStrictEqual(yield* titles, [{ title: "fr 2", partition: fr8 }])
          assert.deepStrictEqual(yield* query("select partition from runner.job_shadow"), [
            { partition: "2026-01-08/de" }
          ])
          const before = yield* everything
          yield* exportAll(target(8, 3), [])
          assert.deepStrictEqual(yield* titles, [{ title: "de 1", partition: "2026-01-08/de" }])
          yield* undoVersion(target(8, 3))
          assert.deepStrictEqual(yield* everything, before)
          yield* undoVersion(target(8, 2))
          assert.deepStrictEqual(yield* titles, [{ title: "de 1", partition: "2026-01-08/de" }])
          yield* undoVersion(target(8, 1, "de"))
          assert.deepStrictEqual(yield* titles, [{ title: "fr 1", partition: fr8 }])
        })
      )
    )

    it.live("that the database refuses are named with its reason, and the others go in", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one])
          const rows = [
            { ...one, posted_date: "2026-02-30" },
            { ...two, job_title: "half a pair: \ud83d" },
            { ...three, job_description: "a\0b" },
            jobRow({ job_id: jobId(4), location: incompressible }),
            jobRow({ job_id: jobId(5), job_title: "fine" }),
            jobRow({ job_id: jobId(5), job_title: "fine again" }),
            jobRow({ job_id: "no uuid" })
          ]
          const { counts, refused } = yield* exportAll(target(8, 2), rows)
          assert.deepStrictEqual(counts, { ...none, inserted: 1, failed: 6 })
          const reasons = new Map(refused.map(({ reason, row }) => [row.job_id, reason]))
          assert.match(reasons.get(jobId(1)) ?? "", /^date\/time field value out of range: "2026-02-30"/)
          assert.match(reasons.get(jobId(2)) ?? "", /^half of a surrogate pair/)
          assert.match(reasons.get(jobId(3)) ?? "", /^invalid byte sequence for encoding "UTF8": 0x00/)
          assert.match(reasons.get(jobId(4)) ?? "", /^index row/)
          assert.match(reasons.get(jobId(5)) ?? "", /^the same job_id came before/)
          assert.match(reasons.get("no uuid") ?? "", /^invalid input syntax for type uuid/)
          assert.deepStrictEqual(yield* titles, [
            { title: "job 1", partition: fr8 },
            { title: "fine", partition: fr8 }
          ])
        })
      )
    )

    it.live("are refused one by one in a first load too, which leaves the indexes as they were", () =>
      onEmpty(
        Effect.gen(function* () {
          const indexes = query("select indexdef from pg_indexes where tablename = 'jobs' order by 1")
          const before = yield* indexes
          const rows = [
            one,
            { ...two, job_description: "a\0b" },
            { ...one, job_title: "again" },
            jobRow({ job_id: jobId(4), location: incompressible }),
            three
          ]
          const { counts, refused } = yield* exportAll(target(8), rows)
          assert.deepStrictEqual(counts, { ...none, inserted: 2, failed: 3 })
          assert.deepStrictEqual(
            refused.map(({ reason, row }) => [row.job_id, /^(invalid byte|the same job_id|index row)/.test(reason)]),
            [2, 1, 4].map((n) => [jobId(n), true])
          )
          assert.deepStrictEqual(yield* indexes, before)
          assert.deepStrictEqual(yield* undoVersion(target(8)), { removed: 2, restored: 0 })
          assert.deepStrictEqual(yield* titles, [])
        })
      )
    )

    it.live("go in first without what people added to the table being touched", () =>
      onEmpty(
        Effect.gen(function* () {
          const indexes = query(
            "select indexrelid::regclass::text as name from pg_index where indrelid = 'jobs'::regclass and not indisunique order by 1"
          )
          assert.deepStrictEqual(
            yield* indexes,
            [...ownIndexes].sort().map((name) => ({ name }))
          )
          const theirs = query(
            "select indexrelid, pg_get_indexdef(indexrelid) as text from pg_index where indexrelid::regclass::text like 'their%' order by 1"
          )
          yield* query("create index their_index on jobs (search_query)")
          yield* query("alter table jobs add constraint their_rule exclude using btree (url with =)")
          const before = yield* theirs
          const { counts, refused } = yield* exportAll(target(8), [
            one,
            two,
            { ...three, url: "https://example.com/3" }
          ])
          assert.deepStrictEqual(counts, { ...none, inserted: 2, failed: 1 })
          assert.match(refused[0]?.reason ?? "", /"their_rule"/)
          assert.lengthOf(before, 2)
          assert.deepStrictEqual(yield* theirs, before)
        }).pipe(
          Effect.ensuring(
            Effect.orDie(
              Effect.andThen(
                query("alter table jobs drop constraint if exists their_rule"),
                query("drop index if exists their_index")
              )
            )
          )
        )
      )
    )

    it.live("come out as they went in, whatever their text", () =>
      onEmpty(
        Effect.gen(function* () {
          const texts = [
            "tab\tnewline\nreturn\rbackslash\\ \\N \\.",
            'quotes \' " `` {a,"b"} NULL',
            "emoji 👩🏽‍💻, العربية, ‏עברית‎, é e\u0301 \u00a0\u2028",
            "",
            "\\.\n",
            "x".repeat(1_000_000)
          ]
          const rows = texts.map((text, n) =>
            jobRow({ job_id: jobId(n), job_title: text, job_description: text, latitude: 0.1 + 0.2, salary_max: 1e15 })
          )
          const { counts } = yield* exportAll(target(8), rows)
          assert.deepStrictEqual(counts, { ...none, inserted: texts.length })
          const stored = yield* query<{ job_title: string; job_description: string }>(
            "select job_title, job_description, latitude, salary_max from jobs order by job_id"
          )
          assert.deepStrictEqual(
            stored,
            texts.map((text) => ({ job_title: text, job_description: text, latitude: 0.1 + 0.2, salary_max: 1e15 }))
          )
        })
      )
    )

    it.live("that someone else touched are noticed by partition, and put right by the next export", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one, two])
          yield* exportAll(target(9), [three])
          assert.deepStrictEqual(yield* outsideChanges, [])
          yield* query(`delete from jobs where job_id = '${jobId(1)}'`)
          yield* query(`update jobs set job_title = 'mine' where job_id = '${jobId(2)}'`)
          assert.deepStrictEqual(yield* outsideChanges, [fr8])
          const { counts } = yield* exportAll(target(8, 2), [one, two])
          assert.deepStrictEqual(counts, { ...none, inserted: 1, updated: 1 })
          assert.deepStrictEqual(yield* outsideChanges, [])
          yield* query("truncate jobs")
          assert.deepStrictEqual(yield* outsideChanges, [fr8, fr9])
        })
      )
    )

    it.live("are what they were before a version, books included, when it is taken back", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one, two])
          yield* exportAll(target(9), [{ ...two, job_title: "ninth" }])
          const before = yield* everything
          yield* exportAll(target(9, 2), [{ ...one, job_title: "taken over" }, three])
          assert.deepStrictEqual(yield* undoVersion(target(9, 2)), { removed: 2, restored: 1 })
          assert.deepStrictEqual(yield* everything, before)
        })
      )
    )

    it.live("keep what a later day wrote over a version that is taken back", () =>
      onEmpty(
        Effect.gen(function* () {
          yield* exportAll(target(8), [one, two])
          yield* exportAll(target(9), [{ ...one, job_title: "ninth" }])
          yield* undoVersion(target(8))
          assert.deepStrictEqual(yield* titles, [{ title: "ninth", partition: fr9 }])
          yield* exportAll(target(9, 2), [])
          assert.deepStrictEqual(yield* everything, { jobs: [], shadows: [], history: (yield* everything).history })
        })
      )
    )

    // The embedded database lets nobody in beside a transaction.
    it.live.runIf(kind.name === "server")(
      "that someone inserts meanwhile are covered like any others, and come back",
      () =>
        onEmpty(
          Effect.gen(function* () {
            const database = yield* Database
            const theirs = database.runAside("insert", (db) =>
              sql`insert into jobs (job_id, job_title) values (${jobId(1)}, 'theirs') on conflict do nothing`.execute(
                db
              )
            )
            const rows = Stream.concat(Stream.drain(Stream.fromEffect(theirs)), Stream.fromIterable([one, two]))
            const { counts } = yield* exportRows(target(8), rows)
            assert.deepStrictEqual(counts, { ...none, inserted: 1, updated: 1 })
            yield* exportAll(target(8, 2), [])
            assert.deepStrictEqual(yield* titles, [{ title: "theirs", partition: null }])
          })
        )
    )

    it.live.runIf(kind.name === "server")(
      "that someone is changing are waited for where a change is noted already",
      () =>
        onEmpty(
          Effect.gen(function* () {
            const database = yield* Database
            yield* exportAll(target(8), [one, two])
            yield* query(`update jobs set job_title = 'mine' where job_id = '${jobId(2)}'`)
            const changing = yield* Deferred.make<void>()
            const change = database.transaction(
              Effect.gen(function* () {
                yield* query(`update jobs set job_title = 'mine too' where job_id = '${jobId(1)}'`)
                yield* Deferred.succeed(changing, undefined)
                yield* Effect.sleep("300 millis")
              })
            )
            const again = Effect.andThen(Deferred.await(changing), exportAll(target(8, 2), [one, two]))
            const [, { counts }] = yield* Effect.all([change, again], { concurrency: "unbounded" })
            assert.deepStrictEqual(counts, { ...none, updated: 2 })
            assert.deepStrictEqual(yield* outsideChanges, [])
          })
        )
    )

    it.live("stay as they were when the transaction around their export fails", () =>
      onEmpty(
        Effect.gen(function* () {
          const { transaction } = yield* Database
          yield* exportAll(target(8), [one])
          const before = yield* everything
          yield* Effect.flip(
            transaction(Effect.andThen(exportAll(target(8, 2), [two, three]), Effect.fail("a check did not pass")))
          )
          assert.deepStrictEqual(yield* everything, before)
          assert.deepStrictEqual(yield* query("select tablename from pg_tables where tablename like 'job_stage%'"), [])
        })
      )
    )

    it.live("of two exports at once end as if one had come after the other", () =>
      onEmpty(
        Effect.gen(function* () {
          const many = Array.from({ length: 300 }, (_, n) => n)
          const day = (of: number, ids: ReadonlyArray<number>) =>
            exportAll(
              target(of),
              ids.map((n) => jobRow({ job_id: jobId(n), job_title: `day ${of}` }))
            )
          yield* Effect.all([day(8, many), day(9, [...many].reverse()), day(7, many)], { concurrency: "unbounded" })
          assert.deepStrictEqual(yield* query("select job_title, partition, count(*) as n from jobs group by 1, 2"), [
            { job_title: "day 9", partition: fr9, n: 300 }
          ])
          assert.deepStrictEqual(yield* query("select count(*) as n from runner.job_shadow"), [{ n: 600 }])
        })
      )
    )
  })
}
