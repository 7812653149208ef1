import { spawnSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import pg from "pg"
import { start } from "../postgres/Server.ts"
import { type Block, blocksOf, documents, read } from "../structure/documents.ts"
import { openShell, type Shell } from "./docs/Shell.ts"
import { scriptOf, unsaid } from "./docs/script.ts"
import { withRealNames } from "./docs/standIns.ts"

const scope = Scope.makeUnsafe()
const server = await Effect.runPromise(
  start().pipe(
    Scope.provide(scope),
    Effect.map(({ url }) => new URL(url)),
    Effect.orElseSucceed(() => undefined)
  )
)

/** Why a block is left out, on this machine or everywhere. */
const whyLeftOut = ({ whyNotRun, words }: Block): string | undefined =>
  whyNotRun ??
  (words.includes("needs-server") && server === undefined ? "PostgreSQL's programs are missing" : undefined)

const all = documents.map((file) => ({ file, blocks: blocksOf(read(file)) }))

/** The tutorial comes first, as its ads are for all pages; the reference last, as it leaves days in the queue. */
const place = (file: string) => (file === "docs/tutorial.md" ? 0 : file.startsWith("docs/reference/") ? 2 : 1)

const pages = all
  .map(({ blocks, file }) => ({ file, blocks: blocks.filter((block) => whyLeftOut(block) === undefined) }))
  .filter(({ blocks }) => blocks.some(({ language }) => language === "sh"))
  .sort((a, b) => place(a.file) - place(b.file))

const inLanguage = (language: string) =>
  all.flatMap(({ blocks, file }) =>
    blocks
      .filter((block) => block.language === language && whyLeftOut(block) === undefined)
      .map((block) => ({ file, block }))
  )

let shell: Shell
beforeAll(async () => {
  shell = await openShell(server)
})
afterAll(async () => {
  shell.close()
  await Effect.runPromise(Scope.close(scope, Exit.void))
})

describe("the code of the documents", () => {
  it("is run, or says why not", () => {
    const leftOut = all.flatMap(({ blocks, file }) =>
      blocks.flatMap((block) => {
        const why = whyLeftOut(block)
        return why === undefined ? [] : [`  ${file}: ${block.code.split("\n")[0]}: ${why}`]
      })
    )
    process.stdout.write(`Not run:\n${leftOut.join("\n")}\n`)
    assert.isAbove(pages.length, 15)
    assert.strictEqual(pages[0]?.file, "docs/tutorial.md")
  })

  it.each(pages)(
    "can be run as it stands, and says what the page shows: $file",
    async ({ blocks }) => {
      const { code, output } = await shell.run(withRealNames(shell, scriptOf(blocks), server))
      assert.strictEqual(code, 0, output)
      assert.deepStrictEqual(unsaid(blocks, output), [], output)
    },
    900_000
  )

  it("has told the channel of the alert that was tried", () => {
    assert.isAtLeast(shell.alerts(), 1)
  })

  it("holds SQL that the database takes", async () => {
    const { output } = await shell.run("runner db url 2> note.txt")
    const client = new pg.Client({ connectionString: output.trim() })
    await client.connect()
    try {
      for (const { block, file } of inLanguage("sql")) {
        await client.query("begin")
        await client.query(block.code).catch((error: unknown) => assert.fail(`${file}: ${error}`))
        await client.query("rollback")
      }
    } finally {
      await client.end()
    }
  })

  it.each(inLanguage("python"))("holds Python that runs where its packages are: $file", async ({ block }) => {
    const script = join(shell.home, "block.py")
    writeFileSync(script, block.code)
    const python = spawnSync("/usr/bin/python3", ["-m", "py_compile", script], { encoding: "utf8" })
    assert.strictEqual(python.status ?? 0, 0, python.stderr)
    const packages = [...block.code.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name]) => name)
    if (spawnSync("/usr/bin/python3", ["-c", `import ${packages.join(", ")}`]).status !== 0) {
      process.stdout.write(`Compiled, not run, since not all of ${packages.join(", ")} are there\n`)
      return
    }
    const folder = block.words.includes("needs-model") ? "needs_model\ncd model" : ""
    const { code, output } = await shell.run(
      `${folder}\nrunner db status\nJOBS="$(runner db url)" /usr/bin/python3 ${script}`
    )
    assert.strictEqual(code, 0, output)
  })
})
