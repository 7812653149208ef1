import { createHash } from "node:crypto"
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of what is compiled. */
export const assembly = fileURLToPath(new URL("../assembly", import.meta.url))

/** Of all its files, and of how they are compiled. */
export const hashOfAssembly = (): string => {
  const hash = createHash("sha256")
  const names = globSync("**/*.ts", { cwd: assembly }).map((name) => name.replaceAll("\\", "/"))
  for (const name of [...names.sort(), "../scripts/compile.ts"]) {
    hash.update(`${name}\n${readFileSync(join(assembly, name), "utf8").replaceAll("\r\n", "\n")}\n`)
  }
  return hash.digest("hex")
}
