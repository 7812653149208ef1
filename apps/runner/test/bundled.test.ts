import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { type Bundle, bundledProgram, stampOf } from "../src/bundled.ts"

/** A project of two sources with a program that was made of them. */
const made = (use: (bundle: Bundle, source: string) => void) => {
  const project = mkdtempSync(join(tmpdir(), "jobgraph-bundle-"))
  try {
    const sources = ["a.ts", "b.ts"]
    for (const name of sources) writeFileSync(join(project, name), "export {}\n")
    mkdirSync(join(project, ".bundle/1"), { recursive: true })
    writeFileSync(join(project, ".bundle/1/program.mjs"), "")
    const manifest = join(project, ".bundle/manifest.json")
    const stamps = Object.fromEntries(sources.map((name) => [name, stampOf(join(project, name))]))
    writeFileSync(
      manifest,
      JSON.stringify({
        programs: { program: "1/program.mjs", executorServer: "1/executorServer.mjs" },
        sources: stamps
      })
    )
    use({ manifest, project, isWanted: true }, join(project, "b.ts"))
  } finally {
    rmSync(project, { recursive: true })
  }
}

describe("the program as one module", () => {
  it("is used as long as the sources are as they were", () => {
    made((bundle) =>
      assert.strictEqual(
        bundledProgram("program", bundle),
        pathToFileURL(join(bundle.project, ".bundle/1/program.mjs")).href
      )
    )
  })

  it("is not used where a source has changed, also to the same size, or is gone, or another is wanted", () => {
    made((bundle, source) => {
      utimesSync(source, 1, 1)
      assert.isUndefined(bundledProgram("program", bundle))
    })
    made((bundle, source) => {
      rmSync(source)
      assert.isUndefined(bundledProgram("program", bundle))
    })
    made((bundle) => assert.isUndefined(bundledProgram("program", { ...bundle, isWanted: false })))
  })

  it("is not used where it was never made, or is not whole", () => {
    made((bundle) => {
      assert.isUndefined(bundledProgram("program", { ...bundle, manifest: `${bundle.manifest}.none` }))
      assert.isUndefined(bundledProgram("executorServer", bundle))
      writeFileSync(bundle.manifest, "{")
      assert.isUndefined(bundledProgram("program", bundle))
    })
  })
})
