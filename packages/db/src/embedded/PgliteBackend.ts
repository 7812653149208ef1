/**
 * PGlite, ready to be shared: its files, its wire protocol, its first greeting.
 *
 * @module
 */

import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync } from "node:fs"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { PGlite } from "@electric-sql/pglite"
import { makeFolder } from "@jobgraph/assets/makeFolder"
import { startup } from "./Frames.ts"
import type { Backend } from "./SharedSession.ts"

export interface PgliteBackend extends Backend {
  close(): Promise<void>
}

/** The PostgreSQL inside PGlite; it cannot read the files of another. */
const majorVersion = "18"

/** Opens the database in a folder, which is created if it is missing; without a folder, in memory. */
export const openPglite = async (dataDir?: string): Promise<PgliteBackend> => {
  if (dataDir !== undefined) {
    makeFolder(dataDir, 0o700)
    assertReadable(dataDir)
    if (!existsSync(join(dataDir, "PG_VERSION"))) {
      await createFiles(dataDir)
    }
  }
  const pglite = await PGlite.create(dataDir === undefined ? {} : { dataDir })
  // From here on nobody but the multiplexer talks to it, one batch after the other.
  const execute = (messages: Buffer, write: (answer: Buffer) => void) =>
    pglite.execProtocolRawStream(messages, {
      // The bytes lie in PGlite's memory, which the next answer overwrites.
      onRawData: (answer) => write(Buffer.from(answer))
    })
  const greeting: Array<Buffer> = []
  await execute(startup(), (answer) => greeting.push(answer))
  return {
    greeting: Buffer.concat(greeting),
    execute,
    isInTransaction: () => pglite.isInTransaction(),
    close: () => pglite.close()
  }
}

/**
 * Makes a new database in a process of its own: that takes several hundred megabytes, which would stay with this one.
 *
 * If it fails, opening the files fails too, and says why.
 */
const createFiles = async (dataDir: string): Promise<void> => {
  const program = fileURLToPath(new URL(`./createFiles${extname(import.meta.url)}`, import.meta.url))
  const child = spawn(process.execPath, [program, dataDir], { stdio: "ignore" })
  await once(child, "close")
}

const assertReadable = (dataDir: string): void => {
  const file = join(dataDir, "PG_VERSION")
  const version = existsSync(file) ? readFileSync(file, "utf8").trim() : majorVersion
  if (version !== majorVersion) {
    throw new Error(
      `its files are of PostgreSQL ${version} and this Jobgraph reads those of ${majorVersion}: ` +
        "restore a backup into an empty home, or use the Jobgraph that wrote them"
    )
  }
}
