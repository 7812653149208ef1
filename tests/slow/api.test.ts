import { rmSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { AssetStatus } from "@jobgraph/runner/api/AssetAnswers"
import { ActionResult } from "@jobgraph/runner/api/Common"
import { Facets, JobClaim, JobPage } from "@jobgraph/runner/api/Jobs"
import { ModelVersion } from "@jobgraph/runner/api/Models"
import { Hold, ReleaseResult, RetryResult, RollbackResult, RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { SearchHit } from "@jobgraph/runner/api/System"
import { Effect, Schema } from "effect"
import { makeRunner } from "../e2e/runner.ts"
import { startService } from "../e2e/startService.ts"
import { apiOf, type Call } from "../service/apiCalls.ts"
import { type Endpoint, endpoints } from "../service/document.ts"

const Item = Schema.Struct({ id: Schema.String })
const Items = Schema.Struct({ items: Schema.Array(Item), next: Schema.NullOr(Schema.String) })
const Rejecting = Schema.Struct({ items: Schema.Array(Schema.Struct({ id: Schema.String, rejected: Schema.Int })) })
const Runs = Schema.Struct({ items: Schema.Array(Schema.Struct({ runId: Schema.String, status: Schema.String })) })
const Batches = Schema.Struct({ items: Schema.Array(Schema.Struct({ batchId: Schema.String })) })
const DagRun = Schema.Struct({ dag_run_id: Schema.String, state: Schema.String })

const noJob = "00000000-0000-4000-8000-000000000000"
const badCursor = { query: { cursor: "zzz" } }
const dry = { dryRun: "true" }

type Api = ReturnType<typeof apiOf>

/** The run when it has ended. */
const ended = ({ read }: Api, runId: string) =>
  read(RunDetail, "runs.show", 200, { params: { runId } }).pipe(
    Effect.tap(() => Effect.sleep("200 millis")),
    Effect.repeat({ until: ({ status }) => status !== "queued" && status !== "running" })
  )

/** Statuses that any request may come to, whatever it asks: looked at for all endpoints in the same way. */
const general: ReadonlySet<number> = new Set([400, 401, 403, 413, 415, 429, 500, 503])

/** Questions that an endpoint cannot read, one for each of its parameters that has a form, and for its body. */
const unreadable = ({ hasBody, parameters }: Endpoint): ReadonlyArray<Call> => [
  ...parameters
    .filter(({ in: place, schema }) => place === "query" && JSON.stringify(schema).match(/"(enum|pattern|minimum)"/))
    .map(({ name }) => ({ query: { [name]: "no such value" } })),
  ...(hasBody ? [{ body: "{" }, { body: "[1]" }] : [])
]

describe("the HTTP API", () => {
  it.live(
    "answers at every endpoint with every status that it declares, and with no other",
    () =>
      Effect.gen(function* () {
        const runner = yield* makeRunner
        const { url } = yield* startService(runner, "--set", "sample.ads=20", "--set", "service.requestsPerSecond=5000")
        const api = apiOf(url)
        const { answered, call, read } = api

        yield* beforeAnyRun(api)

        // As the specification's curl asks: no body, no content type.
        const { dag_run_id: first } = yield* read(DagRun, "airflow.trigger", 200, {
          params: { dagId: "collect_jobs_daily" }
        })
        assert.strictEqual((yield* ended(api, first)).status, "success")
        yield* schedules(api)
        const second = yield* read(ActionResult, "schedules.trigger", 202, {
          params: { name: "collect_jobs_daily" },
          query: { date: "2026-01-08" }
        })
        assert.strictEqual((yield* ended(api, second.runId ?? "")).status, "success")

        yield* reading(api, first)
        yield* jobs(api)
        yield* models(api, runner.query)
        yield* backfills(api)
        yield* creating(api)
        yield* taking(api, first, second.runId ?? "")
        yield* nowhere(api)
        yield* refused(api)

        for (const endpoint of endpoints) {
          const { send } = api
          assert.strictEqual((yield* send(endpoint, { headers: { host: "evil.example" } })).status, 403)
          for (const question of unreadable(endpoint)) {
            assert.strictEqual(
              (yield* send(endpoint, question)).status,
              400,
              `${endpoint.id} ${JSON.stringify(question)}`
            )
          }
          if (endpoint.hasBody) {
            const headers = { "content-type": "text/xml" }
            assert.strictEqual((yield* send(endpoint, { body: "x", headers })).status, 415, endpoint.id)
            assert.strictEqual((yield* send(endpoint, { headers: { "content-length": "99999999" } })).status, 413)
          }
        }
        yield* withToken(runner, answered)

        // Last: files that are gone.
        rmSync(join(runner.home, "artifacts"), { recursive: true })
        yield* call("assets.rows", 409, { params: { key: "raw" } })
        const made = yield* read(Rejecting, "assets.materializations", 200, { params: { key: "validated" } })
        const version = made.items.find(({ rejected }) => rejected > 0)?.id
        yield* call("assets.rejects", 409, { params: { key: "validated" }, query: { version: version ?? "none" } })
        const [newest, oldest] = yield* read(Schema.Array(ModelVersion), "models.list", 200)
        const versions = [newest?.version ?? "", oldest?.version ?? ""]
        yield* call("models.compare", 409, { query: { a: versions[0] ?? "", b: versions[1] ?? "" } })
        yield* call("models.terms", 409, { params: { version: versions[1] ?? "" } })

        const declared = endpoints.flatMap(({ id, statuses }) =>
          statuses.filter((status) => !general.has(status)).map((status) => `${id} ${status}`)
        )
        const missing = declared.filter((pair) => !answered.has(pair))
        assert.deepStrictEqual(missing, [], "declared, and never answered")
      }).pipe(Effect.scoped),
    900_000
  )
})

/** There is no run, no model and no ad yet. */
const beforeAnyRun = Effect.fnUntraced(function* ({ call, read }: Api) {
  yield* call("runs.show", 404, { params: { runId: "last" } })
  for (const id of ["jobs.search", "jobs.facets"]) {
    yield* call(id, 409, { query: { text: "python" } })
  }
  yield* call("jobs.similar", 409, { params: { jobId: noJob } })
  assert.deepStrictEqual(yield* read(Schema.Array(ModelVersion), "models.list", 200), [])
})

const schedules = Effect.fnUntraced(function* ({ call }: Api) {
  const of = { params: { name: "collect_jobs_daily" } }
  yield* call("schedules.trigger", 200, { ...of, query: dry })
  for (const verb of ["pause", "resume"]) {
    yield* call(`schedules.${verb}`, 200, { ...of, query: dry })
    yield* call(`schedules.${verb}`, 202, of)
  }
  yield* call("schedules.list", 200)
})

/** Everything that only reads, of one run. */
const reading = Effect.fnUntraced(function* ({ call, read }: Api, runId: string) {
  const plain = ["meta", "quota", "assets.graph", "assets.list", "assets.freshness", "assets.checks", "runs.list"]
  const more = ["runs.grid", "runs.holds", "live.live", "backfills.list", "alerts.list", "batches.list"]
  const stats = ["current", "successRate", "stageTimes", "errors", "serviceLevels"].map((name) => `stats.${name}`)
  for (const id of [...plain, ...more, ...stats]) {
    yield* call(id, 200)
  }
  const hits = yield* read(Schema.Array(SearchHit), "search", 200, { query: { q: "model" } })
  assert.includeMembers(
    hits.map(({ kind }) => kind),
    ["asset", "command", "model"]
  )
  yield* call("assets.selection", 200, { query: { q: "enriched+" } })
  for (const view of ["show", "partitions", "materializations", "rows", "rejects"]) {
    yield* call(`assets.${view}`, 200, { params: { key: "raw" } })
  }
  yield* call("assets.series", 200, { params: { key: "raw" }, query: { metric: "rows" } })
  const { items } = yield* read(Items, "assets.materializations", 200, { params: { key: "raw" } })
  const [a, b] = [items[0]?.id ?? "", items.at(-1)?.id ?? ""]
  yield* call("assets.compare", 200, { params: { key: "raw" }, query: { a, b } })
  for (const view of ["show", "logs", "events"]) {
    yield* call(`runs.${view}`, 200, { params: { runId } })
  }
  const batches = yield* read(Batches, "batches.list", 200)
  yield* call("batches.show", 200, { params: { batchId: batches.items[0]?.batchId ?? "" } })
  yield* call("insights.show", 200, { params: { kind: "demand" } })
})

const jobs = Effect.fnUntraced(function* ({ call, read }: Api) {
  const listed = yield* read(JobPage, "jobs.search", 200, { query: { limit: "5" } })
  assert.strictEqual(listed.items.length, 5)
  const second = yield* read(JobPage, "jobs.search", 200, { query: { limit: "5", cursor: listed.next ?? "" } })
  assert.notInclude(
    second.items.map(({ id }) => id),
    listed.items[0]?.id
  )
  const text = listed.items.map(({ title }) => title).join(" ")
  const ranked = yield* read(JobPage, "jobs.search", 200, { query: { text, where: "language=fr" } })
  assert.isAbove(ranked.total, 0)
  for (const { score, snippet, why } of ranked.items) {
    assert.approximately(
      why.reduce((sum, { weight }) => sum + weight, 0),
      score ?? -1,
      1e-6
    )
    assert.isTrue((snippet?.ranges ?? []).every(([from, to]) => from < to && to <= (snippet?.text.length ?? 0)))
  }
  const scores = ranked.items.map(({ score }) => score ?? 0)
  assert.deepStrictEqual(
    scores,
    scores.toSorted((a, b) => b - a)
  )
  const city = listed.items.find(({ city }) => city !== null)?.city ?? ""
  const facets = yield* read(Facets, "jobs.facets", 200, { query: { city } })
  assert.deepInclude(
    facets.city.map(({ selected, value }) => ({ selected, value })),
    { selected: true, value: city }
  )
  assert.isTrue(facets.city.length > 1, "values beside the one that is selected")
  yield* read(Facets, "jobs.facets", 200, { query: { text, city } })
  const jobId = listed.items[0]?.id ?? ""
  const similar = yield* read(JobPage, "jobs.similar", 200, { params: { jobId } })
  assert.isFalse(similar.items.some(({ id }) => id === jobId))
  yield* call("jobs.show", 200, { params: { jobId } })
  const history = yield* read(Schema.Array(JobClaim), "jobs.history", 200, { params: { jobId } })
  assert.strictEqual(history.at(-1)?.state, "current")
  for (const id of ["jobs.search", "jobs.facets"]) {
    yield* call(id, 404, { query: { similarTo: noJob } })
    yield* call(id, 422, { query: { where: "city" } })
    yield* call(id, 422, { query: { q: "a", text: "b" } })
  }
  yield* call("jobs.search", 422, { query: { text: "data", sort: "pay" } })
  yield* call("jobs.similar", 404, { params: { jobId: noJob } })
  yield* call("jobs.similar", 422, { params: { jobId }, query: { where: "nothing=1" } })
})

type Query = Effect.Success<typeof makeRunner>["query"]

const models = Effect.fnUntraced(function* ({ call, read }: Api, query: Query) {
  const known = yield* read(Schema.Array(ModelVersion), "models.list", 200)
  assert.strictEqual(known.length, 2)
  const [newest, oldest] = known.map(({ version }) => ({ params: { version } }))
  if (newest === undefined || oldest === undefined) {
    return
  }
  const act = (name: string, status: number, of: Call) => call(`models.${name}`, status, of)
  const active = Effect.map(
    read(ModelVersion, "models.show", 200, { params: { version: "active" } }),
    ({ pinned, version }) => ({ pinned, version })
  )
  yield* call("models.terms", 200, { ...newest, query: { limit: "3" } })
  const both = { a: oldest.params.version, b: newest.params.version }
  yield* call("models.compare", 200, { query: both })
  yield* call("models.compare", 404, { query: { ...both, a: "nothing" } })
  for (const name of ["activate", "pin", "unpin", "archive", "rollback"]) {
    const { done } = yield* read(ActionResult, `models.${name}`, 200, { ...newest, query: dry })
    assert.isFalse(done)
  }
  assert.deepStrictEqual(yield* active, { pinned: false, ...newest.params }, "a dry run changes nothing")
  yield* act("activate", 409, newest)
  yield* act("unpin", 409, newest)
  yield* act("archive", 409, newest)
  yield* act("rollback", 409, oldest)
  yield* act("pin", 202, newest)
  assert.deepStrictEqual(yield* active, { pinned: true, ...newest.params })
  yield* act("pin", 409, newest)
  yield* act("unpin", 202, newest)
  yield* act("rollback", 202, newest)
  assert.deepStrictEqual(yield* active, { pinned: true, ...oldest.params })
  yield* act("activate", 202, newest)
  assert.deepStrictEqual(yield* active, { pinned: false, ...newest.params })
  // As a statement of a person's own may leave it: two are active, and the one that was activated last is in use.
  yield* query(`update model_versions set status = 'active' where model_version = '${oldest.params.version}'`)
  yield* act("archive", 202, newest)
  yield* act("activate", 202, newest)
})

const backfills = Effect.fnUntraced(function* (api: Api) {
  const { call, read } = api
  yield* call("backfills.create", 202, { body: { from: "2026-02-01", to: "2026-02-05" } })
  const { items } = yield* read(Items, "backfills.list", 200)
  const params = { id: items[0]?.id ?? "" }
  yield* call("backfills.pause", 202, { params })
  // A day that waits, since no further one begins.
  const waiting = yield* read(Runs, "runs.list", 200, { query: { status: "queued" } })
  const of = { params: { runId: waiting.items.at(-1)?.runId ?? "" } }
  yield* call("runs.cancel", 200, { ...of, query: dry })
  yield* call("runs.cancel", 202, of)
  assert.strictEqual((yield* ended(api, of.params.runId)).status, "cancelled")
  yield* call("runs.cancel", 409, of)
  yield* call("backfills.resume", 202, { params })
  yield* call("backfills.cancel", 202, { params })
  for (const verb of ["pause", "resume", "cancel"]) {
    yield* call(`backfills.${verb}`, 409, { params })
  }
  // What had begun is let end, so that it stands in nobody's way.
  const { items: begun } = yield* read(Runs, "runs.list", 200)
  yield* Effect.forEach(begun, ({ runId }) => ended(api, runId))
  yield* call("backfills.retry", 202, { params })
  yield* call("backfills.cancel", 202, { params })
  yield* Effect.forEach((yield* read(Runs, "runs.list", 200)).items, ({ runId }) => ended(api, runId))
})

const creating = Effect.fnUntraced(function* (api: Api) {
  const { call, read } = api
  yield* call("runs.plan", 200, { body: {} })
  const request = { selection: "raw", stale: true, partition: "2026-01-08" }
  yield* call("runs.create", 200, { body: request })
  yield* call("runs.create", 409, { body: { ...request, plan: "of another time" } })
  const run = yield* read(ActionResult, "runs.create", 202, {
    body: { selection: "enriched", partition: "2026-01-08" }
  })
  assert.strictEqual((yield* ended(api, run.runId ?? "")).status, "success")
})

/** What was done is repeated and taken back. */
const taking = Effect.fnUntraced(function* (api: Api, first: string, second: string) {
  const { call, read } = api
  const of = { params: { runId: first } }
  const retry = yield* read(RetryResult, "runs.retry", 200, { ...of, query: { fromStart: "true", ...dry } })
  assert.isTrue(retry.allowed)
  yield* call("runs.retry", 409, of)
  const repeated = yield* read(RetryResult, "runs.retry", 202, { ...of, query: { fromStart: "true" } })
  const last = yield* ended(api, repeated.runId ?? "")
  assert.deepStrictEqual([last.status, last.retryOf], ["success", first])
  yield* call("runs.retry", 409, { ...of, query: { fromStart: "true" } })

  // The repetition has built on it.
  const inTheWay = yield* read(RollbackResult, "runs.rollback", 200, { ...of, query: dry })
  assert.isFalse(inTheWay.allowed)
  assert.deepStrictEqual(
    inTheWay.builtUponBy.map(({ runId }) => runId),
    [last.runId]
  )
  yield* call("runs.rollback", 409, of)
  const both = yield* read(RollbackResult, "runs.rollback", 202, { ...of, query: { cascade: "true" } })
  assert.deepStrictEqual([...both.runIds].sort(), [first, last.runId].sort())
  const rolledBack = yield* read(RunDetail, "runs.show", 200, of)
  assert.strictEqual(rolledBack.status, "rolled_back")
  const command = rolledBack.actions.find(({ name }) => name === "release")?.command
  assert.strictEqual(command, `runner runs release ${first}`)
  const holds = yield* read(Schema.Array(Hold), "runs.holds", 200)
  assert.deepStrictEqual(holds.map(({ asset }) => asset).sort(), ["enriched", "exported", "raw", "validated"])
  const states = yield* read(Schema.Array(AssetStatus), "assets.status", 200)
  const raw = states.find(({ key }) => key === "raw")
  assert.deepStrictEqual([raw?.state, raw?.counts.held], ["held", 1])
  assert.match(raw?.hints.map(({ command }) => command).join() ?? "", /runner runs release \S+\/fr/)
  const dryRelease = yield* read(ReleaseResult, "runs.release", 200, { ...of, query: dry })
  assert.strictEqual(dryRelease.released.length, 4)
  yield* call("runs.release", 202, of)
  yield* call("runs.release", 409, of)

  yield* call("runs.rollback", 202, { params: { runId: second }, query: { cascade: "true" } })
  const partition = "2026-01-08/fr"
  yield* call("runs.releaseHolds", 200, { query: { partition, ...dry } })
  yield* call("runs.releaseHolds", 202, { query: { partition } })
  yield* call("runs.releaseHolds", 409, { query: { partition } })
})

/** Names that are nobody's. */
const nowhere = Effect.fnUntraced(function* ({ send }: Api) {
  const needed: Readonly<Record<string, string>> = { metric: "rows", a: "x", b: "y" }
  for (const endpoint of endpoints.filter(({ path, statuses }) => path.includes("{") && statuses.includes(404))) {
    const names = endpoint.parameters.filter(({ in: place, required }) => place === "query" && required)
    const query = Object.fromEntries(names.map(({ name }) => [name, needed[name] ?? ""]))
    assert.strictEqual((yield* send(endpoint, { query })).status, 404, endpoint.id)
  }
})

/** What can be read and makes no sense. */
const refused = Effect.fnUntraced(function* ({ call, send }: Api) {
  for (const endpoint of endpoints.filter(({ parameters }) => parameters.some(({ name }) => name === "cursor"))) {
    const params = { key: "raw", runId: "last", jobId: noJob }
    assert.strictEqual((yield* send(endpoint, { ...badCursor, params })).status, 422, endpoint.id)
  }
  yield* call("assets.status", 422, { query: { selection: "enriched and" } })
  yield* call("runs.grid", 422, { query: { from: "soon" } })
  yield* call("runs.plan", 422, { body: { selection: "enriched and" } })
  yield* call("runs.create", 422, { body: { partition: "tomorrow" } })
  yield* call("live.live", 422, { query: { topics: "weather" } })
  yield* call("backfills.create", 422, { body: { from: "2026-02-05", to: "2026-02-01" } })
  yield* call("insights.show", 422, { params: { kind: "demand" }, query: { where: "city" } })
  yield* call("signIn", 401, { body: { token: "wrong" } })
  yield* call("signOut", 204)
})

/** A second service, which needs a token and lets few requests through. */
const withToken = Effect.fnUntraced(function* (runner: Effect.Success<typeof makeRunner>, answered: Set<string>) {
  const token = "a-long-random-word"
  const variables = runner.withVariables({ RUNNER_API_TOKEN: token })
  const { url } = yield* startService(variables, "--set", "service.requestsPerSecond=20")
  const { call, send } = apiOf(url, answered)
  yield* call("signIn", 204, { body: { token } })
  for (const endpoint of endpoints.filter(({ id }) => id !== "signIn")) {
    // Who is sent away comes again, as the answer says.
    const { status } = yield* send(endpoint, {}).pipe(
      Effect.tap(({ status }) => (status === 429 ? Effect.sleep("1 second") : Effect.void)),
      Effect.repeat({ while: ({ status }) => status === 429 })
    )
    assert.strictEqual(status, 401, endpoint.id)
  }
  const meta = endpoints.find(({ id }) => id === "meta") ?? (yield* Effect.die(new Error("There is no meta")))
  const crowd = Effect.forEach(
    Array.from({ length: 200 }),
    () => send(meta, { headers: { authorization: `Bearer ${token}` } }),
    { concurrency: 50 }
  )
  const isSentAway = ({ status }: { readonly status: number }) => status === 429
  const answers = yield* Effect.repeat(crowd, { until: (answers) => answers.some(isSentAway) })
  assert.isTrue(answers.filter(isSentAway).every(({ headers }) => headers["retry-after"] === "1"))
})
