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
import { assembly, hashOfAssembly } from "./hashOfAssembly.ts"

/** Names its own version of the optimizer exactly. */
const compiler = "assemblyscript@0.28.20"
/** Each is a module, and so a memory, of its own. */
const programs = ["counting", "reading", "summing"]
const kept = fileURLToPath(new URL("../src/compiled/modules.ts", import.meta.url))

/** Memory is asked for and given back by hand, so there is no collector; and nobody who would hear of an assertion. */
const options = ["-O3", "--runtime", "minimal", "--noAssert", "--use", "abort="]

const compiled = (program: string, folder: string): string => {
  const out = join(folder, `${program}.wasm`)
  execFileSync(
    "npx",
    ["--yes", `--package=${compiler}`, "asc", join(assembly, `${program}.ts`), ...options, "--outFile", out],
    {
      stdio: ["ignore", "inherit", "inherit"]
    }
  )
  return readFileSync(out).toString("base64")
}

const folder = mkdtempSync(join(tmpdir(), "jobgraph-compile-"))
const made = [
  "/** WebAssembly of `assembly/`, in base64. Made by `pnpm --filter @jobgraph/nlp compile`. */",
  ...programs.map((program) => `export const ${program}: string =\n  "${compiled(program, folder)}"`),
  "/** What it was made of. */",
  `export const madeOf: string = "${hashOfAssembly()}"`,
  ""
].join("\n")
rmSync(folder, { recursive: true })

if (!process.argv.includes("--check")) writeFileSync(kept, made)
else if (readFileSync(kept, "utf8") !== made) {
  process.stderr.write("src/compiled/modules.ts is not of these sources: pnpm --filter @jobgraph/nlp compile\n")
  process.exitCode = 1
}
