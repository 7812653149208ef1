import { randomBytes } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect } from "effect"
import { EmbeddedError } from "./EmbeddedError.ts"
import { type Home, prepareHome } from "./Home.ts"

/**
 * The password for clients that come over TCP, which every user of the machine could: made once for a home.
 *
 * It stands in a file beside the database that its owner alone may read.
 */
export const passwordOf = (home: Home) =>
  Effect.try({
    try: () => {
      prepareHome(home)
      const file = join(home.folder, "password")
      if (!existsSync(file)) {
        writeFileSync(file, randomBytes(18).toString("base64url"), { flag: "wx", mode: 0o600 })
      }
      return readFileSync(file, "utf8")
    },
    catch: EmbeddedError.in(home.folder)
    // Another process may have made it just then.
  }).pipe(Effect.retry({ times: 2 }))
