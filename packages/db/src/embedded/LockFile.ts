/**
 * One process at a time: a lock that outlives nobody, made of files alone.
 *
 * The lock is the file `lock.<n>` with the greatest number; it names the
 * process that holds it. Who finds that process dead creates `lock.<n+1>`, which
 * only one can. The greatest is never deleted, so nobody can take an older lock
 * for the present one.
 *
 * A process on another machine, or in another container, cannot be seen. Its
 * word is the file's time, which the holder renews.
 *
 * @module
 */
import { linkSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { Owner } from "@jobgraph/assets/Owner"
import { isRunning, ownIdentity } from "@jobgraph/assets/OwnerProcess"
import { Option, Predicate, Result, Schema } from "effect"

const Holder = Schema.fromJsonString(Owner)
const decodeHolder = Schema.decodeUnknownOption(Holder)
const encodeHolder = Schema.encodeSync(Holder)

/** The process that holds the lock of a folder, if one that lives does. */
export const holderOf = (folder: string): Option.Option<Owner> => {
  const number = greatest(folder)
  return number === 0 ? Option.none() : Option.filter(readHolder(folder, number), isHolding(folder, number))
}

/** Does this process hold the lock of a folder? No longer once the folder was removed, whoever made it again. */
export const isOwnLock = (folder: string): boolean =>
  Option.exists(holderOf(folder), (holder) => holder.pid === process.pid)

/** Says that this process, which holds the lock, still lives. Twice a minute is often enough. */
export const renewLock = (folder: string, now: Date): void => utimesSync(pathOf(folder, greatest(folder)), now, now)

/** Takes the lock for this process, until it ends. False if a living process has it. Throws where files cannot be written. */
export const acquireLock = (folder: string): boolean => {
  for (;;) {
    const before = greatest(folder)
    if (before > 0 && Option.exists(readHolder(folder, before), isHolding(folder, before))) {
      return false
    }
    const mine = before + 1
    if (!createWhole(folder, mine)) {
      continue
    }
    // Another may have come further while this one looked at an old state.
    if (greatest(folder) === mine) {
      for (const older of numbers(folder).filter((number) => number < mine)) {
        rmSync(pathOf(folder, older), { force: true })
      }
      return true
    }
    rmSync(pathOf(folder, mine), { force: true })
  }
}

/** Renewed less recently than this, a lock of another machine is left over. */
const longestSilence = 120_000

const isHolding =
  (folder: string, number: number) =>
  (holder: Owner): boolean =>
    holder.host === hostname()
      ? isRunning(holder)
      : // Compared with a new file's time, because the clock of shared files is not this machine's.
        fileTime(folder) - (statSync(pathOf(folder, number), { throwIfNoEntry: false })?.mtimeMs ?? 0) < longestSilence

/** The time that a file gets which is written now. */
const fileTime = (folder: string): number => {
  const probe = join(folder, `.time.${process.pid}`)
  writeFileSync(probe, "")
  const { mtimeMs } = statSync(probe)
  rmSync(probe, { force: true })
  return mtimeMs
}

const pathOf = (folder: string, number: number): string => join(folder, `lock.${number}`)

const numbers = (folder: string): ReadonlyArray<number> =>
  Option.getOrElse(listNames(folder), () => []).flatMap((name) =>
    /^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []
  )

const listNames = Option.liftThrowable((folder: string): ReadonlyArray<string> => readdirSync(folder))

const greatest = (folder: string): number => Math.max(0, ...numbers(folder))

const readHolder = (folder: string, number: number): Option.Option<Owner> =>
  Option.flatMap(readText(pathOf(folder, number)), decodeHolder)

const readText = Option.liftThrowable((path: string) => readFileSync(path, "utf8"))

/** Creates the file with its content at once, so that nobody reads half of it. False if it exists. */
const createWhole = (folder: string, number: number): boolean => {
  const draft = join(folder, `.lock.${process.pid}`)
  writeFileSync(draft, encodeHolder(ownIdentity()))
  const linked = Result.try(() => linkSync(draft, pathOf(folder, number)))
  rmSync(draft, { force: true })
  if (
    Result.isFailure(linked) &&
    !(Predicate.hasProperty(linked.failure, "code") && linked.failure.code === "EEXIST")
  ) {
    throw linked.failure
  }
  return Result.isSuccess(linked)
}
