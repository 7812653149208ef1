import { assert, describe, it } from "@effect/vitest"
import { ArtifactError, PartMissing, StoreFailed } from "@jobgraph/assets/ArtifactError"
import type { Classified } from "@jobgraph/assets/Classified"
import { Cause, Config, Effect, Exit, Runtime, Schema } from "effect"
import { TestConsole } from "effect/testing"
import { CommandFailure, UsageError } from "../../src/command/CommandFailure.ts"
import { note, print, printJson, reporting } from "../../src/command/output.ts"

type Command = Effect.Effect<unknown, Classified | CommandFailure | Config.ConfigError>

/** What a command that ends so writes, and its exit code. */
const told = Effect.fnUntraced(function* (command: Command, isDebug = false) {
  const failure = yield* Effect.flip(reporting(isDebug)(command))
  return {
    exitCode: failure[Runtime.errorExitCode],
    stderr: (yield* TestConsole.errorLines).join("\n"),
    stdout: yield* TestConsole.logLines
  }
})

const lost = new ArtifactError({
  reason: new StoreFailed({ operation: "read", code: "EIO", cause: new Error("disk") })
})

describe("a command", () => {
  it.effect("writes results to standard output and the rest to standard error", () =>
    Effect.gen(function* () {
      yield* print("a table")
      yield* printJson(Schema.Struct({ a: Schema.Array(Schema.Int) }), { a: [1] })
      yield* note("a log line")
      assert.deepStrictEqual(yield* TestConsole.logLines, ["a table", '{\n  "a": [\n    1\n  ]\n}'])
      assert.deepStrictEqual(yield* TestConsole.errorLines, ["a log line"])
    })
  )

  it.effect.each([
    {
      name: "2 for what was typed wrongly",
      error: new UsageError({ message: "Name it" }),
      exitCode: 2,
      said: "Name it"
    },
    {
      name: "2 for what needs a change",
      error: new ArtifactError({ reason: new PartMissing({ hash: "abc" }) }),
      exitCode: 2,
      said: "Part abc is missing from the artifact store\nMore about JG132: runner explain JG132"
    },
    {
      name: "75 for what may pass",
      error: lost,
      exitCode: 75,
      said: "The artifact store could not read (EIO)\nMore about JG131: runner explain JG131"
    }
  ])("ends with $name, one sentence, and where more is said", ({ error, exitCode, said }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* told(Effect.fail(error)), { exitCode, stderr: `error: ${said}`, stdout: [] })
    })
  )

  it.effect("ends with 2 for a variable that cannot be read, and names it", () =>
    Effect.gen(function* () {
      const { exitCode, stderr } = yield* told(Config.Port("NOT_SET_ANYWHERE").pipe(Effect.asVoid))
      assert.strictEqual(exitCode, 2)
      assert.include(stderr, "NOT_SET_ANYWHERE")
      assert.notInclude(stderr, "    at ")
    })
  )

  it.effect("ends with 1 for a bug, and says how to see more", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* told(Effect.die(new TypeError("x is no function"))), {
        exitCode: 1,
        stderr:
          "error: An unexpected error, which is a bug: x is no function\nMore about JG099: runner explain JG099\nRun it again with --debug to see where.",
        stdout: []
      })
    })
  )

  it.effect("shows causes and stacks with --debug only", () =>
    Effect.gen(function* () {
      const { stderr } = yield* told(Effect.fail(lost), true)
      assert.match(stderr, /^error: The artifact store could not read \(EIO\)\n/)
      assert.match(stderr, /output\.test\.ts/)
      assert.include(stderr, "disk")
    })
  )

  it.effect("says nothing more of a failure that was told already", () =>
    Effect.gen(function* () {
      const failure = new CommandFailure({ exitCode: 75 })
      assert.deepStrictEqual(yield* told(Effect.fail(failure)), { exitCode: 75, stderr: "", stdout: [] })
    })
  )

  it.effect("passes an interruption on, without a word", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(reporting(false)(Effect.interrupt))
      assert.isTrue(Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause))
      assert.deepStrictEqual(yield* TestConsole.errorLines, [])
    })
  )
})
