import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import pg from "pg"
import { blocksOf, documents, read, root } from "../structure/documents.ts"

const command = `${process.execPath} --max-semi-space-size=8 ${join(root, "apps/runner/src/main.ts")}`

/** What a person types, `npx -y pnpm@12 runner`, and its short form. */
const prelude = `set -euo pipefail
runner() { ${command} "$@"; }
npx() { shift 2; [ "$1" = --silent ] && shift; "$@"; }`

/** One folder for all pages, so that the database is made once; the tutorial comes first and leaves its ads there. */
let home = ""
const environment = () => ({
  PATH: process.env["PATH"],
  HOME: home,
  TMPDIR: process.env["TMPDIR"],
  LC_ALL: "C.UTF-8",
  NO_COLOR: "1",
  RUNNER_HOME: join(home, ".runner")
})

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "jobgraph-docs-"))
})
afterAll(() => {
  spawnSync("bash", ["-c", `${command} db stop`], { cwd: home, env: environment() })
  rmSync(home, { recursive: true, force: true })
})

/** Runs the blocks of a page as one script that stops at the first command which fails. */
const run = (script: string) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((done) => {
    const child = spawn("bash", ["-c", `${prelude}\n${script}`], {
      cwd: home,
      env: environment()
    })
    let output = ""
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        output += text
      })
    }
    child.on("close", (code) => done({ code, output }))
  })

/** The names that pages use for what is there only once something has run, each with where the real one is found. */
const standIns: ReadonlyArray<readonly [name: string, words: string, path: (found: string) => string | undefined]> = [
  ["550e8400-e29b-41d4-a716-446655440000", "search python", (text) => /"job_id": "([^"]+)"/.exec(text)?.[1]],
  ["tfidf_v20260108_003000", "models list", (text) => /"(tfidf_v\w+)"/.exec(text)?.[1]],
  ["tfidf_v20260109_003000", "models list", (text) => /"(tfidf_v\w+)"/.exec(text)?.[1]],
  ["019ba8b4-5f2c", "runs list", (text) => /"runId": "([^"]+)"/.exec(text)?.[1]],
  ["2026-01-08/fr", "runs list", (text) => /"(\d{4}-\d{2}-\d{2}\/fr)"/.exec(text)?.[1]]
]

const withRealNames = async (script: string) => {
  let text = script
  for (const [name, words, find] of standIns) {
    if (!text.includes(name)) continue
    const { output } = await run(`runner ${words} --json`)
    const real = find(output)
    assert.isString(real, `${words}: ${output}`)
    text = text.replaceAll(name, real ?? "")
  }
  return text
}

/** The pages with blocks marked `sh run`, the tutorial first. */
const pages = documents
  .map((file) => ({
    file,
    blocks: blocksOf(read(file)).filter(({ language, words }) => language === "sh" && words.includes("run"))
  }))
  .filter(({ blocks }) => blocks.length > 0)
  .sort((a, b) => Number(b.file === "docs/tutorial.md") - Number(a.file === "docs/tutorial.md"))

const statements = documents.flatMap((file) =>
  blocksOf(read(file)).flatMap(({ code, language }) => (language === "sql" ? [{ file, code }] : []))
)

describe("the commands of the documents", () => {
  it("are marked on some pages", () => {
    assert.isAbove(pages.length, 3)
    assert.strictEqual(pages[0]?.file, "docs/tutorial.md")
  })

  it.each(pages)(
    "can be run as they stand: $file",
    async ({ blocks }) => {
      const script = blocks.map(({ code }) => `set -x\n${code}`).join("\n")
      const { code, output } = await run(await withRealNames(script))
      assert.strictEqual(code, 0, output)
    },
    300_000
  )

  it("hold SQL that the database takes", async () => {
    const { output } = await run("runner db url 2> note.txt")
    const client = new pg.Client({ connectionString: output.trim() })
    await client.connect()
    try {
      for (const { code, file } of statements) {
        await client.query("begin")
        await client.query(code).catch((error: unknown) => assert.fail(`${file}: ${error}`))
        await client.query("rollback")
      }
    } finally {
      await client.end()
    }
  })
})
