import { mkdirSync, statSync } from "node:fs"
import { dirname } from "node:path"

/**
 * Makes a folder and those above it, where they are missing. Throws Node's own
 * error where one cannot be made, or where something else has its name.
 *
 * Node's recursive `mkdir` never ends on file systems that answer "no such
 * folder" to whoever makes one, such as `/proc`.
 */
export const makeFolder = (folder: string, mode?: number): void => {
  if (isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above, mode)
  try {
    mkdirSync(folder, { mode })
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
