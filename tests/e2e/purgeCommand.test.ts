import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { makeRunner } from "./runner.ts"

/** The util-linux command that gives a program a terminal of its own. */
const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0

/** What a program says on its terminal, to which `answer` is typed when `question` appears. */
const answered = (child: ChildProcess, question: RegExp, answer: string) =>
  Effect.callback<{ readonly code: number | null; readonly said: string }>((resume) => {
    let said = ""
    let isAnswered = false
    child.stdout?.on("data", (chunk) => {
      said += chunk
      if (!isAnswered && question.test(said)) {
        isAnswered = true
        child.stdin?.write(answer)
      }
    })
    child.on("close", (code) => resume(Effect.succeed({ code, said })))
  })

const collected = Effect.gen(function* () {
  const runner = yield* makeRunner
  const first = yield* runner.run(
    "materialize",
    "exported",
    "+exported",
    "--partition",
    "2026-01-08/fr",
    "--set",
    "sample.ads=12"
  )
  assert.strictEqual(first.code, 0, first.stderr)
  const count = Effect.map(runner.query("select count(*)::int as rows from jobs"), ([row]) => row?.rows)
  return { ...runner, count, before: yield* count }
})

describe("runner purge", () => {
  it.live(
    "shows what would go, and removes it only where it is told to",
    () =>
      Effect.gen(function* () {
        const { before, count, run } = yield* collected
        const asked = yield* run("purge", "--source", "sample")
        assert.strictEqual(asked.code, 2)
        assert.match(asked.stdout, /^Of sample there are:\n {2}\d+ rows of jobs/)
        assert.match(asked.stderr, /nothing was removed: say --yes to remove it/)
        assert.strictEqual(yield* count, before)

        const shown = yield* run("purge", "--source", "sample", "--json")
        assert.deepInclude(JSON.parse(shown.stdout), { source: "sample", removed: false })
        assert.strictEqual(yield* count, before)

        const other = yield* run("purge", "--source", "adzuna", "--yes")
        assert.match(other.stdout, /^There is nothing from adzuna to remove: /)

        const removed = yield* run("purge", "--source", "sample", "--yes")
        assert.strictEqual(removed.code, 0, removed.stderr)
        assert.match(removed.stdout, /Removed\./)
        assert.strictEqual(yield* count, 0)
      }).pipe(Effect.scoped),
    300_000
  )

  it.live.skipIf(!hasTerminal)(
    "asks on a terminal, and takes anything but yes for no",
    () =>
      Effect.gen(function* () {
        const runner = yield* collected
        const { before, count } = runner
        const onTerminal = (answer: string) =>
          answered(
            spawn(
              "script",
              ["-qec", `'${process.execPath}' apps/runner/src/main.ts purge --source sample`, "/dev/null"],
              {
                cwd: runner.root,
                env: { ...runner.environment, TERM: "xterm" }
              }
            ),
            /Remove this for good\?/,
            answer
          )
        const no = yield* onTerminal("n")
        assert.match(no.said, /Nothing was removed\./)
        assert.strictEqual(yield* count, before)
        const interrupted = yield* onTerminal("\u0003")
        assert.notMatch(interrupted.said, /Removed\./)
        assert.strictEqual(yield* count, before)
        const yes = yield* onTerminal("y")
        assert.match(yes.said, /Removed\./)
        assert.strictEqual(yield* count, 0)
      }).pipe(Effect.scoped),
    300_000
  )
})
