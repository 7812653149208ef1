import { existsSync, globSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { HelpDoc } from "effect/cli"
import { helpOf, subcommandsOf } from "../reference/help.ts"
import { blocks, documents, read, root, unlisted } from "./documents.ts"

/** Where the words end that are `runner`'s own: at a pipe, a redirection, another command, or what is for another program. */
const endOf = (words: ReadonlyArray<string>): number => {
  const end = words.findIndex((word) => /^(--|[|>&].*|.*;)$/.test(word))
  return end === -1 ? words.length : end
}

/** Words that a shell would give to `runner`, of every command line in a document. */
const commandsOf = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  [
    ...blocks(text, "sh").flatMap((block) => block.split("\n")),
    ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code)
  ]
    .map((line) => line.replace(/\s+#.*$/, "").replace(/^npx -y pnpm@12 (--silent )?/, ""))
    .filter((line) => /^runner( |$)/.test(line))
    .map((line) =>
      [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? "")
    )
    .map(([, ...words]) => words.slice(0, endOf(words)))

const flagsOf = (help: HelpDoc.HelpDoc | undefined): ReadonlyArray<string> =>
  [...(help?.flags ?? []), ...(help?.inheritedFlags ?? []), ...(help?.globalFlags ?? [])].flatMap(
    ({ aliases, name }) => [`--${name}`, ...aliases]
  )

describe("the documents", () => {
  it.each(documents)("link to what is there: %s", (file) => {
    const links = [...read(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = ""]) => link)
    const broken = links.filter(
      (link) => !/^(https?|mailto):/.test(link) && !existsSync(join(root, dirname(file), decodeURIComponent(link)))
    )
    assert.deepStrictEqual(broken, [])
  })

  it.effect.each(documents.map((file) => ({ file })))("name commands and flags that there are: $file", ({ file }) =>
    Effect.gen(function* () {
      const top = yield* helpOf([])
      for (const words of commandsOf(read(file))) {
        const [first = "", second = ""] = words
        if (first !== "" && !first.startsWith("-")) {
          assert.include(subcommandsOf(top), first, words.join(" "))
        }
        const inner = first === "" || first.startsWith("-") ? top : yield* helpOf([first])
        const hasSecond = inner !== top && subcommandsOf(inner).length > 0 && /^\w/.test(second)
        if (hasSecond) {
          assert.include(subcommandsOf(inner), second, words.join(" "))
        }
        const help = hasSecond ? yield* helpOf([first, second]) : inner
        for (const flag of words.filter((word) => /^--?[a-z]/.test(word))) {
          assert.include(flagsOf(help), flag.replace(/=.*/, ""), words.join(" "))
        }
      }
    })
  )

  it("are all named in docs/README.md", () => {
    assert.deepStrictEqual(unlisted(), [])
  })

  it("are looked through for commands, in blocks and in sentences", () => {
    assert.deepStrictEqual(
      commandsOf(
        "Do `runner plan --json`.\n```sh\nnpx -y pnpm@12 runner status # look\nother\nrunner materialize 'a b' \"c\"\n```\n"
      ),
      [["status"], ["materialize", "a b", "c"], ["plan", "--json"]]
    )
    assert.isAbove(commandsOf(read("README.md")).length, 8)
  })

  it("show examples that are tests, word for word", () => {
    const tests = globSync("tests/fixtures/docs/*.test.ts", { cwd: root }).map((file) => read(file))
    const examples = documents.flatMap((file) => blocks(read(file), "ts"))
    assert.isAbove(examples.length, 1)
    assert.deepStrictEqual([...examples].sort(), [...tests].sort())
  })
})

describe("docs/settings.md", () => {
  const text = read("docs/settings.md")
  it("has every variable that is read, and no other", () => {
    const variables = text.slice(0, text.indexOf("## settings.yaml"))
    const named = [...variables.matchAll(/^\| (`[A-Z][^|]+?) *\|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)
    )
    const sources = globSync(["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"], {
      cwd: root,
      exclude: ["**/testing/**"]
    })
    const used = new Set(
      sources.flatMap((file) =>
        [...read(file).matchAll(/(?:Config\.\w+|\bsecret)\("([A-Z][A-Z_]+)"|variables\.([A-Z][A-Z_]+)/g)].map(
          ([, a, b]) => a ?? b ?? ""
        )
      )
    )
    // Set by pnpm, not by people.
    used.delete("INIT_CWD")
    assert.deepStrictEqual([...named].sort(), [...used].sort())
  })
})
