/**
 * Counts the terms of the documents of a part, to be kept: most of the work of
 * learning a corpus, and so compiled (`assembly/counting.ts`).
 *
 * @module
 */
import { bytes, type Compiled, instantiate, int32s } from "../compiled/instantiate.ts"
import { counting } from "../compiled/modules.ts"
import type { Tokens } from "./Analyzer.ts"
import { Lexicon } from "./Lexicon.ts"

/** See `assembly/counting.ts`. */
interface Counting extends Compiled {
  readonly inputFor: (bytes: number) => number
  readonly addWord: (length: number) => void
  readonly addAlias: (word: number) => void
  readonly addSeveral: (count: number) => void
  readonly addDocument: (count: number) => void
  readonly count: (shortest: number, longest: number, hasRows: number) => number
  readonly countedBytes: () => number
  readonly clearTokens: () => void
}

const utf8 = new TextEncoder()
/** No document has more tokens. */
const longestTerm = 0x7fff_ffff

export class TermCounting {
  readonly #counting = instantiate<Counting>("counting", counting)
  /** Numbers the tokens: that of the first document which brings one, or one of its own. */
  #lexicon = new Lexicon()
  #isOwn = true
  /** So many of its tokens are known to what is compiled. */
  #known = 0
  #documents = 0

  /** How many documents are not yet counted. */
  get documents(): number {
    return this.#documents
  }

  /** The lexicon that is known from documents, and will be known if the next ones bring it again. */
  get lexicon(): Lexicon | undefined {
    return this.#isOwn ? undefined : this.#lexicon
  }

  add(tokens: Tokens): void {
    if (this.#documents === 0 && "lexicon" in tokens) this.#know(tokens.lexicon, false)
    const numbers = numbersOf(tokens, this.#lexicon)
    for (; this.#known < this.#lexicon.size; this.#known++) this.#learn(this.#known)
    int32s(this.#counting, this.#counting.inputFor(4 * numbers.length), numbers.length).set(numbers)
    this.#counting.addDocument(numbers.length)
    this.#documents++
  }

  /** The terms of `shortest` to `longest` tokens of the documents, which are forgotten: see `encodeTable`. */
  count([shortest, longest]: readonly [number, number], hasRows: boolean): Uint8Array<ArrayBuffer> {
    const at = this.#counting.count(Math.min(shortest, longestTerm), Math.min(longest, longestTerm), hasRows ? 1 : 0)
    const counted = bytes(this.#counting, at, this.#counting.countedBytes()).slice()
    this.#documents = 0
    if (this.#isOwn) this.#know(new Lexicon(), true)
    return counted
  }

  #know(lexicon: Lexicon, isOwn: boolean): void {
    if (lexicon === this.#lexicon) return
    this.#counting.clearTokens()
    this.#lexicon = lexicon
    this.#isOwn = isOwn
    this.#known = 0
  }

  #learn(number: number): void {
    const lexicon = this.#lexicon
    const { addAlias, addSeveral, addWord, inputFor } = this.#counting
    const word = lexicon.wordOf(number)
    if (word === number) {
      const spelling = utf8.encode(lexicon.spell(number))
      bytes(this.#counting, inputFor(spelling.length), spelling.length).set(spelling)
      addWord(spelling.length)
    } else if (word >= 0) addAlias(word)
    else {
      const words = lexicon.wordsOf(number)
      int32s(this.#counting, inputFor(4 * words.length), words.length).set(words)
      addSeveral(words.length)
    }
  }
}

const numbersOf = (tokens: Tokens, lexicon: Lexicon): Int32Array => {
  if (!("lexicon" in tokens)) return Int32Array.from(tokens, (token) => lexicon.numberOf(token))
  const { lexicon: own, numbers } = tokens
  return own === lexicon ? numbers : numbers.map((number) => lexicon.numberOf(own.spell(number)))
}
