/** A number for each word, found by its letters where they stand: the bytes of whatever encoding. */
import { Bytes } from "../memory/Bytes"

/** What a table answers for a word that it does not have. */
export const unknownWord: i32 = i32.MIN_VALUE

/** Words are looked at in blocks of eight bytes, of which those behind the word's end count as 0. */
const blockSize: i32 = 8

@inline
function blockAt(at: usize, left: i32): u64 {
  const block = load<u64>(at)
  return left >= blockSize ? block : block & ((<u64>1 << (<u64>left << 3)) - 1)
}

/** The hash of the `length` bytes at a place, behind which there must be seven more. */
export function hashOf(at: usize, length: i32): u32 {
  let hash = <u64>length
  for (let left = length; left > 0; left -= blockSize) {
    hash = (hash ^ blockAt(at, left)) * 0x9e3779b97f4a7c15
    hash ^= hash >> 32
    at += 8
  }
  return <u32>hash
}

/** An entry: the word's hash, where its letters begin, how many bytes they are plus one (0 where the entry is free), its number. */
const entrySize: usize = 16

@final
@unmanaged
export class WordTable {
  readonly letters: Bytes = new Bytes()
  /** Open addressing. */
  private entries: usize = 0
  private capacity: i32 = 0
  private size: i32 = 0

  /** Holds at most so many words, and starts over when there are more. */
  constructor(private most: i32) {
    this.resize(1 << 13)
  }

  find(at: usize, length: i32, hash: u32): i32 {
    const entries = this.entries
    const mask = this.capacity - 1
    let place = <i32>hash & mask
    let entry = entries + <usize>place * entrySize
    while (load<i32>(entry, 8) != 0) {
      if (load<u32>(entry) == hash && load<i32>(entry, 8) == length + 1 && this.isAt(load<u32>(entry, 4), at, length)) {
        return load<i32>(entry, 12)
      }
      place = (place + 1) & mask
      entry = entries + <usize>place * entrySize
    }
    return unknownWord
  }

  /** Gives a number to a word that has none; answers where its letters are among all. */
  add(at: usize, length: i32, hash: u32, number: i32): i32 {
    if (this.size >= this.most) this.clear()
    const letters = this.letters
    const begin = letters.length
    letters.reserveMore(length)
    for (let from = 0; from < length; from += blockSize) {
      store<u64>(letters.at + <usize>(begin + from), blockAt(at + <usize>from, length - from))
    }
    letters.length += (length + blockSize - 1) & -blockSize
    this.place(hash, begin, length, number)
    if (2 * ++this.size > this.capacity) this.grow()
    return begin
  }

  @inline
  private isAt(begin: u32, at: usize, length: i32): bool {
    let own = this.letters.at + <usize>begin
    for (let left = length; left > 0; left -= blockSize) {
      if (load<u64>(own) != blockAt(at, left)) return false
      own += 8
      at += 8
    }
    return true
  }

  private place(hash: u32, begin: i32, length: i32, number: i32): void {
    const mask = this.capacity - 1
    let place = <i32>hash & mask
    while (load<i32>(this.entries + <usize>place * entrySize, 8) != 0) place = (place + 1) & mask
    const entry = this.entries + <usize>place * entrySize
    store<u32>(entry, hash)
    store<i32>(entry, begin, 4)
    store<i32>(entry, length + 1, 8)
    store<i32>(entry, number, 12)
  }

  private clear(): void {
    this.size = 0
    this.letters.length = 0
    memory.fill(this.entries, 0, <usize>this.capacity * entrySize)
  }

  private grow(): void {
    const before = this.entries
    const end = before + <usize>this.capacity * entrySize
    this.resize(this.capacity * 2)
    for (let entry = before; entry < end; entry += entrySize) {
      if (load<i32>(entry, 8) == 0) continue
      this.place(load<u32>(entry), load<i32>(entry, 4), load<i32>(entry, 8) - 1, load<i32>(entry, 12))
    }
    heap.free(before)
  }

  private resize(capacity: i32): void {
    this.capacity = capacity
    this.entries = heap.alloc(<usize>capacity * entrySize)
    memory.fill(this.entries, 0, <usize>capacity * entrySize)
  }
}
