import { assert, describe, it } from "@effect/vitest"
import { documents } from "@jobgraph/runner/json/commands"
import { Effect, Schema } from "effect"
import { adFile, apiAd, apiAds } from "./adFile.ts"
import { databaseKind, makeRunner } from "./runner.ts"

type Result = (typeof documents.materialize)["Type"]
const ends = (result: Result) => result.steps.map(({ asset, status }) => `${asset} ${status}`)
const metadataOf = (result: Result, asset: string) => result.steps.find((step) => step.asset === asset)?.metadata ?? {}

describe(`the pipeline on the ${databaseKind} database`, { timeout: 180_000 }, () => {
  it.live("collects samples, exports them, and then has nothing to do", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const first = yield* runner.run("materialize", "--all", "--partition", "2026-01-08/fr")
      assert.strictEqual(first.code, 0, first.stderr)
      assert.match(first.stdout, /exported +2026-01-08\/fr +materialized/)
      assert.match(first.stdout, /Total records: \d+\nValid records: \d+\nFailed validation: \d+/)
      assert.match(first.stdout, /The rows are in the table jobs of/)
      assert.match(
        first.stderr,
        /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] STAGE=collect \| STATUS=in_progress \| jobs_collected=0$/m
      )
      assert.match(first.stderr, /STAGE=collect \| STATUS=success \| jobs_collected=\d+ \| duration=[\d.]+s$/m)
      assert.match(first.stderr, /PIPELINE \| STATUS=complete \| total_duration=[\d.]+s \| success_rate=100%$/m)
      const rows = yield* runner.query("select count(*)::int as n, bool_and(source = 'sample') as sample from jobs")
      assert.isAbove(Number(rows[0]?.n), 150)
      assert.isTrue(rows[0]?.sample)

      const again = yield* runner.run("materialize", "--all", "--partition", "2026-01-08/fr")
      assert.strictEqual(again.code, 0)
      assert.match(again.stdout, /Everything is fresh/)

      const one = yield* runner.json(documents.materialize, "materialize", "enriched", "--partition", "2026-01-08/fr")
      assert.deepStrictEqual(ends(one), ["enriched materialized"])
      assert.isFalse(one.steps[0]?.changed)

      const status = yield* runner.json(documents.status, "status", "--partition", "2026-01-08/fr")
      assert.deepStrictEqual([...new Set(status.assets.map((asset) => asset.status))], ["fresh"])
      const runs = yield* runner.json(documents["runs list"], "runs", "list")
      assert.deepStrictEqual(
        runs.runs.map((run) => [run.status, run.selection]),
        [
          ["success", "enriched"],
          ["success", "*"]
        ]
      )
      const logs = yield* runner.run("runs", "logs", runs.runs[1]?.runId ?? "")
      assert.match(logs.stdout, /STAGE=export \| STATUS=success \| jobs_inserted=\d+/)
      const detail = yield* runner.json(documents["runs show"], "runs", "show", runs.runs[1]?.runId ?? "")
      assert.lengthOf(detail.steps, 5)
      const { events } = yield* runner.json(documents["runs logs"], "runs", "logs", "last")
      assert.deepStrictEqual(
        events.map(({ sequence }) => sequence),
        events.map((_, index) => index + 1)
      )
      const [report] = (yield* runner.json(documents.report, "report")).reports
      const { rejects } = yield* runner.json(documents["report --rejects"], "report", "--rejects")
      assert.strictEqual(rejects.length, report?.failed)
      const { assets } = yield* runner.json(documents.assets, "assets")
      assert.deepStrictEqual(
        assets.map(({ key }) => key),
        ["raw", "validated", "enriched", "tfidf_model", "exported"]
      )
      const batches = yield* runner.query(
        "select stage, status, jobs_collected, jobs_inserted from batch_runs order by created_at, stage"
      )
      assert.isTrue(batches.every((batch) => batch.status === "success"))
      assert.strictEqual(batches.length, 6)
    }).pipe(Effect.scoped)
  )

  it.live("updates the one row of an ad that changed, and stops where content is the same again", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const ads = apiAds(30)
      const file = adFile(runner.home, "ads.json", ads)
      const materialize = (...words: ReadonlyArray<string>) =>
        runner.json(documents.materialize, "materialize", "--all", "--partition", "2026-03-07/fr", ...words)
      const first = yield* materialize("--source", file)
      assert.deepInclude(metadataOf(first, "exported"), { inserted: 30, updated: 0 })

      assert.deepStrictEqual((yield* materialize()).runId, null)

      adFile(runner.home, "ads.json", [apiAd({ ...ads[0], company: { display_name: "Frêne SA" } }), ...ads.slice(1)])
      const plan = yield* runner.json(documents.plan, "plan", "--partition", "2026-03-07/fr")
      assert.deepStrictEqual(
        plan.steps.map(({ action, asset }) => `${asset} ${action}`),
        ["raw run", "validated maybe", "enriched maybe", "tfidf_model maybe", "exported maybe"]
      )
      const second = yield* materialize()
      assert.deepInclude(metadataOf(second, "exported"), { inserted: 0, updated: 1, unchanged: 29 })
      const changed = yield* runner.query("select company_name from jobs where updated_at > created_at")
      assert.deepStrictEqual(changed, [{ company_name: "Frêne SA" }])

      const setting = yield* materialize("--set", "validated.titleMinLength=9")
      assert.deepStrictEqual(ends(setting), [
        "raw fresh",
        "validated materialized",
        "enriched unchanged",
        "tfidf_model unchanged",
        "exported unchanged"
      ])
    }).pipe(Effect.scoped)
  )

  it.live("keeps two dates and two markets apart in one database", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const monday = apiAds(12)
      const tuesday = [apiAd({ ...monday[0], company: { display_name: "Frêne SA" } }), ...apiAds(6, 5_600_000_100)]
      const german = [apiAd({ id: "4700000001", title: "Datenanalyst (m/w/d) in Köln" }), apiAd({ id: "4700000002" })]
      const file = adFile(runner.home, "2026-03-09-fr.json", monday)
      adFile(runner.home, "2026-03-10-fr.json", tuesday)
      adFile(runner.home, "2026-03-10-de.json", german)
      const source = file.replace("2026-03-09-fr", "{date}-{market}")
      const materialize = (partition: string) =>
        runner.json(documents.materialize, "materialize", "--all", "--source", source, "--partition", partition)
      yield* materialize("2026-03-10/fr")
      yield* materialize("2026-03-10/de")
      const older = yield* materialize("2026-03-09/fr")
      assert.deepInclude(metadataOf(older, "exported"), { inserted: 11, superseded: 1 })
      const company = yield* runner.query(
        "select company_name from jobs where batch_date = '2026-03-10' and country = 'fr' and company_name like 'Fr%'"
      )
      assert.deepStrictEqual(company, [{ company_name: "Frêne SA" }])
      const counts = yield* runner.query(
        "select country, count(*)::int as n from jobs group by country order by country"
      )
      assert.deepStrictEqual(counts, [
        { country: "de", n: 2 },
        { country: "fr", n: 18 }
      ])
      const status = yield* runner.json(documents.status, "status", "--partition", "2026-03-10")
      const stale = status.assets.filter((asset) => asset.status !== "fresh").map(({ key }) => key)
      assert.deepStrictEqual(stale, [])
    }).pipe(Effect.scoped)
  )

  it.live("leaves model and rows as they were when enrichment fails, and says why", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const file = adFile(runner.home, "ads.json", apiAds(12))
      const words = ["--partition", "2026-03-07/fr", "--source", file]
      yield* runner.json(documents.materialize, "materialize", "--all", ...words)
      const before = yield* runner.query("select * from jobs order by job_id")
      const models = yield* runner.query("select model_version, status from model_versions")
      // Nothing is left of an ad whose texts are markup only: all are refused, and an empty version may not replace one with rows.
      adFile(
        runner.home,
        "ads.json",
        apiAds(12).map((ad) => ({ ...ad, title: "<br><br><br><br>", description: "<p></p>" }))
      )
      const failed = yield* runner.run("materialize", "--all", ...words, "--json")
      assert.strictEqual(failed.code, 1)
      const result = Schema.decodeUnknownSync(Schema.fromJsonString(documents.materialize))(failed.stdout)
      assert.strictEqual(result.status, "failed")
      assert.deepStrictEqual(ends(result), [
        "raw materialized",
        "validated materialized",
        "enriched failed",
        "tfidf_model blocked",
        "exported blocked"
      ])
      assert.deepInclude(result.steps[2]?.error, { tag: "CheckFailed", transient: false })
      assert.deepStrictEqual(yield* runner.query("select * from jobs order by job_id"), before)
      assert.deepStrictEqual(yield* runner.query("select model_version, status from model_versions"), models)
      const batch = yield* runner.query(
        "select error_message from batch_runs where status = 'failed' and stage = 'enrich'"
      )
      assert.match(String(batch[0]?.error_message), /has_rows/)
      assert.lengthOf(yield* runner.query("select 1 from batch_runs where stage = 'export'"), 1)
    }).pipe(Effect.scoped)
  )

  it.live("ends cleanly on Ctrl-C, and the next command goes on", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      yield* runner.run("db", "migrate")
      const child = runner.start("materialize", "--all", "--partition", "2026-01-08/fr", "--json")
      let printed = ""
      const code = yield* Effect.callback<number | null>((resume) => {
        child.stdout?.on("data", (chunk) => {
          printed += chunk
        })
        const interruptOnce = (chunk: unknown) => {
          if (!String(chunk).includes("STAGE=collect")) return
          // The step that is cut off says so, too, and a second signal would end the command at once.
          child.stderr?.off("data", interruptOnce).resume()
          child.kill("SIGINT")
        }
        child.stderr?.on("data", interruptOnce)
        child.on("close", (code) => resume(Effect.succeed(code)))
      })
      assert.strictEqual(code, 130)
      const cancelled = Schema.decodeUnknownSync(Schema.fromJsonString(documents.materialize))(printed)
      assert.strictEqual(cancelled.status, "cancelled")
      const runs = yield* runner.json(documents["runs list"], "runs", "list")
      assert.deepStrictEqual(
        runs.runs.map((run) => run.status),
        ["cancelled"]
      )
      const rest = yield* runner.json(documents.materialize, "materialize", "--all", "--partition", "2026-01-08/fr")
      assert.strictEqual(rest.status, "success")
    }).pipe(Effect.scoped)
  )
})
