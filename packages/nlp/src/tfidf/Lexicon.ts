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
}

/** The tokens of a document by their numbers: the same as an array of them, and counted in less time. */
export interface NumberedTokens {
  readonly lexicon: Lexicon
  readonly numbers: Int32Array
}
