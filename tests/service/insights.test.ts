import { assert, describe, it } from "@effect/vitest"
import { InsightAnswer } from "@jobgraph/runner/api/Insights"
import { Effect, Schema } from "effect"
import { databaseKind, makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"

/** Two months of ads in two cities; one company's name is a formula. */
const ads = `
  insert into jobs (job_id, job_title, company_name, city, posted_date, batch_date, skills_required, salary_min, salary_max,
    salary_currency, salary_is_predicted, salary_is_suspect, contract_type, source)
  select gen_random_uuid(), 'Engineer', case n % 3 when 0 then '=1+1' when 1 then 'Acme, Inc.' else 'Zebra' end,
    case when n % 4 = 0 then 'Lyon' else 'Paris' end, date '2026-01-31' - n % 60, '2026-01-31',
    case when n % 60 < 30 and n % 2 = 0 then 'Python, Rust' else 'Python' end,
    30000 + n * 100, 34000 + n * 100, 'EUR', n % 10 = 0, n % 10 = 1, 'permanent', 'adzuna'
  from generate_series(0, 599) n`

const Json = Schema.Record(Schema.String, Schema.Json)

describe(`insights over HTTP and by the command (${databaseKind})`, () => {
  it.live(
    "are the same figures, of the data as they stand, as JSON and as CSV",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { url } = yield* startService(runner)
        yield* runner.query(ads)
        const get = (path: string, headers: Record<string, string> = {}) =>
          Effect.promise(async () => {
            const response = await fetch(`${url}/api/v1/insights/${path}`, { headers })
            return { status: response.status, headers: response.headers, text: await response.text() }
          })
        const read = (path: string) =>
          Effect.flatMap(get(path), ({ text }) =>
            Effect.orDie(Schema.decodeUnknownEffect(Schema.fromJsonString(InsightAnswer))(text))
          )

        const pay = yield* read("pay?by=city")
        assert.deepStrictEqual(pay.window, { from: "2026-01-02", to: "2026-01-31" })
        assert.strictEqual(pay.n, 300)
        assert.deepStrictEqual(pay.excluded, { predicted: 30, suspect: 30, otherCurrency: 0 })
        assert.strictEqual(pay.withPay, 240)
        assert.strictEqual(pay.unit, "EUR a year")
        assert.isFalse(pay.sample)
        const [expected] = yield* runner.query(`
          select percentile_cont(0.5) within group (order by (salary_min + salary_max) / 2)::int as median from jobs
          where city = 'Lyon' and posted_date >= '2026-01-02' and not salary_is_predicted and not salary_is_suspect`)
        assert.strictEqual(pay.boxes.find(({ key }) => key === "Lyon")?.p50, expected?.["median"])

        // What is asked for by name is what is asked for in words, and the command says the same.
        const named = yield* read("demand?city=Lyon&skill=rust&bucket=week&days=28")
        const worded = yield* read(`demand?where=${encodeURIComponent("skill=rust and city=Lyon")}&bucket=week&days=28`)
        assert.deepStrictEqual(named.series, worded.series)
        assert.strictEqual(
          worded.command,
          "runner insights demand --where 'skills=rust and city=Lyon' --bucket week --days 28"
        )
        const { code, stderr, stdout } = yield* runner.run(
          ...[
            "insights",
            "demand",
            "--where",
            "skills=rust and city=Lyon",
            "--bucket",
            "week",
            "--days",
            "28",
            "--json"
          ]
        )
        assert.strictEqual(code, 0, stderr)
        const { command: _, ...answer } = worded
        assert.deepStrictEqual(Schema.decodeUnknownSync(Schema.fromJsonString(Json))(stdout), { ...answer })
        assert.deepStrictEqual(
          (yield* read("rising")).ranks.map(({ key, n, before }) => [key, n, before]),
          [["Rust", 150, 0]]
        )

        const csv = yield* get("companies", { accept: "text/csv" })
        assert.match(csv.headers.get("content-type") ?? "", /^text\/csv/)
        assert.match(csv.headers.get("content-disposition") ?? "", /companies-300-ads\.csv/)
        assert.deepStrictEqual(
          csv.text.split("\n").map((line) => line.split(",", 2).join(",")),
          ["company,n", "'=1+1,100", '"Acme, Inc."', "Zebra,100", ""]
        )
        const printed = yield* runner.run("insights", "companies", "--csv")
        assert.strictEqual(printed.stdout, csv.text)

        // Rows that are written afterwards are counted, though the answer before is kept.
        yield* runner.query(
          "insert into jobs (job_id, job_title, city, posted_date, partition) values (gen_random_uuid(), 'x', 'Lyon', '2026-01-31', '2026-01-31/fr')"
        )
        const later = yield* read("pay?by=city")
        assert.strictEqual(later.n, 301)
        assert.notStrictEqual(later.dataVersion, pay.dataVersion)

        for (const [path, status] of [
          ["places?by=skill", 422],
          ["pay?where=town%3DLyon", 422],
          ["pay?from=2026-02-31", 400],
          ["pay?from=2027-01-01", 422],
          ["pay?days=0", 400],
          ["pay?by=salary", 400],
          ["nothing", 400]
        ] as const) {
          const { headers, status: found, text } = yield* get(path)
          assert.strictEqual(found, status, `${path}: ${text}`)
          assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/)
        }
      }).pipe(Effect.scoped),
    300_000
  )
})
