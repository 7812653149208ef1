/**
 * Terms by number: a way to hand the same terms over many times without
 * comparing strings. Numbers count from 0 and never change.
 */
export class Lexicon {
  readonly #spellings: Array<string> = []
  readonly #numbers = new Map<string, number>()

  get size(): number {
    return this.#spellings.length
  }

  /** The number of a term, which gets one if it has none. */
  numberOf(term: string): number {
    const known = this.#numbers.get(term)
    if (known !== undefined) return known
    this.#numbers.set(term, this.#spellings.length)
    return this.#spellings.push(term) - 1
  }

  /** The term of a number. */
  spell(number: number): string {
    return this.#spellings[number] ?? ""
  }
}

/** The tokens of a document by their numbers: the same as an array of them, and counted in less time. */
export interface NumberedTokens {
  readonly lexicon: Lexicon
  readonly numbers: ReadonlyArray<number>
}
