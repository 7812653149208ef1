/**
 * Compiles `assembly/` to WebAssembly, into `src/compiled/modules.ts`: `pnpm --filter @jobgraph/nlp compile`.
 *
 * What it makes is kept with the sources: who does not change them needs no
 * compiler, which is as large as all other packages together. With `--check` it
 * changes nothing, and fails where what is kept is not what it would make.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** Names its own version of the optimizer exactly. */
const compiler = "assemblyscript@0.28.20"
/** Each is a module, and so a memory, of its own. */
const programs = ["counting", "reading", "summing"]
const sources = fileURLToPath(new URL("../assembly", import.meta.url))
const made = fileURLToPath(new URL("../src/compiled/modules.ts", import.meta.url))

const folder = mkdtempSync(join(tmpdir(), "jobgraph-compile-"))
const compiled = (program: string): string => {
  const out = join(folder, `${program}.wasm`)
  const options = ["-O3", "--noAssert", "--runtime", "minimal", "--use", "abort=", "--outFile", out]
  execFileSync("npx", ["--yes", `--package=${compiler}`, "asc", join(sources, `${program}.ts`), ...options], {
    stdio: ["ignore", "inherit", "inherit"]
  })
  return readFileSync(out).toString("base64")
}

const text = [
  `/** WebAssembly of \`assembly/\`, in base64. Made by \`pnpm --filter @jobgraph/nlp compile\`. */`,
  ...programs.map((program) => `export const ${program} =\n  "${compiled(program)}"`),
  ""
].join("\n")
rmSync(folder, { recursive: true })

if (!process.argv.includes("--check")) writeFileSync(made, text)
else if (readFileSync(made, "utf8") !== text) {
  process.stderr.write("src/compiled/modules.ts is not of these sources: pnpm --filter @jobgraph/nlp compile\n")
  process.exitCode = 1
}
