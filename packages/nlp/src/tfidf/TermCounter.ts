/**
 * Counts the terms of documents, one document after another, against an index of terms: for a model that is fitted at
 * once, or has its terms already. What is kept and added up is counted by `TermCounting`.
 *
 * @module
 */

import type { Tokens } from "./Analyzer.ts"
import { Int32Buffer } from "./Int32Buffer.ts"
import type { Lexicon, NumberedTokens } from "./Lexicon.ts"
import type { RowCounts } from "./RowCounts.ts"
import type { TermIndex } from "./TermIndex.ts"

/** What is kept of each term: tf, df, the last document that held it, and its entry in that document's row. */
const recordSize = 4

export interface TermCounterOptions {
  /** Shortest and longest term, in tokens. */
  readonly ngramRange: readonly [number, number]
  /** Count only the terms that the index has already. */
  readonly isClosed?: boolean
  /** Keep the counts of every document, not only their sums. */
  readonly hasRows?: boolean
}

/**
 * Adds up term frequency (occurrences) and document frequency (documents that
 * have it) of every term. A document is its tokens; terms are its runs of
 * `ngramRange` tokens, joined by spaces. Terms are counted in the order of
 * `index`, which grows unless the counter is closed.
 */
export class TermCounter {
  readonly index: TermIndex
  readonly #shortest: number
  readonly #longest: number
  readonly #isClosed: boolean
  readonly #hasRows: boolean
  #records = new Int32Array(recordSize * 1024)
  #documents = 0
  readonly #offsets = new Int32Buffer()
  readonly #rowTerms = new Int32Buffer()
  readonly #rowCounts = new Int32Buffer()
  /** The words of tokens that hold spaces. */
  readonly #compounds = new Map<string, ReadonlyArray<number>>()
  #lexicon: Lexicon | undefined
  #wordsOfNumbers = new Int32Array(0)
  /** The current document: its words, and where each token begins among them. */
  readonly #words = new Int32Buffer()
  readonly #starts = new Int32Buffer()

  constructor(index: TermIndex, options: TermCounterOptions) {
    this.index = index
    this.#shortest = options.ngramRange[0]
    this.#longest = options.ngramRange[1]
    this.#isClosed = options.isClosed ?? false
    this.#hasRows = options.hasRows ?? false
    this.#offsets.push(0)
  }

  get documents(): number {
    return this.#documents
  }

  add(tokens: Tokens): void {
    this.#words.length = 0
    this.#starts.length = 0
    if ("lexicon" in tokens) this.#readNumbers(tokens)
    else for (const token of tokens) this.#readToken(token)
    this.#starts.push(this.#words.length)
    const words = this.#words.array
    const starts = this.#starts.array
    const last = this.#starts.length - 1
    for (let first = 0; first < last; first++) {
      const end = Math.min(last, first + this.#longest)
      let node = -1
      let at = starts[first] ?? 0
      for (let token = first; token < end; token++) {
        const next = starts[token + 1] ?? 0
        for (; at < next; at++) {
          const word = words[at] ?? -1
          node = node < 0 ? word : this.#isClosed ? this.#find(node, word) : this.index.addChild(node, word)
          if (node < 0) break
        }
        if (node < 0) break
        if (token - first + 1 >= this.#shortest) this.#count(node)
      }
    }
    if (this.#hasRows) this.#offsets.push(this.#rowTerms.length)
    this.#documents++
  }

  /** Occurrences by term. */
  termFrequencies(): Int32Array<ArrayBuffer> {
    return this.#column(0)
  }

  /** Documents by term. */
  documentFrequencies(): Int32Array<ArrayBuffer> {
    return this.#column(1)
  }

  /** The counts of each document, in no order within a row. Shares memory with the counter. */
  rows(): RowCounts {
    return { offsets: this.#offsets.view(), terms: this.#rowTerms.view(), counts: this.#rowCounts.view() }
  }

  #find(node: number, word: number): number {
    return word < 0 ? -1 : this.index.findChild(node, word)
  }

  #count(node: number): void {
    const at = node * recordSize
    if (at >= this.#records.length) this.#reserve(at)
    const records = this.#records
    const document = this.#documents + 1
    if (records[at + 2] === document) {
      if (this.#hasRows) {
        const entry = records[at + 3] ?? 0
        this.#rowCounts.array[entry] = (this.#rowCounts.array[entry] ?? 0) + 1
      }
    } else {
      records[at + 1] = (records[at + 1] ?? 0) + 1
      records[at + 2] = document
      if (this.#hasRows) {
        records[at + 3] = this.#rowTerms.length
        this.#rowTerms.push(node)
        this.#rowCounts.push(1)
      }
    }
    records[at] = (records[at] ?? 0) + 1
  }

  #reserve(at: number): void {
    const grown = new Int32Array(Math.max(at + recordSize, this.#records.length * 2))
    grown.set(this.#records)
    this.#records = grown
  }

  #readToken(token: string): void {
    this.#starts.push(this.#words.length)
    const known = this.index.findWord(token)
    if (known >= 0) this.#words.push(known)
    else if (token.includes(" ")) for (const word of this.#compound(token)) this.#words.push(word)
    else this.#words.push(this.#word(token))
  }

  #readNumbers({ lexicon, numbers }: NumberedTokens): void {
    const known = this.#knownWords(lexicon)
    for (const number of numbers) {
      const word = (known[number] ?? 0) - 1
      if (word < 0) {
        const token = lexicon.spell(number)
        this.#readToken(token)
        if (!token.includes(" ")) known[number] = (this.#words.array[this.#words.length - 1] ?? -1) + 1
      } else {
        this.#starts.push(this.#words.length)
        this.#words.push(word)
      }
    }
  }

  /** The words of a lexicon's numbers, plus 1; 0 where not known. */
  #knownWords(lexicon: Lexicon): Int32Array {
    if (this.#lexicon !== lexicon) this.#wordsOfNumbers = new Int32Array(lexicon.size)
    else if (this.#wordsOfNumbers.length < lexicon.size) {
      const grown = new Int32Array(lexicon.size * 2)
      grown.set(this.#wordsOfNumbers)
      this.#wordsOfNumbers = grown
    }
    this.#lexicon = lexicon
    return this.#wordsOfNumbers
  }

  /** Half a surrogate pair has no place in UTF-8, where counts are kept, and becomes U+FFFD. */
  #word(token: string): number {
    const word = token.toWellFormed()
    return this.#isClosed ? this.index.findWord(word) : this.index.addWord(word)
  }

  #compound(token: string): ReadonlyArray<number> {
    const known = this.#compounds.get(token)
    if (known !== undefined) return known
    const words = token.split(" ").map((word) => this.#word(word))
    this.#compounds.set(token, words)
    return words
  }

  #column(which: number): Int32Array<ArrayBuffer> {
    const column = new Int32Array(this.index.size)
    for (let node = 0; node < column.length; node++) column[node] = this.#records[node * recordSize + which] ?? 0
    return column
  }
}
