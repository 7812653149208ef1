/**
 * In which partitions an ad is: a table that is searched without reading it all.
 *
 * Entries of 20 bytes, sorted: the ad's id, 16 bytes, and the number of a
 * partition. An ad that came again has several.
 *
 * @module
 */
import { createHash } from "node:crypto"

const keySize = 16
const entrySize = keySize + 4

/** The id as 16 bytes: those of a UUID, of anything else the beginning of its hash. */
export const keyOf = (jobId: string): Buffer => {
  const key = Buffer.alloc(keySize)
  writeKey(jobId, key, 0)
  return key
}

const writeKey = (jobId: string, into: Buffer, at: number): void => {
  const hex = jobId.replaceAll("-", "")
  if (/^[0-9a-f]{32}$/.test(hex)) into.write(hex, at, keySize, "hex")
  else createHash("sha256").update(jobId).digest().copy(into, at, 0, keySize)
}

/** The table of the ads of partitions, in any order. */
export const adIndex = (
  partitions: ReadonlyArray<{ readonly jobIds: ReadonlyArray<string>; readonly number: number }>
): Buffer => {
  const unsorted = Buffer.alloc(entrySize * partitions.reduce((sum, { jobIds }) => sum + jobIds.length, 0))
  let at = 0
  for (const { jobIds, number } of partitions) {
    for (const jobId of jobIds) {
      writeKey(jobId, unsorted, at)
      unsorted.writeUInt32BE(number, at + keySize)
      at += entrySize
    }
  }
  return sortEntries(unsorted)
}

/** By all their bytes. */
const sortEntries = (unsorted: Buffer): Buffer => {
  const places = Array.from({ length: entriesOf(unsorted) }, (_, place) => place)
  places.sort((a, b) => {
    for (let at = 0; at < entrySize; at += 4) {
      const order = unsorted.readUInt32BE(a * entrySize + at) - unsorted.readUInt32BE(b * entrySize + at)
      if (order !== 0) return order
    }
    return 0
  })
  const sorted = Buffer.alloc(unsorted.length)
  for (const [i, place] of places.entries()) {
    unsorted.copy(sorted, i * entrySize, place * entrySize, (place + 1) * entrySize)
  }
  return sorted
}

/** The entries of both tables whose partition is `kept`. */
export const mergeIndexes = (a: Buffer, b: Buffer, isKept: (partition: number) => boolean): Buffer => {
  const merged = Buffer.alloc(a.length + b.length)
  let [i, j, end] = [0, 0, 0]
  while (i < a.length || j < b.length) {
    const isFromA = j >= b.length || (i < a.length && a.compare(b, j, j + entrySize, i, i + entrySize) <= 0)
    const from = isFromA ? a : b
    const at = isFromA ? i : j
    if (isFromA) i += entrySize
    else j += entrySize
    if (isKept(from.readUInt32BE(at + keySize))) end += from.copy(merged, end, at, at + entrySize)
  }
  return merged.subarray(0, end)
}

export const entriesOf = (index: Buffer): number => index.length / entrySize

/** The numbers of the partitions that hold an ad. */
export const partitionsOf = (index: Buffer, jobId: string): ReadonlyArray<number> => {
  const key = keyOf(jobId)
  let low = 0
  let high = entriesOf(index)
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = middle * entrySize
    if (index.compare(key, 0, keySize, at, at + keySize) < 0) low = middle + 1
    else high = middle
  }
  const found: Array<number> = []
  for (let at = low * entrySize; at < index.length; at += entrySize) {
    if (index.compare(key, 0, keySize, at, at + keySize) !== 0) break
    found.push(index.readUInt32BE(at + keySize))
  }
  return found
}
