/** `pnpm bench NAME …`: runs one of the benchmarks beside this file, with its own arguments. */
import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"

const names = ["export", "tfidf", "model", "quality", "graph", "days", "service", "search"]
const [name = "", ...words] = process.argv.slice(2)
const file = join(import.meta.dirname, `${name}.ts`)

if (names.includes(name) && existsSync(file)) {
  const { status } = spawnSync(process.execPath, [file, ...words], { stdio: "inherit" })
  process.exitCode = status ?? 1
} else {
  process.stderr.write(`pnpm bench ${names.join(" | ")}: see docs/benchmarks.md\n`)
  process.exitCode = 2
}
