/**
 * The terms of more than two words of all tables, with the sums of their frequencies: each is found by its parent and
 * its last word, in whatever order they come. They are few; of pairs, only the parents of those are here, without their
 * frequencies.
 */
import { get, Numbers, put } from "../memory/Numbers"

/** Of a child: its parent, its last word, its occurrences, its documents. Together, since they are needed together. */
const recordSize: i32 = 4

/** A parent: twice the number of a word, or twice that of a child and one more. */
export function wordParent(word: i32): i32 {
  return word << 1
}
export function childParent(child: i32): i32 {
  return (child << 1) | 1
}

const records = new Numbers()
/** Open addressing: child + 1, 0 where free. */
let slots: usize = 0
let capacity: i32 = 0

export function childCount(): i32 {
  return records.length / recordSize
}

export function parentOf(child: i32): i32 {
  return get(records.at, child * recordSize)
}
export function lastWordOf(child: i32): i32 {
  return get(records.at, child * recordSize + 1)
}
export function occurrencesOf(child: i32): i32 {
  return get(records.at, child * recordSize + 2)
}
export function documentsOf(child: i32): i32 {
  return get(records.at, child * recordSize + 3)
}

/** The number of the child with this parent and last word, which gets one if it has none. */
export function childOf(parent: i32, word: i32): i32 {
  reserveChild()
  const mask = capacity - 1
  let place = <i32>hashOf(parent, word) & mask
  for (let slot = get(slots, place); slot != 0; slot = get(slots, place)) {
    const record = records.at + (<usize>((slot - 1) * recordSize) << 2)
    if (load<i32>(record) == parent && load<i32>(record, 4) == word) return slot - 1
    place = (place + 1) & mask
  }
  const child = childCount()
  records.push(parent)
  records.push(word)
  records.push(0)
  records.push(0)
  put(slots, place, child + 1)
  return child
}

@inline
export function addToChild(child: i32, occurrences: i32, documents: i32): void {
  const record = records.at + (<usize>(child * recordSize) << 2)
  store<i32>(record, load<i32>(record, 8) + occurrences, 8)
  store<i32>(record, load<i32>(record, 12) + documents, 12)
}

/** Makes room for one child more. */
function reserveChild(): void {
  if (<u64>(childCount() + 1) * 4 <= <u64>capacity * 3) return
  if (slots != 0) heap.free(slots)
  capacity = max(capacity * 2, 1 << 12)
  slots = heap.alloc(<usize>capacity << 2)
  memory.fill(slots, 0, <usize>capacity << 2)
  const mask = capacity - 1
  for (let child = 0; child < childCount(); child++) {
    let place = <i32>hashOf(parentOf(child), lastWordOf(child)) & mask
    while (get(slots, place) != 0) place = (place + 1) & mask
    put(slots, place, child + 1)
  }
}

@inline
function hashOf(parent: i32, word: i32): u32 {
  let hash = (((<u64>(<u32>parent)) << 32) | <u64>(<u32>word)) * 0x9e3779b97f4a7c15
  hash ^= hash >> 29
  return <u32>((hash * 0xbf58476d1ce4e5b9) >> 32)
}
