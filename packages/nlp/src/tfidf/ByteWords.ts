import { Int32Buffer } from "./Int32Buffer.ts"

/** Separates words; no part of another character in UTF-8. */
const space = 0x20
const seed = 0x811c9dc5 | 0

/**
 * Numbers words by their bytes, from 0 in the order in which they first come.
 *
 * Most of the words of many tables are the same, and making a string of each
 * would take longer than all else that is done to add the tables.
 */
export class ByteWords {
  /** The words, each followed by a space. */
  #bytes = new Uint8Array(1 << 16)
  #used = 0
  readonly #begins = new Int32Buffer()
  readonly #hashes = new Int32Buffer()
  /** Open addressing; number + 1, 0 where free. */
  #slots = new Int32Array(1 << 14)

  get size(): number {
    return this.#begins.length
  }

  /** The words in ascending order, joined by spaces, and the place of each number among them. */
  sorted(): { readonly words: Uint8Array; readonly places: Int32Array } {
    // A character for each byte: the engine sorts short strings of them quicker than we could sort bytes.
    const all = Buffer.from(this.#bytes.buffer, 0, Math.max(0, this.#used - 1)).toString("latin1")
    const spellings = this.size === 0 ? [] : all.split(" ")
    const numbers = new Map(spellings.map((spelling, number) => [spelling, number]))
    const places = new Int32Array(this.size)
    const sorted = spellings.sort()
    for (let place = 0; place < sorted.length; place++) places[numbers.get(sorted[place] ?? "") ?? 0] = place
    return { words: Buffer.from(sorted.join(" "), "latin1"), places }
  }

  /** Writes the numbers of words that are joined by spaces to the beginning of `numbers`; whether they were `count` in ascending order. */
  numberAll(words: Uint8Array, count: number, numbers: Int32Array): boolean {
    if (count === 0) return words.length === 0
    let number = 0
    let before = -1
    for (let at = 0; at <= words.length; number++) {
      const begin = at
      let hash = seed
      for (; at < words.length && words[at] !== space; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193)
      if (number >= count || (before >= 0 && !isBefore(words, before, begin, at))) return false
      numbers[number] = this.#numberOf(words, begin, at, hash)
      before = begin
      at++
    }
    return number === count
  }

  #numberOf(words: Uint8Array, begin: number, end: number, hash: number): number {
    const slots = this.#slots
    const hashes = this.#hashes.array
    const mask = slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
      if (hashes[found - 1] === hash && this.#isAt(found - 1, words, begin, end)) return found - 1
      slot = (slot + 1) & mask
    }
    return this.#add(words, begin, end, hash)
  }

  #isAt(number: number, words: Uint8Array, begin: number, end: number): boolean {
    const bytes = this.#bytes
    let at = this.#begins.array[number] ?? 0
    for (let other = begin; other < end; other++) if (bytes[at++] !== words[other]) return false
    return bytes[at] === space
  }

  #add(words: Uint8Array, begin: number, end: number, hash: number): number {
    const number = this.#begins.length
    const used = this.#used + end - begin + 1
    if (used > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(used, this.#bytes.length * 2))
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    this.#begins.push(this.#used)
    this.#hashes.push(hash)
    this.#bytes.set(words.subarray(begin, end), this.#used)
    this.#bytes[used - 1] = space
    this.#used = used
    if (4 * this.size > 3 * this.#slots.length) this.#slots = new Int32Array(this.#slots.length * 4)
    else return this.#place(number)
    for (let each = 0; each < number; each++) this.#place(each)
    return this.#place(number)
  }

  #place(number: number): number {
    const mask = this.#slots.length - 1
    const hash = this.#hashes.array[number] ?? 0
    let slot = (hash ^ (hash >>> 15)) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = number + 1
    return number
  }
}

/** Whether the word at one place comes before that from another place to its end; the bytes of UTF-8 sort like its characters. */
const isBefore = (words: Uint8Array, one: number, other: number, end: number): boolean => {
  let at = one
  for (let place = other; place < end; place++, at++) {
    const left = words[at] ?? 0
    const right = words[place] ?? 0
    if (left !== right) return left === space || left < right
  }
  return false
}
