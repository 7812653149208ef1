import { compareCodePoints, sortByCodePoint } from "./CodePoints.ts"
import { Int32Buffer } from "./Int32Buffer.ts"

/**
 * Terms by number: a way to hand the same terms over many times without
 * comparing strings. Numbers count from 0 and never change.
 *
 * A term is one word or several, joined by spaces; its words have numbers too.
 */
export class Lexicon {
  readonly #spellings: Array<string> = []
  readonly #numbers = new Map<string, number>()
  /** By number: that of the term's one word, or below 0 its place among the compounds, from -1 down. */
  readonly #words: Array<number> = []
  readonly #compounds: Array<ReadonlyArray<number>> = []
  /** The numbers by their spellings' code points, as far as they were sorted; and the place of each number in it. */
  readonly #sorted = new Int32Buffer()
  readonly #ranks = new Int32Buffer()

  get size(): number {
    return this.#spellings.length
  }

  /** The number of a term, which gets one if it has none. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    const number = this.#spellings.push(term) - 1
    this.#numbers.set(term, number)
    // Half a surrogate pair has no place in UTF-8, where counts are kept, and becomes U+FFFD.
    this.#words[number] = term.includes(" ")
      ? -this.#compounds.push(term.split(" ").map((word) => this.numberOf(word.toWellFormed())))
      : term.isWellFormed()
        ? number
        : this.numberOf(term.toWellFormed())
    return number
  }

  /** The term of a number. */
  spell(number: number): string {
    return this.#spellings[number] ?? ""
  }

  /** The number of a term's word; below 0 if it has several, see `wordsOf`. */
  wordOf(number: number): number {
    return this.#words[number] ?? 0
  }

  /** The numbers of the words of a term with several. */
  wordsOf(number: number): ReadonlyArray<number> {
    return this.#compounds[-1 - this.wordOf(number)] ?? []
  }

  /**
   * The place of each number, and the number of each place, when the terms are sorted by code point; as many as the
   * lexicon has terms. Changes when terms are added and it is asked for again.
   */
  order(): { readonly ranks: Int32Array; readonly sorted: Int32Array } {
    if (this.#sorted.length < this.size) this.#sortNew()
    return { ranks: this.#ranks.array, sorted: this.#sorted.array }
  }

  /** Few terms are new each time, so they alone are sorted, and find their places among the others by halves. */
  #sortNew(): void {
    const before = this.#sorted.length
    const added = sortByCodePoint(this.#spellings.slice(before))
    for (const each of [this.#sorted, this.#ranks]) {
      each.reserve(this.size)
      each.length = this.size
    }
    const sorted = this.#sorted.array
    // From the end, so that what is moved up does not cover what is still to be moved.
    let end = before
    for (let more = added.length; more > 0; more--) {
      const term = added[more - 1] ?? ""
      const at = this.#placeIn(end, term)
      sorted.copyWithin(at + more, at, end)
      sorted[at + more - 1] = this.#numbers.get(term) ?? 0
      end = at
    }
    const ranks = this.#ranks.array
    for (let rank = 0; rank < this.size; rank++) ranks[sorted[rank] ?? 0] = rank
  }

  /** Where a term belongs among the first sorted ones. */
  #placeIn(size: number, term: string): number {
    const sorted = this.#sorted.array
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareCodePoints(this.spell(sorted[middle] ?? 0), term) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The tokens of a document by their numbers: the same as an array of them, and counted in less time. */
export interface NumberedTokens {
  readonly lexicon: Lexicon
  readonly numbers: ReadonlyArray<number>
}
