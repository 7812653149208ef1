/**
 * Counts terms by sorting the places where they begin.
 *
 * The places are sorted by the first word of their term, then by the next, as
 * far as terms go. Equal terms then stand side by side, in the order of their
 * documents, and terms in the order of a `TermTable`. Each sort is two passes
 * over the places; a table of terms would be searched for every one of them.
 *
 * Plain loops over numbers in memory that is kept: this is most of the work of
 * counting a corpus, and new memory takes longer than what is done in it.
 *
 * @module
 */
import type { Tokens } from "./Analyzer.ts"
import { countingSort } from "./countingSort.ts"
import { Int32Buffer } from "./Int32Buffer.ts"
import type { RowCounts } from "./TermCounter.ts"
import { TermEntries } from "./TermEntries.ts"
import { prune, type TermTable } from "./TermTable.ts"
import { WordPlaces } from "./WordPlaces.ts"

/** The frequencies of terms over some documents, and those in each. */
export interface CountedPlaces {
  readonly table: TermTable
  readonly rows: () => RowCounts
}

export class PlaceCounter {
  readonly #places = new WordPlaces()
  readonly #entries = new TermEntries()
  /** By place, the node of the term that begins there, with as many words as were looked at. */
  readonly #nodes = new Int32Buffer()
  readonly #begins = new Int32Buffer()
  readonly #half = new Int32Buffer()
  readonly #sorted = new Int32Buffer()
  readonly #parents = new Int32Buffer()
  readonly #lastWords = new Int32Buffer()
  readonly #placesInOrder = new Int32Buffer()
  readonly #space = { counts: new Int32Buffer() }

  get documents(): number {
    return this.#places.documents
  }

  add(tokens: Tokens): void {
    this.#places.add(tokens)
  }

  /** Counts the terms of `shortest` to `longest` tokens. What it answers holds until documents are added or cleared. */
  count([shortest, longest]: readonly [number, number]): CountedPlaces {
    const places = this.#places
    for (const each of [this.#nodes, this.#begins, this.#half, this.#sorted]) each.reserve(places.size)
    for (const each of [this.#parents, this.#lastWords]) each.length = 0
    this.#entries.begin(places, shortest)
    const words = sortWords(places, this.#nodes.array, this.#placesInOrder)
    let size = words.length
    this.#findBegins()
    const firstWords = { keys: this.#nodes.array, shift: 0, size }
    countingSort(this.#begins.array, this.#begins.length, firstWords, this.#sorted.array, this.#space)
    this.#entries.count(this.#sorted.array, this.#begins.length, this.#nodes.array, 1)
    for (let length = 1; this.#goOn(length, longest); length++) size = this.#nextWords(length, words.length, size)

    const { nodes, table } = prune({
      documents: places.documents,
      words,
      parents: this.#parents.view().slice(),
      lastWords: this.#lastWords.view().slice(),
      ...this.#entries.frequencies(size)
    })
    return { table, rows: () => this.#entries.rows(nodes) }
  }

  clear(): void {
    this.#places.clear()
  }

  /** The places where a token begins. */
  #findBegins(): void {
    const tokens = this.#places.tokens.array
    const begins = this.#begins.array
    let size = 0
    for (let place = 0; place < this.#places.size; place++) {
      if (place === 0 || tokens[place] !== tokens[place - 1]) begins[size++] = place
    }
    this.#begins.length = size
  }

  /** Leaves the places where more than `length` words begin, of one document and of `longest` tokens at most; whether there are any. */
  #goOn(length: number, longest: number): boolean {
    const tokens = this.#places.tokens.array
    const documentOf = this.#places.documentOf.array
    const begins = this.#begins.array
    let size = 0
    for (let i = 0; i < this.#begins.length; i++) {
      const begin = begins[i] ?? 0
      const next = begin + length
      if (next >= this.#places.size || documentOf[next] !== documentOf[begin]) continue
      if ((tokens[next] ?? 0) - (tokens[begin] ?? 0) < longest) begins[size++] = begin
    }
    this.#begins.length = size
    return size > 0
  }

  /** Numbers the terms that have one word more, behind the `size` that are numbered already; answers how many there are then. */
  #nextWords(length: number, words: number, size: number): number {
    const wordAt = this.#places.words.array
    const nodes = this.#nodes.array
    const sorted = this.#sorted.array
    const count = this.#begins.length
    countingSort(this.#begins.array, count, { keys: wordAt, shift: length, size: words }, this.#half.array, this.#space)
    countingSort(this.#half.array, count, { keys: nodes, shift: 0, size }, sorted, this.#space)
    let node = size - 1
    let parent = -1
    let lastWord = -1
    for (let i = 0; i < count; i++) {
      const begin = sorted[i] ?? 0
      const before = nodes[begin] ?? 0
      const word = wordAt[begin + length] ?? 0
      if (before !== parent || word !== lastWord) {
        parent = before
        lastWord = word
        this.#parents.push(parent)
        this.#lastWords.push(lastWord)
        node++
      }
      nodes[begin] = node
    }
    this.#entries.count(sorted, count, nodes, length + 1)
    return node + 1
  }
}

/** The different words in order; makes the words of the places their places in it, in `firstNodes` too. */
const sortWords = (
  { lexicon, size, words }: WordPlaces,
  firstNodes: Int32Array,
  placesInOrder: Int32Buffer
): ReadonlyArray<string> => {
  const { ranks, sorted } = lexicon.order()
  const wordAt = words.array
  const terms = lexicon.size
  placesInOrder.reserve(terms)
  const placeOf = placesInOrder.array
  placeOf.fill(0, 0, terms)
  for (let place = 0; place < size; place++) placeOf[ranks[wordAt[place] ?? 0] ?? 0] = 1
  const spellings: Array<string> = []
  for (let rank = 0; rank < terms; rank++) {
    if (placeOf[rank] !== 0) placeOf[rank] = spellings.push(lexicon.spell(sorted[rank] ?? 0)) - 1
  }
  for (let place = 0; place < size; place++) {
    const word = placeOf[ranks[wordAt[place] ?? 0] ?? 0] ?? 0
    wordAt[place] = word
    firstNodes[place] = word
  }
  return spellings
}
