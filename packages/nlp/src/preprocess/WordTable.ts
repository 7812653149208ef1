/**
 * A number for each word, found where the word stands in a text.
 *
 * A Map would need a string of every word that is read, and hash it; most of
 * the time of reading ads would go there. Here the reader hashes the letters
 * as it passes them, and a string is made only of a word that is new.
 */
export class WordTable {
  readonly #most: number
  #letters = new Uint16Array(1 << 16)
  #lettersUsed = 0
  /** For each entry: hash, place of its letters, how many they are, number. Together, since they are read together. */
  #entries = new Int32Array(entrySize * (1 << 12))
  #size = 0
  /** Open addressing; entry + 1, 0 where free. */
  #slots = new Int32Array(1 << 13)

  /** Holds at most so many words, and starts over when there are more. */
  constructor(most: number) {
    this.#most = most
  }

  /** The number of the word from `begin` to `end`, whose letters have this hash; `unknownWord` if it has none. */
  find(units: Uint16Array, begin: number, end: number, hash: number): number {
    const slots = this.#slots
    const entries = this.#entries
    const mask = slots.length - 1
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = ((slots[slot] ?? 0) - 1) * entrySize
      if (entry < 0) return unknownWord
      if (entries[entry] === hash && this.#isAt(entry, units, begin, end)) return entries[entry + 3] ?? unknownWord
    }
  }

  /** Gives a number to a word that has none. */
  add(word: string, hash: number, number: number): void {
    if (this.#size >= this.#most) this.#clear()
    const entry = this.#size * entrySize
    if (entry + entrySize > this.#entries.length) {
      const grown = new Int32Array(this.#entries.length * 2)
      grown.set(this.#entries)
      this.#entries = grown
    }
    if (this.#lettersUsed + word.length > this.#letters.length) {
      const grown = new Uint16Array(this.#letters.length * 2)
      grown.set(this.#letters)
      this.#letters = grown
    }
    this.#entries.set([hash, this.#lettersUsed, word.length, number], entry)
    for (let i = 0; i < word.length; i++) this.#letters[this.#lettersUsed++] = word.charCodeAt(i)
    this.#size++
    if (2 * this.#size > this.#slots.length) this.#growSlots()
    else this.#place(this.#size - 1)
  }

  #isAt(entry: number, units: Uint16Array, begin: number, end: number): boolean {
    const letters = this.#letters
    const offset = (this.#entries[entry + 1] ?? 0) - begin
    if (this.#entries[entry + 2] !== end - begin) return false
    for (let at = begin; at < end; at++) if (letters[offset + at] !== units[at]) return false
    return true
  }

  #place(place: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#entries[place * entrySize] ?? 0) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = place + 1
  }

  #clear(): void {
    this.#size = 0
    this.#lettersUsed = 0
    this.#slots.fill(0)
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let place = 0; place < this.#size; place++) this.#place(place)
  }
}

/** What a table answers for a word that it does not have. */
export const unknownWord = -0x8000_0000

const entrySize = 4

export const emptyHash = 0x811c9dc5 | 0

/** The hash of a word with one more letter (FNV-1a by UTF-16 units). */
export const hashLetter = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** The low bits of the hash alone would collide. */
const spread = (hash: number): number => hash ^ (hash >>> 15)
