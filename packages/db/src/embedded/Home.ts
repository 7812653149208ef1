/**
 * Where the embedded database keeps what: all in `RUNNER_HOME/database`, which only its owner may read.
 *
 * @module
 */

import { createHash } from "node:crypto"
import { chmodSync, lstatSync } from "node:fs"
import { tmpdir, userInfo } from "node:os"
import { join, resolve } from "node:path"
import { makeFolder } from "@jobgraph/assets/makeFolder"

export interface Home {
  /** `RUNNER_HOME/database`. */
  readonly folder: string
  /** PostgreSQL's own files. */
  readonly data: string
  /** What the helper process has to say. */
  readonly log: string
  /** The folder of the socket: `folder`, or one in the temporary folder where the path would get too long. */
  readonly socketFolder: string
  readonly socket: string
}

/** Clients look for the socket under this number, as they would a server's. */
export const socketPort = 5432

/** The system's limit is 108 bytes on Linux and 104 on macOS, the ending zero included. */
const longestSocket = 100

export const homeAt = (runnerHome: string): Home => {
  const folder = join(resolve(runnerHome), "database")
  const name = `.s.PGSQL.${socketPort}`
  const digest = createHash("sha256").update(folder).digest("hex").slice(0, 16)
  const near = join(folder, name)
  const socketFolder = Buffer.byteLength(near) <= longestSocket ? folder : join(tmpdir(), `jobgraph-${digest}`)
  return {
    folder,
    data: join(folder, "data"),
    log: join(folder, "log"),
    socketFolder,
    socket: join(socketFolder, name)
  }
}

/** Creates the folders. Throws if one of them belongs to someone else, who could then listen in. */
export const prepareHome = (home: Home): void => {
  makeFolder(home.folder, 0o700)
  makeFolder(home.socketFolder, 0o700)
  const stat = lstatSync(home.socketFolder)
  const { uid } = userInfo()
  if (!stat.isDirectory() || (uid !== -1 && stat.uid !== uid)) {
    throw new Error(`${home.socketFolder} belongs to another user`)
  }
  chmodSync(home.socketFolder, 0o700)
}
