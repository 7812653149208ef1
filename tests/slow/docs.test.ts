import { spawn, spawnSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { blocksOf, documents, read, root } from "../structure/documents.ts"

const command = `${process.execPath} --max-semi-space-size=8 ${join(root, "apps/runner/src/main.ts")}`

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
    const child = spawn("bash", ["-c", `set -euo pipefail\nrunner() { ${command} "$@"; }\n${script}`], {
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

/** The pages with blocks marked `sh run`, the tutorial first. */
const pages = documents
  .map((file) => ({
    file,
    blocks: blocksOf(read(file)).filter(({ language, words }) => language === "sh" && words.includes("run"))
  }))
  .filter(({ blocks }) => blocks.length > 0)
  .sort((a, b) => Number(b.file === "docs/tutorial.md") - Number(a.file === "docs/tutorial.md"))

describe("the commands of the documents", () => {
  it("are marked on some pages", () => {
    assert.isAbove(pages.length, 3)
    assert.strictEqual(pages[0]?.file, "docs/tutorial.md")
  })

  it.each(pages)(
    "can be run as they stand: $file",
    async ({ blocks }) => {
      const script = blocks.map(({ code }) => `set -x\n${code}`).join("\n")
      const { code, output } = await run(script)
      assert.strictEqual(code, 0, output)
    },
    300_000
  )
})
