import { execFile } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { assert, layer } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"

const main = resolve(import.meta.dirname, "../../apps/runner/src/main.ts")

interface Outcome {
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
}

/** A folder to work in, as a newcomer has one, and the command in it. */
class Folder extends Context.Service<
  Folder,
  {
    readonly path: string
    readonly run: (words: string, variables?: Readonly<Record<string, string>>) => Effect.Effect<Outcome>
  }
>()("@jobgraph/tests/e2e/Folder") {
  static readonly layer = Layer.effect(
    Folder,
    Effect.gen(function* () {
      const path = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-command-"))),
        (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
      )
      const env = { PATH: process.env["PATH"], HOME: path, NO_COLOR: "1", RUNNER_HOME: join(path, "home") }
      const run = (words: string, variables: Readonly<Record<string, string>> = {}) =>
        Effect.callback<Outcome>((resume) => {
          execFile(
            process.execPath,
            ["--max-semi-space-size=8", main, ...words.split(" ")],
            { cwd: path, env: { ...env, ...variables } },
            (error, stdout, stderr) => resume(Effect.succeed({ code: error === null ? 0 : error.code, stdout, stderr }))
          )
        })
      yield* Effect.addFinalizer(() => run("db stop", { RUNNER_ENV_FILE: "" }))
      return { path, run }
    })
  )
}

const limit = 300_000

layer(Folder.layer, { timeout: "60 seconds", excludeTestServices: true })(
  "the command in a folder of its own",
  (it) => {
    it.effect(
      "init writes settings that change nothing and a .env for its owner alone, and writes over neither",
      () =>
        Effect.gen(function* () {
          const { path, run } = yield* Folder
          const first = yield* run("init")
          assert.strictEqual(first.code, 0, first.stderr)
          assert.strictEqual(statSync(join(path, ".env")).mode & 0o777, 0o600)
          const again = yield* run("init")
          assert.strictEqual(again.code, 2)
          assert.match(again.stderr, /^error: .*settings\.yaml is there already: --force writes over it\n$/)
          writeFileSync(join(path, ".env"), "#mine\n")
          writeFileSync(join(path, "settings.yaml"), "markets: [gb]\n")
          assert.strictEqual((yield* run("init --force")).code, 0)
          assert.strictEqual(readFileSync(join(path, ".env"), "utf8"), "#mine\n")
          assert.match(readFileSync(join(path, "settings.yaml"), "utf8"), /^#markets: \[fr\]/m)
        }),
      limit
    )

    it.effect(
      "variables of .env hold unless the environment has them, and a secret in them is not told",
      () =>
        Effect.gen(function* () {
          const { path, run } = yield* Folder
          writeFileSync(join(path, ".env"), "DATABASE_URL=postgresql://somebody:s3cret@127.0.0.1:1/jobs\n")
          const away = yield* run("runs list")
          assert.strictEqual(away.code, 75)
          assert.match(away.stderr, /the PostgreSQL server at 127\.0\.0\.1:1, database jobs/)
          assert.notInclude(away.stderr, "s3cret")
          assert.match(away.stderr, /\nMore about JG201: runner explain JG201\n$/)
          const other = yield* run("runs list", { DATABASE_URL: "postgresql://somebody:s3cret@127.0.0.1:2/jobs" })
          assert.match(other.stderr, /127\.0\.0\.1:2/)
          const none = yield* run("runs list", { RUNNER_ENV_FILE: join(path, "none.env") })
          assert.strictEqual(none.code, 2)
          assert.match(none.stderr, /^error: The file of variables .*none\.env cannot be read \(ENOENT\)\n$/)
          rmSync(join(path, ".env"))
        }),
      limit
    )

    it.effect(
      "plan --exit-code ends with 2 where something is to run, 0 where nothing is, and 1 where that cannot be known",
      () =>
        Effect.gen(function* () {
          const { path, run } = yield* Folder
          const words = "--partition 2026-03-07/fr --source sample --set sample.ads=5"
          assert.strictEqual((yield* run(`plan raw --stale ${words} --exit-code`)).code, 2)
          assert.strictEqual((yield* run(`materialize raw ${words}`)).code, 0)
          const nothing = yield* run(`plan raw --stale ${words} --exit-code`)
          assert.strictEqual(nothing.code, 0)
          assert.match(nothing.stdout, /Nothing would run: 1 fresh\.\n$/)
          assert.strictEqual((yield* run("plan --exit-code --partition nonsense")).code, 1)
          assert.strictEqual((yield* run("plan --exit-code --partion nonsense")).code, 1)
          writeFileSync(join(path, "settings.yaml"), "markts: [fr]\n")
          assert.strictEqual((yield* run("plan --exit-code")).code, 1)
          rmSync(join(path, "settings.yaml"))
          const before = yield* run(`plan raw ${words}`)
          assert.match(before.stdout, /\+ run +raw +2026-03-07\/fr +~5 +~[\d.]+s /)
        }),
      limit
    )

    it.effect(
      "explain knows codes and names, and suggests the nearest",
      () =>
        Effect.gen(function* () {
          const { run } = yield* Folder
          const found = yield* run("explain jg404")
          assert.match(found.stdout, /^JG404 Refused\n\nThe API did not accept the credentials/)
          const slip = yield* run("explain JG40")
          assert.strictEqual(slip.code, 2)
          assert.match(slip.stderr, /^error: There is no error "JG40": did you mean JG40\d\?/)
        }),
      limit
    )
  }
)
