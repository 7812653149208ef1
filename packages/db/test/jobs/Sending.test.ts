import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Database } from "../../src/Database.ts"
import { shared } from "../../src/testing/freshDatabase.ts"
import { jobId, jobRow } from "../../src/testing/jobRow.ts"
import { kinds } from "../databases.ts"
import { exportAll, none, query, target } from "./fixtures.ts"

/** Some ten blocks. */
const many = 2_000
const strange = 'tab\tnewline\nreturn\rbackslash\\ \\N \\t {"a"} é 👩🏽‍💻'
const rows = Array.from({ length: many }, (_, n) =>
  jobRow({
    job_id: jobId(n),
    job_title: `job ${n}`,
    job_description: `${n} ${strange} `.repeat(100),
    salary_max: n / 8
  })
)
/** Few here and there, and all of a block: while its rows are tried one by one, the next ones are made ready. */
const isBad = (n: number) => [0, 345, many - 1].includes(n) || (n >= 800 && n < 1_200)
const bad = { category: null, latitude: 1e-7, posted_date: "2026-02-30", department: "" }
const given = rows.map((row, n) => {
  // More than a block, among those that are taken and those that are not.
  const long = [12, 345].includes(n) ? { job_description: "é".repeat(700_000), job_title: "\\N" } : {}
  return { ...row, ...long, ...(isBad(n) ? bad : {}) }
})

for (const kind of kinds) {
  const database = shared(kind.layer)
  afterAll(database.close)
  const onEmpty = <A, E>(test: Effect.Effect<A, E, Database>) => Effect.provide(test, database.layer)

  describe(`many rows on their way (${kind.name})`, { timeout: 180_000 }, () => {
    it.live("are refused where they are damaged, however many follow each other", () =>
      onEmpty(
        Effect.gen(function* () {
          const damaged = Array.from({ length: 2_500 }, (_, n) => jobRow({ job_id: jobId(n), job_title: "\ud800" }))
          const sound = jobRow({ job_id: jobId(9_999), job_title: "sound" })
          const { counts, refused } = yield* exportAll(target(8), [...damaged, sound])
          assert.deepStrictEqual(counts, { ...none, inserted: 1, failed: damaged.length })
          assert.match(refused.at(-1)?.reason ?? "", /half of a surrogate pair/)
        })
      )
    )

    for (const { how, before } of [
      { how: "straight in", before: [] },
      { how: "by a stage", before: rows.slice(0, 1) }
    ]) {
      it.live(`arrive as they were, and come back as they were where they are refused: ${how}`, () =>
        onEmpty(
          Effect.gen(function* () {
            yield* exportAll(target(7), before)
            const { counts, refused } = yield* exportAll(target(8), given)
            const refusable = given.filter((_, n) => isBad(n))
            assert.deepStrictEqual(counts, { ...none, inserted: many - refusable.length, failed: refusable.length })
            assert.deepStrictEqual(
              refused.map(({ row }) => row),
              refusable
            )
            assert.match(refused[0]?.reason ?? "", /2026-02-30/)
            assert.deepStrictEqual(
              yield* query(
                `select job_title, job_description, salary_max from jobs where partition = '${target(8).partition}' order by job_id`
              ),
              given
                .filter((_, n) => !isBad(n))
                .map(({ job_description, job_title, salary_max }) => ({ job_title, job_description, salary_max }))
            )
          })
        )
      )
    }
  })
}
