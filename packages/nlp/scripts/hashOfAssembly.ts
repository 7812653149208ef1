import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of what is compiled. */
export const assembly = fileURLToPath(new URL("../assembly", import.meta.url))

/** Of all its files. */
export const hashOfAssembly = (): string => {
  const hash = createHash("sha256")
  for (const name of readdirSync(assembly).sort()) {
    hash.update(`${name}\n${readFileSync(join(assembly, name), "utf8").replaceAll("\r\n", "\n")}\n`)
  }
  return hash.digest("hex")
}
