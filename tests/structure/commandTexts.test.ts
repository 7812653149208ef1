import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { listed } from "@jobgraph/runner/command/CommandList"
import { runner } from "@jobgraph/runner/command/runner"
import { explanations } from "@jobgraph/runner/errors/catalogue"
import { settingsList } from "@jobgraph/runner/settings/settingsList"
import { Effect } from "effect"
import { shellWords, unknownIn } from "../reference/commandLines.ts"
import { misunderstoodIn } from "../reference/parsed.ts"
import { root } from "./documents.ts"

const source = join(root, "apps/runner/src")

/** Commands between backquotes of a text, also where a literal of the code escapes them. */
const commandsIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/\\?`(runner [a-z][^`\\]*)\\?`/g)].map(([, line = ""]) => line)

const inErrors = explanations.flatMap(({ code, next }) =>
  next.flatMap(commandsIn).map((line) => ({ line, place: code }))
)

/** What stands for a name in the code is some word; what goes on behind a word, or what a comment leaves out, is nothing. */
const someWord = "some-word"
const filled = (line: string) =>
  line
    .replaceAll(/(?<=\w)\$\{[^}]*\}/g, "")
    .replaceAll(/\$\{[^}]*\}/g, someWord)
    .replaceAll("…", "")

const inCode = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.startsWith("errors"))
  .flatMap((file) =>
    commandsIn(readFileSync(join(source, file), "utf8")).map((line) => ({ line: filled(line), place: file }))
  )

const inHelp = listed(runner).flatMap(({ examples, words }) => examples.map((line) => ({ line, place: words })))

/** The words of a command line without `runner`, and without what a shell does with its output. */
const wordsOf = (line: string) => shellWords(line.replace(/ [>|] .*$/, "")).slice(1)

describe("commands that people are told to type", () => {
  it.effect.each(inErrors)("are understood as they stand in errors: $place $line", ({ line }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* misunderstoodIn(wordsOf(line)), [])
    })
  )

  it.effect.each(inHelp)("are understood as they stand in help: $line", ({ line }) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* misunderstoodIn(wordsOf(line)), [])
    })
  )

  it.effect("are there wherever the code names one, with their flags", () =>
    Effect.gen(function* () {
      assert.isAbove(inCode.length, 30)
      const unknown = yield* Effect.forEach(inCode, ({ line, place }) =>
        Effect.map(unknownIn(wordsOf(line)), (words) =>
          words.filter((word) => !word.startsWith(someWord)).map((word) => `${place}: ${word}`)
        )
      )
      assert.deepStrictEqual(unknown.flat(), [])
    })
  )

  it("set settings that there are", () => {
    const known = settingsList().map(({ key }) => key)
    const named = [...inErrors, ...inHelp].flatMap(({ line }) =>
      [...line.matchAll(/--set ([\w.]+)=/g)].map(([, key = ""]) => key)
    )
    assert.isNotEmpty(named)
    assert.deepStrictEqual(
      named.filter((key) => !known.includes(key)),
      []
    )
  })

  it.effect("would be found out if they were not", () =>
    Effect.gen(function* () {
      assert.isNotEmpty(yield* misunderstoodIn(["materialise", "--all"]))
      assert.isNotEmpty(yield* misunderstoodIn(["runs", "retry"]))
      assert.isNotEmpty(yield* misunderstoodIn(["search", "x", "--top", "0"]))
      assert.isEmpty(yield* misunderstoodIn(["search", "x", "--top", "1"]))
    })
  )
})
