/**
 * What is known of words, found where they stand in a text.
 *
 * A Map would need a string of every word that is read, and hash it; most of
 * the time of reading ads would go there. Here the reader hashes the letters
 * as it passes them, and a string is made only of a word that is new.
 */
export class WordTable<A> {
  readonly #most: number
  #letters = new Uint16Array(1 << 16)
  #begins = new Int32Array(1 << 12)
  #hashes = new Int32Array(1 << 12)
  #values: Array<A> = []
  /** Open addressing; entry + 1, 0 where free. */
  #slots = new Int32Array(1 << 13)

  /** Holds at most so many words, and starts over when there are more. */
  constructor(most: number) {
    this.#most = most
  }

  /** What is known of the word from `begin` to `end`, whose letters have this hash. */
  find(units: Uint16Array, begin: number, end: number, hash: number): A | undefined {
    const mask = this.#slots.length - 1
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1
      if (entry < 0) return undefined
      if (this.#hashes[entry] === hash && this.#isAt(entry, units, begin, end)) return this.#values[entry]
    }
  }

  /** Keeps what is known of a word that is not in the table. */
  add(word: string, hash: number, value: A): void {
    if (this.#values.length >= this.#most) this.#clear()
    const entry = this.#values.length
    const begin = this.#begins[entry] ?? 0
    const end = begin + word.length
    if (entry + 2 > this.#begins.length) this.#growEntries()
    if (end > this.#letters.length) this.#growLetters()
    for (let i = 0; i < word.length; i++) this.#letters[begin + i] = word.charCodeAt(i)
    this.#begins[entry + 1] = end
    this.#hashes[entry] = hash
    this.#values.push(value)
    if (2 * this.#values.length > this.#slots.length) this.#growSlots()
    else this.#place(entry)
  }

  #isAt(entry: number, units: Uint16Array, begin: number, end: number): boolean {
    const first = this.#begins[entry] ?? 0
    if ((this.#begins[entry + 1] ?? 0) - first !== end - begin) return false
    for (let at = begin; at < end; at++) if (this.#letters[first + at - begin] !== units[at]) return false
    return true
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1
    let slot = spread(this.#hashes[entry] ?? 0) & mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
    this.#slots[slot] = entry + 1
  }

  #clear(): void {
    this.#values = []
    this.#slots.fill(0)
  }

  #growSlots(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let entry = 0; entry < this.#values.length; entry++) this.#place(entry)
  }

  #growEntries(): void {
    this.#begins = doubled(this.#begins)
    this.#hashes = doubled(this.#hashes)
  }

  #growLetters(): void {
    const grown = new Uint16Array(this.#letters.length * 2)
    grown.set(this.#letters)
    this.#letters = grown
  }
}

export const emptyHash = 0x811c9dc5 | 0

/** The hash of a word with one more letter (FNV-1a by UTF-16 units). */
export const hashLetter = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193)

/** The low bits of the hash alone would collide. */
const spread = (hash: number): number => hash ^ (hash >>> 15)

const doubled = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const grown = new Int32Array(array.length * 2)
  grown.set(array)
  return grown
}
