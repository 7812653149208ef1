import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"

const root = resolve(import.meta.dirname, "../..")

/** Where a file stands, what it imports, and whether it may. */
interface Planted {
  readonly folder: string
  readonly imports: string
  readonly isAllowed: boolean
}

const forbidden = (folder: string, ...imports: ReadonlyArray<string>): ReadonlyArray<Planted> =>
  imports.map((each) => ({ folder, imports: each, isAllowed: false }))
const allowed = (folder: string, ...imports: ReadonlyArray<string>): ReadonlyArray<Planted> =>
  imports.map((each) => ({ folder, imports: each, isAllowed: true }))

const planted: ReadonlyArray<Planted> = [
  ...forbidden(
    "packages/assets/src/run",
    "@jobgraph/db/Database",
    "@jobgraph/nlp/Tfidf",
    "@jobgraph/runner/services",
    "../../../db/src/Database.ts"
  ),
  ...allowed("packages/assets/src/run", "effect", "../plan/Plan.ts"),
  ...forbidden("packages/nlp/src", "@jobgraph/assets/Asset", "@jobgraph/stages/pipeline", "../../assets/src/x.ts"),
  ...allowed("packages/nlp/src", "effect", "./skills/Trie.ts"),
  ...forbidden(
    "packages/db/src/jobs",
    "@jobgraph/stages/pipeline",
    "@jobgraph/nlp/Tfidf",
    "@jobgraph/runner/services",
    "@jobgraph/tests/fixtures/pipeline",
    "../../../assets/src/catalog/Catalog.ts"
  ),
  ...allowed("packages/db/src/jobs", "@jobgraph/assets/Catalog", "../Database.ts"),
  ...forbidden(
    "packages/stages/src",
    "@jobgraph/runner/services",
    "@jobgraph/tests/fixtures/pipeline",
    "../../nlp/src/Tfidf.ts"
  ),
  ...allowed(
    "packages/stages/src",
    "@jobgraph/assets/Graph",
    "@jobgraph/db/Jobs",
    "@jobgraph/nlp/Skills",
    "./raw/raw.ts"
  ),
  ...forbidden("examples/own-graph/src", "@jobgraph/db/Database", "../../../packages/assets/src/definition/Asset.ts"),
  ...allowed("examples/own-graph/src", "@jobgraph/assets/Asset", "./readings.ts"),
  ...forbidden("apps/runner/src/command", "@jobgraph/tests/e2e/runner", "../../../../packages/db/src/Database.ts"),
  ...allowed("apps/runner/src/command", "@jobgraph/stages/pipeline", "@jobgraph/db/Database", "../services.ts"),
  ...forbidden("packages/stages/src/source", "../raw/raw.ts", "../exported/exported.ts", "@jobgraph/runner/services"),
  ...forbidden("packages/stages/src/source/file", "../../raw/Identity.ts"),
  ...allowed("packages/stages/src/source/file", "../SourceError.ts", "../../partitions.ts"),
  ...forbidden("packages/stages/src/raw", "../validated/validated.ts", "../tfidf/tfidfModel.ts"),
  ...allowed("packages/stages/src/raw", "../source/Source.ts"),
  ...forbidden("packages/stages/src/validated", "../enriched/enriched.ts", "../exported/exported.ts"),
  ...allowed("packages/stages/src/validated", "../raw/raw.ts", "../source/Source.ts"),
  ...forbidden("packages/stages/src/enriched", "../tfidf/tfidfModel.ts", "../exported/exported.ts"),
  ...forbidden("packages/stages/src/enriched/location", "../../tfidf/tfidfModel.ts"),
  ...allowed("packages/stages/src/enriched/location", "../../validated/validated.ts", "../Location.ts"),
  ...forbidden("packages/stages/src/tfidf", "../exported/exported.ts"),
  ...allowed("packages/stages/src/tfidf", "../enriched/enriched.ts"),
  ...allowed("packages/stages/src/exported", "../tfidf/tfidfModel.ts", "../enriched/enriched.ts")
]

const Config = Schema.fromJsonString(
  Schema.Struct({
    overrides: Schema.Array(
      Schema.Struct({ includes: Schema.Array(Schema.String), linter: Schema.Struct({ rules: Schema.Json }) })
    )
  })
)
const Report = Schema.fromJsonString(
  Schema.Struct({
    diagnostics: Schema.Array(
      Schema.Struct({
        message: Schema.String,
        category: Schema.String,
        location: Schema.Struct({ path: Schema.String })
      })
    )
  })
)

/** A project of planted files under our own configuration. */
const project = mkdtempSync(join(tmpdir(), "jobgraph-structure-"))
afterAll(() => rmSync(project, { recursive: true, force: true }))

const configuration = readFileSync(join(root, "biome.json"), "utf8")

const lint = (files: ReadonlyMap<string, string>) => {
  const config: object = { ...JSON.parse(configuration), $schema: undefined, vcs: { enabled: false } }
  for (const [path, text] of [...files, ["biome.json", JSON.stringify(config)] as const]) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  const words = ["lint", "--reporter=json", "--max-diagnostics=none", ...files.keys()]
  const output = execFileSync("sh", ["-c", 'biome "$@"; true', "sh", ...words], {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env["PATH"]}` },
    stdio: ["ignore", "pipe", "ignore"]
  })
  return Schema.decodeUnknownSync(Report)(output).diagnostics
}

const fileOf = ({ folder }: Planted, index: number) => `${folder}/planted${index}.ts`
const refusals = lint(
  new Map(planted.map((each, index) => [fileOf(each, index), `import "${each.imports}"\n`]))
).filter(({ category }) => category === "lint/style/noRestrictedImports")

describe("the import rule", () => {
  it.each(planted.map((each, index) => ({ ...each, file: fileOf(each, index) })))(
    "of $folder: $imports (allowed: $isAllowed)",
    ({ file, isAllowed }) => {
      assert.strictEqual(
        refusals.some(({ location }) => location.path === file),
        !isAllowed
      )
    }
  )

  it("has a planted violation for each of its parts, which says what is allowed", () => {
    const overrides = Schema.decodeUnknownSync(Config)(configuration).overrides
    const messages = overrides.flatMap(
      ({ linter }) => /"message":"([^"]+)"/.exec(JSON.stringify(linter.rules))?.[1] ?? []
    )
    assert.isAbove(messages.length, 8)
    assert.deepStrictEqual([...new Set(refusals.map(({ message }) => message))].sort(), [...new Set(messages)].sort())
    const folders = overrides.filter(({ linter }) => JSON.stringify(linter.rules).includes("noRestrictedImports"))
    for (const { includes } of folders) {
      for (const pattern of includes) {
        const prefix = pattern.replace(/\*\*$/, "")
        assert.isTrue(
          planted.some(({ folder, isAllowed }) => !isAllowed && `${folder}/`.startsWith(prefix)),
          pattern
        )
      }
    }
  })

  it("refuses cycles, and writing to the console where it is not a script", () => {
    const found = lint(
      new Map([
        ["packages/assets/src/a.ts", 'import { b } from "./b.ts"\nexport const a = (): number => b()\n'],
        ["packages/assets/src/b.ts", 'import { a } from "./a.ts"\nexport const b = (): number => a()\n'],
        ["packages/assets/src/console.ts", 'console.log("x")\n'],
        ["tests/scripts/console.ts", 'console.log("x")\n']
      ])
    ).map(({ category, location }) => `${location.path} ${category}`)
    assert.deepStrictEqual(found.sort(), [
      "packages/assets/src/a.ts lint/suspicious/noImportCycles",
      "packages/assets/src/b.ts lint/suspicious/noImportCycles",
      "packages/assets/src/console.ts lint/suspicious/noConsole"
    ])
  })
})
