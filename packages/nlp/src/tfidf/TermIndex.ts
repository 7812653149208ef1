/**
 * A growing set of terms, each a small number.
 *
 * A term is one or more words joined by single spaces, and is stored as a path
 * of words: node "data engineer" is the child "engineer" of node "data". Two
 * terms are equal exactly when their paths are, whatever tokens they came
 * from, and no string is made of a term until somebody asks for it.
 *
 * @module
 */
import { detached } from "./Detached.ts"
import { Int32Buffer } from "./Int32Buffer.ts"

const slotSize = 3

/** Spreads two node numbers over 32 bits; neighbours in either must not collide. */
const hash = (parent: number, word: number): number => {
  let h = Math.imul(parent, 0x9e3779b1) ^ Math.imul(word, 0x85ebca77)
  h ^= h >>> 15
  h = Math.imul(h, 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}

/** Numbers terms from 0 in the order in which they are first added. A number never changes. */
export class TermIndex {
  /** The word that each word's node stands for; other nodes have their last word's node in `word`. */
  readonly #spelling = new Map<number, string>()
  readonly #words = new Map<string, number>()
  readonly #parent = new Int32Buffer()
  readonly #word = new Int32Buffer()
  /** Open addressing: parent, word, node + 1; a node of 0 is a free slot. */
  #slots = new Int32Array(slotSize * 2048)
  #mask = 2047
  #children = 0

  get size(): number {
    return this.#parent.length
  }

  /** The parents by node, -1 for single words. Shares memory with the index. */
  get parents(): Int32Array {
    return this.#parent.view()
  }

  /** The nodes of the last words by node. Shares memory with the index. */
  get lastWords(): Int32Array {
    return this.#word.view()
  }

  /** The single words and their nodes, in the order in which they were added. */
  words(): ReadonlyMap<string, number> {
    return this.#words
  }

  /** The node of a word without spaces, added if it is new. */
  addWord(word: string): number {
    const known = this.#words.get(word)
    if (known !== undefined) return known
    const node = this.#parent.length
    this.#parent.push(-1)
    this.#word.push(node)
    const own = detached(word)
    this.#words.set(own, node)
    this.#spelling.set(node, own)
    return node
  }

  /** The node of a word, or -1. */
  findWord(word: string): number {
    return this.#words.get(word) ?? -1
  }

  /** The node of the term `parent` followed by a word, added if it is new. */
  addChild(parent: number, word: number): number {
    const slot = this.#slot(parent, word)
    const found = (this.#slots[slot + 2] ?? 0) - 1
    if (found >= 0) return found
    const node = this.#parent.length
    this.#parent.push(parent)
    this.#word.push(word)
    this.#slots[slot] = parent
    this.#slots[slot + 1] = word
    this.#slots[slot + 2] = node + 1
    if (++this.#children * slotSize * 5 > this.#slots.length * 3) this.#grow()
    return node
  }

  /** The node of the term `parent` followed by a word, or -1. */
  findChild(parent: number, word: number): number {
    return (this.#slots[this.#slot(parent, word) + 2] ?? 0) - 1
  }

  /** The node of a whole term, added with all its beginnings if it is new. */
  addTerm(term: string): number {
    let node = -1
    for (const word of term.split(" ")) {
      node = node < 0 ? this.addWord(word) : this.addChild(node, this.addWord(word))
    }
    return node
  }

  /** The term of a node. */
  term(node: number): string {
    const parent = this.#parent.array[node] ?? -1
    const word = this.#spelling.get(this.#word.array[node] ?? -1) ?? ""
    return parent < 0 ? word : `${this.term(parent)} ${word}`
  }

  /** Where the pair is in the table, or the free slot where it belongs. */
  #slot(parent: number, word: number): number {
    const slots = this.#slots
    const end = slots.length
    let at = (hash(parent, word) & this.#mask) * slotSize
    while (slots[at + 2] !== 0 && (slots[at] !== parent || slots[at + 1] !== word)) {
      at += slotSize
      if (at === end) at = 0
    }
    return at
  }

  #grow(): void {
    const old = this.#slots
    // Fourfold while it is small: every growth places all children anew.
    const factor = this.#mask < 1 << 20 ? 4 : 2
    this.#slots = new Int32Array(old.length * factor)
    this.#mask = (this.#mask + 1) * factor - 1
    for (let at = 0; at < old.length; at += slotSize) {
      const node = old[at + 2] ?? 0
      if (node === 0) continue
      const parent = old[at] ?? 0
      const word = old[at + 1] ?? 0
      const free = this.#slot(parent, word)
      this.#slots[free] = parent
      this.#slots[free + 1] = word
      this.#slots[free + 2] = node
    }
  }
}
