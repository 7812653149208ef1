import { existsSync, globSync } from "node:fs"
import { dirname, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { parseFile } from "@jobgraph/runner/settings/Yaml"
import { Effect, Schema } from "effect"
import { shellWords, unknownIn } from "../reference/commandLines.ts"
import { blocks, blocksOf, conditions, documents, read, root, unlisted } from "./documents.ts"

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
    .map(shellWords)
    .map(([, ...words]) => words.slice(0, endOf(words)))

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
      for (const words of commandsOf(read(file))) {
        assert.deepStrictEqual(yield* unknownIn(words), [])
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

  it.each(documents)("say of their code only what the test that runs it knows: %s", (file) => {
    const faulty = blocksOf(read(file)).filter(
      ({ whyNotRun, words }) =>
        words.some((word) => conditions[word] === undefined) || (whyNotRun !== undefined && !whyNotRun.includes(" "))
    )
    assert.deepStrictEqual(faulty, [], `behind the language: ${Object.keys(conditions).join(", ")}, or not-run: why`)
  })

  it("hold code in languages that a test reads, and pictures and output in none or as text", () => {
    const known = ["", "text", "mermaid", "sh", "sql", "ts", "python", "json", "yaml", "ini"]
    const languages = documents.flatMap((file) => blocksOf(read(file)).map(({ language }) => language))
    assert.deepStrictEqual(
      [...new Set(languages)].filter((language) => !known.includes(language)),
      []
    )
  })

  it("show units and variables that are there", () => {
    const lines = documents.flatMap((file) => blocks(read(file), "ini").flatMap((block) => block.split("\n")))
    const program =
      lines
        .find((line) => line.startsWith("ExecStart="))
        ?.slice("ExecStart=".length)
        .split(" ") ?? []
    assert.deepStrictEqual(program.slice(-1), ["dev"])
    const here = program.slice(0, -1).map((path) => join(root, path.replace("/opt/jobgraph/", "")))
    assert.deepStrictEqual(
      here.filter((path) => !existsSync(path)),
      []
    )
    const variables = lines.flatMap((line) => /^([A-Z][A-Z_]+)=/.exec(line)?.[1] ?? [])
    assert.isAbove(variables.length, 0)
    assert.deepStrictEqual(
      variables.filter((name) => !read("docs/settings.md").includes(`\`${name}\``)),
      []
    )
  })

  it.effect.each(documents.map((file) => ({ file })))("show settings that there are: $file", ({ file }) =>
    Effect.gen(function* () {
      for (const block of blocks(read(file), "yaml")) {
        const { tree } = yield* parseFile(file, block)
        yield* Schema.decodeUnknownEffect(Settings, { onExcessProperty: "error" })(tree)
      }
    })
  )

  it("show JSON that can be read", () => {
    for (const file of documents) {
      for (const block of blocks(read(file), "json")) assert.isObject(JSON.parse(block), file)
    }
  })

  it("show examples that are tests, word for word", () => {
    const tests = globSync("tests/fixtures/docs/*.test.ts", { cwd: root }).map((file) => read(file))
    const examples = documents.flatMap((file) => blocks(read(file), "ts"))
    assert.isAbove(examples.length, 1)
    assert.deepStrictEqual([...examples].sort(), [...tests].sort())
  })
})

describe("docs/guarantees.md", () => {
  it("names tests that there are, by their titles", () => {
    const rows = [...read("docs/guarantees.md").matchAll(/\| \[[\w.]+\]\(\.\.\/([^)]+)\) +\| (.+?) +\|$/gm)]
    assert.isAbove(rows.length, 20)
    const untrue = rows.filter(
      ([, file = "", title = ""]) => !existsSync(join(root, file)) || !read(file).includes(title)
    )
    assert.deepStrictEqual(
      untrue.map(([row]) => row),
      []
    )
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
