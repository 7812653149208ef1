import { execFile, execFileSync } from "node:child_process"
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { delimiter, join, resolve } from "node:path"
import { assert, describe, it, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import { adFile, apiAds } from "./adFile.ts"
import { databaseKind, makeRunner, type Outcome, type Runner } from "./runner.ts"

/** None of these may appear anywhere but in the environment. */
const secrets = {
  ADZUNA_APP_ID: "s3cret-app-id",
  ADZUNA_APP_KEY: "s3cret-app-key"
}
const unreachable = "postgresql://somebody:s3cret-password@127.0.0.1:1/jobs"
const date = "2026-03-07"
const fr = `${date}/fr`

class SharedRunner extends Context.Service<SharedRunner, Runner>()("@jobgraph/tests/e2e/SharedRunner") {
  static readonly layer = Layer.effect(SharedRunner, makeRunner)
}

/** Runs a command that cannot do what it is told, and looks at what every such command has in common. */
const refused = Effect.fnUntraced(function* (
  words: ReadonlyArray<string>,
  variables: Readonly<Record<string, string>> = {}
) {
  const { home, withVariables } = yield* SharedRunner
  const here = words.map((word) => word.replace("HOME", home))
  const outcome = yield* withVariables({ ...secrets, ...variables }).run(...here)
  assertDiscreet(outcome)
  assert.strictEqual(outcome.stdout, "")
  assert.match(
    outcome.stderr,
    /^error: [^\n]+(\n[^\n]+\n *\^)?(\nMore about JG\d{3}: runner explain JG\d{3})?\n$/,
    "one paragraph, or one with the place in the selection, and perhaps where more is said"
  )
  const said = outcome.stderr.replaceAll(home, "HOME").replace(/\nMore about JG.*\n$/, "")
  return { ...outcome, said: said.trimEnd() }
})

/** No stack and no secret. */
const assertDiscreet = ({ stderr, stdout }: Outcome) => {
  assert.notMatch(stdout + stderr, /s3cret/)
  assert.notMatch(stderr, /^ {4}at |node:internal|node_modules/m)
}

/** Several commands on a busy machine. */
const limit = 120_000

layer(SharedRunner.layer, { timeout: "60 seconds", excludeTestServices: true })(`bad input (${databaseKind})`, (it) => {
  it.effect.each([
    {
      words: ["materialise"],
      said: /Unknown subcommand "materialise" .*did you mean materialize\? See: runner --help$/
    },
    { words: ["plan", "--partion", fr], said: /--partion .*did you mean --partition\? See: runner plan --help$/ },
    { words: ["materialize"], said: /Name what to materialize, such as enriched or \+exported, or use --all/ },
    {
      words: ["materialize", "enrichd"],
      said: /There is no asset "enrichd": did you mean "enriched"\?\n {2}enrichd\n {2}\^$/
    },
    { words: ["plan", "raw and"], said: /An asset is missing here, .*\n {2}raw and\n {9}\^$/ },
    { words: ["plan", "--partition", "2026-02-30"], said: /"2026-02-30" is not a partition: write 2026-01-08\/fr/ },
    {
      words: ["plan", "--partition", `${date}/xx`],
      said: /There is no market "xx": use one of at, au, /
    },
    { words: ["runs", "logs"], said: /There is no run yet: start one with `runner materialize --all`/ },
    { words: ["plan", "--source", "HOME/none.json"], said: /the file HOME\/none\.json does not exist: check the path/ },
    { words: ["search", "data", "--top", "0"], said: /--top must be a whole number from 1 to 1,000, not "0"\./ },
    { words: ["runs", "list", "--limit", "-1"], said: /--limit must be a whole number from 1 to 10,000, not "-1"\./ },
    {
      words: ["dev", "--port", "99999"],
      said: /--port must be a port from 1 to 65535, or 0 for one that is free, not/
    },
    { words: ["trigger", "--date", "2026-02-30"], said: /--date must be a day of the calendar, such as 2026-01-08/ },
    { words: ["materialize", "raw", "--timeout", "0"], said: /--timeout 0 must be longer than 0, .* 90s, 15m or 2h/ },
    {
      words: ["insights", "pay", "--by", "citty"],
      said: /--by cannot be "citty"; did you mean city\? It takes skill,/
    },
    {
      words: ["schedule", "preview", "colect_jobs_daily"],
      said: /no schedule "colect_jobs_daily"; did you mean collect_jobs_daily\?/
    },
    {
      words: ["plan", "--set", "markets=[ff]"],
      said: /--set: markets\.0: Expected one of at, au, .*, za, found "ff"/
    },
    {
      words: ["plan", "--source", "adzunna"],
      said: /there is no source "adzunna": use adzuna, sample, or the path of/
    }
  ])(
    "is refused with exit code 2: runner $words",
    ({ said, words }) =>
      Effect.gen(function* () {
        const outcome = yield* refused(words)
        assert.match(outcome.said, said)
        assert.strictEqual(outcome.code, 2)
      }),
    limit
  )

  it.effect(
    "in settings is named by file, line and key, or by the variable or the flag",
    () =>
      Effect.gen(function* () {
        const { home } = yield* SharedRunner
        writeFileSync(join(home, "settings.yaml"), "markets: [fr]\nvalidated:\n  titleMinLenght: 3\n")
        const settings = ["plan", "--settings", "HOME/settings.yaml"]
        const file = yield* refused(settings)
        assert.strictEqual(
          file.said,
          'error: HOME/settings.yaml, line 3: there is no setting "validated.titleMinLenght": did you mean "validated.titleMinLength"?'
        )
        const missing = yield* refused(["plan", "--settings", "HOME/other.yaml"])
        assert.strictEqual(missing.said, "error: HOME/other.yaml: there is no such file")
        const variable = yield* refused(["plan"], { RUNNER__run__threads: "s3cret" })
        assert.strictEqual(variable.said, "error: RUNNER__run__threads: run.threads: Expected a number")
        const flag = yield* refused(["plan", "--set", "markets=s3cret"])
        assert.strictEqual(flag.said, "error: --set: markets: Expected a list, such as [a, b]")
        assert.deepStrictEqual([...new Set([file, missing, variable, flag].map(({ code }) => code))], [2])
      }),
    limit
  )

  it.effect(
    "in a variable is told without its value: a database that is away, a URL that is none",
    () =>
      Effect.gen(function* () {
        const away = yield* refused(["status"], { DATABASE_URL: unreachable })
        assert.match(away.said, /the PostgreSQL server at 127\.0\.0\.1:1, database jobs: .*Check that the server runs/)
        assert.strictEqual(away.code, 75)
        const unreadable = yield* refused(["status"], { DATABASE_URL: "postgres:s3cret@host" })
        assert.match(unreadable.said, /the server of DATABASE_URL: the URL cannot be read/)
        assert.strictEqual(unreadable.code, 2)
        const stop = yield* refused(["db", "stop"], { DATABASE_URL: unreachable })
        assert.match(stop.said, /DATABASE_URL is set, so the embedded database is not used: unset it first/)
        const { home } = yield* SharedRunner
        writeFileSync(join(home, "file"), "")
        const noHome = yield* refused(["runs", "list"], { RUNNER_HOME: join(home, "file"), DATABASE_URL: "" })
        assert.match(noHome.said, /Set RUNNER_HOME to a folder that can be written to$/)
        assert.strictEqual(noHome.code, 2)
        const half = yield* refused(["plan", "--source", "adzuna"], { ADZUNA_APP_KEY: "" })
        assert.match(half.said, /adzuna needs credentials: set ADZUNA_APP_KEY/)
        assert.strictEqual(half.code, 2)
      }),
    limit
  )

  it.effect(
    "with --debug has the causes and the stack, and still no secret",
    () =>
      Effect.gen(function* () {
        const { withVariables } = yield* SharedRunner
        const outcome = yield* withVariables({ DATABASE_URL: unreachable }).run("status", "--debug")
        assert.strictEqual(outcome.code, 75)
        assert.match(outcome.stderr, /^ {4}at /m)
        assert.notMatch(outcome.stderr, /s3cret/)
      }),
    limit
  )

  it.effect.each([
    { name: "ads.json", text: '{"results": [{"id": "1"},\n{"id": }]}', place: "line 2", said: /./ },
    { name: "other.json", text: '{"ads": []}', place: "", said: /results/ },
    { name: "ads.csv", text: "id,titel\n1,Data engineer\n", place: "line 1", said: /title/ }
  ])(
    "in a file that is no list of ads is told with its place: $name",
    ({ name, place, said, text }) =>
      Effect.gen(function* () {
        const { home, withVariables } = yield* SharedRunner
        const file = join(home, name)
        writeFileSync(file, text)
        const outcome = yield* withVariables(secrets).run("materialize", "--all", "--source", file, "--partition", fr)
        assertDiscreet(outcome)
        assert.include(outcome.stdout, `the file ${file} is not a list of job ads: ${place === "" ? "" : `${place}: `}`)
        assert.match(outcome.stdout, said)
        assert.strictEqual(outcome.code, 2)
      }),
    limit
  )

  it.effect(
    "in one record of a file is a reject with its line, and the others go on",
    () =>
      Effect.gen(function* () {
        const { home, withVariables } = yield* SharedRunner
        const file = join(home, "ads.ndjson")
        const [good] = apiAds(1)
        writeFileSync(file, `${JSON.stringify(good)}\n{"id": \n[]\n`)
        const { run } = withVariables(secrets)
        const outcome = yield* run("materialize", "--all", "--source", file, "--partition", "2026-03-08/fr")
        assert.strictEqual(outcome.code, 0, outcome.stderr)
        const rejects = yield* run("report", "--rejects", "--asset", "raw", "--partition", "2026-03-08")
        assert.match(rejects.stdout, /not_json: line 2 is not JSON/)
        assert.match(rejects.stdout, /not_an_object: an ad must be an object/)
        assert.match(rejects.stdout, /2 rejects; in full with --json/)
      }),
    limit
  )

  it.effect(
    "leaves no secret behind: not in a log, an artifact, a table, or the terminal",
    () =>
      Effect.gen(function* () {
        const runner = yield* SharedRunner
        const api = yield* refusingApi
        const { run } = runner.withVariables({ ...secrets, ADZUNA_BASE_URL: api.url })
        const refusal = yield* run("materialize", "raw", "--source", "adzuna")
        assertDiscreet(refusal)
        assert.strictEqual(refusal.code, 2)
        assert.match(refusal.stdout, /adzuna refused the credentials \(401\): check ADZUNA_APP_ID and ADZUNA_APP_KEY/)
        assert.include(api.requests[0], secrets.ADZUNA_APP_KEY)
        adFile(runner.home, "good.json", apiAds(3))
        const good = yield* run("materialize", "--all", "--source", join(runner.home, "good.json"), "--partition", fr)
        assert.strictEqual(good.code, 0, good.stderr)
        assertDiscreet(good)

        const files = filesBelow(runner.home)
        assert.isAbove(files.length, 5)
        assert.deepStrictEqual(
          files.filter((file) => readFileSync(file).includes("s3cret")),
          []
        )
        const tables = yield* runner.query(
          "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'runner')"
        )
        assert.isAbove(tables.length, 10)
        for (const { name } of tables) {
          assert.deepStrictEqual(yield* runner.query(`select 1 from ${name} t where t::text like '%s3cret%'`), [])
        }
      }),
    limit
  )
})

const oldNode = findOldNode()

describe.skipIf(oldNode === null)("a Node that is too old (skipped where the machine has none)", () => {
  it.live("is told, with the command that brings its own", () =>
    Effect.gen(function* () {
      const root = resolve(import.meta.dirname, "../..")
      const outcome = yield* Effect.callback<{ code: unknown; stdout: string; stderr: string }>((resume) => {
        const words = ["apps/runner/runner.mjs", "status", "--json"]
        execFile(oldNode ?? "", words, { cwd: root }, (error, stdout, stderr) =>
          resume(Effect.succeed({ code: error?.code, stdout, stderr }))
        )
      })
      assert.deepStrictEqual([outcome.code, outcome.stdout], [2, ""])
      assert.match(
        outcome.stderr,
        /^error: Jobgraph needs Node 24 and runs on v\d+\S+\. It brings its own: .*pnpm@12 runner.*\n$/
      )
    })
  )
})

/** The machine's own Node, where it is older than ours. */
function findOldNode(): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/local/bin", "/usr/bin"]
  const candidates = folders
    .map((folder) => join(folder, "node"))
    .filter((file) => statSync(file, { throwIfNoEntry: false }))
  const isOld = (file: string) => Number(/^v(\d+)/.exec(execFileSync(file, ["--version"]).toString())?.[1]) < 24
  return [...new Set(candidates)].find(isOld) ?? null
}

/** An API on loopback that refuses every request. */
const refusingApi = Effect.gen(function* () {
  const requests: Array<string> = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? "")
    response.writeHead(401).end()
  })
  yield* Effect.acquireRelease(
    Effect.callback<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
    () => Effect.callback<void>((resume) => void server.close(() => resume(Effect.void)))
  )
  const address = server.address()
  const port = address !== null && typeof address === "object" ? address.port : 0
  return { url: `http://127.0.0.1:${port}/v1/api`, requests }
})

const filesBelow = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
