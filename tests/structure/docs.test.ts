import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { runner } from "@jobgraph/runner/command/runner"
import { Settings } from "@jobgraph/runner/settings/Settings"
import { Effect, Schema } from "effect"
import { CliOutput, Command, type HelpDoc } from "effect/cli"

const root = resolve(import.meta.dirname, "../..")
const read = (file: string) => readFileSync(join(root, file), "utf8")
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync(["docs/**/*.md", "packages/*/data/*.md"], { cwd: root })
].sort()

/** The blocks of code in a language: what stands between its fences. */
const blocks = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = ""]) => (name === language ? [code] : []))

/** Words that a shell would give to `runner`, of every command line in a document. */
const commandsOf = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  [
    ...blocks(text, "sh").flatMap((block) => block.split("\n")),
    ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code)
  ]
    .map((line) => line.replace(/\s+#.*$/, "").replace(/^npx -y pnpm@12 /, ""))
    .filter((line) => /^runner( |$)/.test(line))
    .map((line) =>
      [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare ?? "")
    )
    .map(([, ...words]) => words)

/** The help of a command: its flags and subcommands. */
const helpOf = (words: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const docs: Array<HelpDoc.HelpDoc> = []
    const presenter = CliOutput.layerPresenter({
      present: (event) => Effect.sync(() => void ("helpDoc" in event && docs.push(event.helpDoc)))
    })
    yield* Command.runWith(runner, { version: "0" })([...words, "--help"]).pipe(
      Effect.provide([NodeServices.layer, presenter]),
      Effect.ignore
    )
    return docs[0]
  })

const subcommandsOf = (help: HelpDoc.HelpDoc | undefined): ReadonlyArray<string> =>
  (help?.subcommands ?? []).flatMap(({ commands }) => commands.map(({ name }) => name))

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
        const hasSecond = subcommandsOf(inner).length > 0 && second !== ""
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
    const tests = globSync("tests/fixtures/docs/*.test.ts", { cwd: root }).map(read)
    const examples = documents.flatMap((file) => blocks(read(file), "ts"))
    assert.isAbove(examples.length, 1)
    assert.deepStrictEqual([...examples].sort(), [...tests].sort())
  })
})

describe("docs/settings.md", () => {
  const text = read("docs/settings.md")
  const table = text.slice(text.indexOf("## settings.yaml"))

  /** The keys of the first column; `.maxDf` behind `tfidf_model.minDf` shares its section. */
  const documented = [...table.matchAll(/^\| (`[^|]+?) *\|/gm)].flatMap(([, cell = ""]) => {
    const keys = [...cell.matchAll(/`([^`]+)`/g)].map(([, key = ""]) => key)
    const section = keys[0]?.split(".").slice(0, -1).join(".") ?? ""
    return keys.map((key) => (key.startsWith(".") ? section + key : key))
  })

  it("has every setting, and no other", () => {
    assert.deepStrictEqual([...documented].sort(), [...settingKeys(Settings)].sort())
  })

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

/** The keys of a struct's settings: those of sections with their section. */
function settingKeys(schema: typeof Settings): ReadonlyArray<string> {
  return keysBelow(Schema.toJsonSchemaDocument(schema).schema, "")
}

function keysBelow(schema: unknown, prefix: string): ReadonlyArray<string> {
  const properties = typeof schema === "object" && schema !== null && "properties" in schema ? schema.properties : null
  return typeof properties === "object" && properties !== null
    ? Object.entries(properties).flatMap(([key, value]) => keysBelow(value, prefix === "" ? key : `${prefix}.${key}`))
    : [prefix]
}
