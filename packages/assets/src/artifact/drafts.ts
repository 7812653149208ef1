/**
 * Files that are being written, under names that tell whose they are.
 *
 * @module
 */
import { randomUUID } from "node:crypto"
import * as fs from "node:fs/promises"
import * as path from "node:path"
import { Effect } from "effect"
import { ownIdentity, startOf } from "../catalog/OwnerProcess.ts"
import { sha256 } from "../version/Canonical.ts"

/** Where drafts are, below the folder of the store. */
export const draftFolder = (folder: string): string => path.join(folder, "drafts")

/** A name that no other draft has: host, process and its start in front. */
export const draftName = (): string => `${prefixOf(ownIdentity())}.${randomUUID()}.tmp`

/** Removes the drafts of processes of this machine that are gone. What cannot be removed is left for the next time. */
export const removeDrafts = (folder: string): Effect.Effect<void> =>
  Effect.tryPromise(async () => {
    const names = await fs.readdir(draftFolder(folder))
    await Promise.all(
      names.filter(isAbandoned).map((name) => fs.rm(path.join(draftFolder(folder), name), { force: true }))
    )
  }).pipe(Effect.ignore)

const short = (text: string): string => sha256(Buffer.from(text)).slice(0, 12)

const prefixOf = ({ host, pid, startedAt }: ReturnType<typeof ownIdentity>) =>
  `${short(host)}.${pid}.${short(startedAt)}`

const isAbandoned = (name: string): boolean => {
  const [host, pid, start] = name.split(".")
  if (host !== short(ownIdentity().host)) {
    return false
  }
  const now = startOf(Number(pid))
  return now === undefined || short(now) !== start
}
