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
  const hex = jobId.replaceAll("-", "")
  return /^[0-9a-f]{32}$/.test(hex)
    ? Buffer.from(hex, "hex")
    : createHash("sha256").update(jobId).digest().subarray(0, keySize)
}

/** The table of ads and their partitions' numbers, in any order. */
export const adIndex = (entries: Iterable<readonly [jobId: string, partition: number]>): Buffer => {
  const all = [...entries]
  const unsorted = Buffer.alloc(all.length * entrySize)
  for (const [place, [jobId, partition]] of all.entries()) {
    keyOf(jobId).copy(unsorted, place * entrySize)
    unsorted.writeUInt32BE(partition, place * entrySize + keySize)
  }
  return sortEntries(unsorted)
}

/** By all their bytes. */
const sortEntries = (unsorted: Buffer): Buffer => {
  const begins = Array.from({ length: entriesOf(unsorted) }, (_, place) => place * entrySize)
  begins.sort((a, b) => {
    for (let at = 0; at < entrySize; at += 4) {
      const order = unsorted.readUInt32BE(a + at) - unsorted.readUInt32BE(b + at)
      if (order !== 0) return order
    }
    return 0
  })
  const sorted = Buffer.allocUnsafe(unsorted.length)
  for (const [place, begin] of begins.entries()) unsorted.copy(sorted, place * entrySize, begin, begin + entrySize)
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
