import type { Tokens } from "./Analyzer.ts"
import { Int32Buffer } from "./Int32Buffer.ts"
import { Lexicon } from "./Lexicon.ts"

/**
 * The words of documents, one behind the other, to be counted.
 *
 * A place is a word of a document. Most tokens are one word; one with spaces
 * in it takes several places.
 */
export class WordPlaces {
  #lexicon: Lexicon | undefined
  /** By place: its word's number, its token, counted over all documents, and its document. */
  readonly words = new Int32Buffer()
  readonly tokens = new Int32Buffer()
  readonly documentOf = new Int32Buffer()
  documents = 0
  #tokenCount = 0

  get size(): number {
    return this.words.length
  }

  /** Numbers the words: that of the first document which brings one. */
  get lexicon(): Lexicon {
    this.#lexicon ??= new Lexicon()
    return this.#lexicon
  }

  add(tokens: Tokens): void {
    if (!("lexicon" in tokens)) this.#addNumbers(tokens.map((token) => this.lexicon.numberOf(token)))
    else {
      this.#lexicon ??= tokens.lexicon
      const { lexicon, numbers } = tokens
      const isOwn = lexicon === this.#lexicon
      this.#addNumbers(isOwn ? numbers : numbers.map((number) => this.lexicon.numberOf(lexicon.spell(number))))
    }
    this.documents++
  }

  /** Forgets the documents, and keeps the memory for others. */
  clear(): void {
    this.#lexicon = undefined
    this.#tokenCount = 0
    this.documents = 0
    for (const each of [this.words, this.tokens, this.documentOf]) each.length = 0
  }

  #addNumbers(numbers: ReadonlyArray<number>): void {
    const { lexicon } = this
    for (const number of numbers) {
      const word = lexicon.wordOf(number)
      if (word >= 0) this.#addWord(word)
      else for (const each of lexicon.wordsOf(number)) this.#addWord(each)
      this.#tokenCount++
    }
  }

  #addWord(word: number): void {
    this.words.push(word)
    this.tokens.push(this.#tokenCount)
    this.documentOf.push(this.documents)
  }
}
