import { assert, describe, layer } from "@effect/vitest"
import { Effect, Layer, Result } from "effect"
import { Database } from "../../src/Database.ts"
import * as Filter from "../../src/jobs/Filter.ts"
import { byIds, facet, type JobQuery, search } from "../../src/service/JobSearch.ts"
import { serverLayer } from "../../src/testing/freshDatabase.ts"
import { jobId } from "../../src/testing/jobRow.ts"
import { serverUrl } from "../databases.ts"
import { query } from "../jobs/fixtures.ts"

const fill = Effect.gen(function* () {
  yield* query(`
    insert into jobs (
      job_id, job_title, company_name, location, city, posted_date, partition, skills_required, source,
      contract_type, salary_min, salary_max, job_description
    )
    select
      lpad(to_hex(n), 32, '0')::uuid, 'title ' || n, 'Company ' || n % 9000, 'Place ' || n % 900, 'City ' || n % 900,
      date '2020-01-01' + n % 2000, 'partition ' || n % 100, 'Common, Skill ' || n % 900, 'adzuna',
      case when n % 5000 = 0 then 'internship' else 'permanent' end,
      case when n % 2 = 0 then 30000 + n % 5000 * 10 end, case when n % 3 = 0 then 35000 + n % 5000 * 10 end,
      repeat('words ', 40)
    from generate_series(1, 200000) n`)
  yield* query("vacuum analyze jobs")
})

/** The plans of all statements that an effect runs on `jobs`, as the server tells them. */
const plansOf = <A, E>(effect: Effect.Effect<A, E, Database>) =>
  Effect.gen(function* () {
    const database = yield* Database
    const plans: Array<string> = []
    const note = ({ message }: { readonly message?: string | undefined }) => {
      if (message?.includes("Query Text:") === true && message.includes("jobs")) {
        plans.push(message)
      }
    }
    return yield* database.transaction(
      Effect.gen(function* () {
        yield* database.run("explain", async (_, { connection }) => {
          connection.on("notice", note)
          await connection.query("load 'auto_explain'")
          await connection.query("set local auto_explain.log_min_duration = 0; set local client_min_messages = log")
        })
        yield* effect
        yield* database.run("explained", async (_, { connection }) => {
          // A statement ends, and is told of, when the next one begins.
          await connection.query("reset client_min_messages")
          connection.off("notice", note)
        })
        return plans
      })
    )
  })

/** Whole reads of `jobs`; the look for one ad that is no sample ends with the first. */
const readsAll = (plan: string) => /Seq Scan on (public\.)?jobs(?! other)/.test(plan)

const asked = (where: string): JobQuery => ({ words: [], filter: Result.getOrThrow(Filter.parse(where)) })
const page = { limit: 50, offset: 0, sort: "posted" } as const

if (serverUrl !== null) {
  layer(
    Layer.tap(serverLayer(serverUrl), (services) => Effect.orDie(Effect.provide(fill, services))),
    { timeout: "180 seconds", excludeTestServices: true }
  )("a search among 200,000 ads", (it) => {
    it.effect(
      "reads by an index what it asks for",
      () =>
        Effect.gen(function* () {
          const cases: ReadonlyArray<readonly [string, string]> = [
            ["city=city 7", "jobs_city_folded"],
            ["city=CITY 7,city 8", "jobs_city_folded"],
            ["company=company 7", "jobs_company_folded"],
            ["skill=skill 7", "jobs_skills_folded"],
            ["posted>=2022-01-03 and posted<=2022-01-05", "jobs_posted_date"],
            ["pay_max>=84900", "jobs_pay"]
          ]
          for (const [where, index] of cases) {
            const plans = yield* plansOf(Effect.all([search(asked(where), page), facet(asked(where), "company", 10)]))
            assert.lengthOf(plans, 3, where)
            for (const plan of plans) {
              assert.include(plan, index, where)
              assert.isFalse(readsAll(plan), plan)
            }
          }
        }),
      60_000
    )

    it.effect(
      "reads a page in its order, whatever else is asked",
      () =>
        Effect.gen(function* () {
          const cases = [
            ["", "posted", "jobs_posted_date"],
            ["contract=permanent", "posted", "jobs_posted_date"],
            ["", "pay", "jobs_pay"]
          ] as const
          for (const [where, sort, index] of cases) {
            const plans = yield* plansOf(search(asked(where), { ...page, sort }))
            const [plan = ""] = plans.filter((text) => text.includes("limit"))
            assert.include(plan, index, where)
            assert.isFalse(readsAll(plan), plan)
            assert.notInclude(plan, "Sort Key", where)
          }
        }),
      60_000
    )

    it.effect(
      "finds ads by their ids",
      () =>
        Effect.gen(function* () {
          const plans = yield* plansOf(byIds([jobId(1), jobId(2)]))
          assert.isTrue(plans.length === 1 && plans.every((plan) => plan.includes("jobs_pkey")))
          // The test can fail: what no index serves is read as a whole.
          const [count = ""] = yield* plansOf(search(asked("title~47"), page))
          assert.isTrue(readsAll(count))
        }),
      60_000
    )
  })
} else {
  describe.skip("a search among 200,000 ads (needs a server)")
}
