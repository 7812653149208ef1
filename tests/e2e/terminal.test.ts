import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import xterm from "@xterm/headless"
import { Effect } from "effect"

const root = resolve(import.meta.dirname, "../..")
const command = `${process.execPath} --max-semi-space-size=8 apps/runner/src/main.ts`

/** `script`, of util-linux, gives a command a terminal of its own. */
const hasScript = await new Promise<boolean>((done) =>
  execFile("script", ["--version"], (error, stdout) => done(error === null && stdout.includes("util-linux")))
)

/** All that a command writes to a terminal of this size. */
const onTerminal = (words: string, columns: number, variables: Readonly<Record<string, string>>) =>
  Effect.callback<string>((resume) => {
    execFile(
      "script",
      ["-qec", `stty cols ${columns} rows 24; ${command} ${words}`, "/dev/null"],
      {
        cwd: root,
        env: {
          PATH: process.env["PATH"],
          HOME: process.env["HOME"],
          TERM: "xterm-256color",
          RUNNER_ENV_FILE: "",
          ...variables
        },
        maxBuffer: 64 * 1024 * 1024
      },
      (_, stdout) => resume(Effect.succeed(stdout))
    )
  })

/** What a person sees in the end, the empty lines at its end left out. */
const seen = (text: string, columns: number) =>
  Effect.callback<ReadonlyArray<string>>((resume) => {
    const terminal = new xterm.Terminal({ cols: columns, rows: 24, scrollback: 1_000, allowProposedApi: true })
    terminal.write(text, () => {
      const { active } = terminal.buffer
      const lines = Array.from(
        { length: active.length },
        (_, index) => active.getLine(index)?.translateToString(true) ?? ""
      )
      resume(Effect.succeed(lines.slice(0, lines.findLastIndex((line) => line !== "") + 1)))
    })
  })

const homed = <A>(use: (home: string) => Effect.Effect<A>) =>
  Effect.acquireUseRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "jobgraph-terminal-"))),
    use,
    (home) =>
      Effect.andThen(
        onTerminal("db stop", 80, { RUNNER_HOME: home }),
        Effect.sync(() => rmSync(home, { recursive: true, force: true }))
      )
  )

describe.skipIf(!hasScript)("a run on a terminal (skipped without util-linux's script)", () => {
  it.live(
    "is drawn in place and leaves the table of its steps, at 80 columns too",
    () =>
      homed(
        Effect.fnUntraced(function* (home) {
          const text = yield* onTerminal("materialize --all --set sample.ads=40", 80, { RUNNER_HOME: home })
          assert.include(text, "steps done", "it was drawn while it worked")
          assert.include(text, "\u001B[32mmaterialized", "statuses are painted")
          const lines = yield* seen(text, 80)
          assert.match(lines[0] ?? "", /^ASSET +PARTITION +STATUS +ROWS/)
          assert.strictEqual(lines.filter((line) => / materialized /.test(line)).length, 5)
          assert.isFalse(lines.some((line) => /steps done|STAGE=/.test(line)))
          assert.isFalse(lines.slice(0, 8).some((line) => line.length > 80))
          const again = yield* onTerminal("materialize --all --set sample.ads=40", 80, {
            RUNNER_HOME: home,
            NO_COLOR: "1"
          })
          assert.include(again, "Everything is fresh")
          assert.notInclude(again, "\u001B[3")
        })
      ),
    300_000
  )

  it.live(
    "is a log where the terminal is dumb, and in CI",
    () =>
      homed(
        Effect.fnUntraced(function* (home) {
          const words = "materialize raw --set sample.ads=5"
          for (const variables of [{ TERM: "dumb" }, { CI: "true" }]) {
            const text = yield* onTerminal(words, 80, { RUNNER_HOME: home, ...variables })
            assert.match(text, /STAGE=collect \| STATUS=success \| jobs_collected=5/)
            assert.notInclude(text, "\u001B[2K")
          }
        })
      ),
    300_000
  )
})
