/**
 * Adds up tables of counted terms from their bytes, one after another: compiled
 * (`assembly/summing.ts`), since a large corpus has millions of terms.
 *
 * @module
 */
import { Result } from "effect"
import { bytes, type Compiled, instantiate } from "../compiled/instantiate.ts"
import { summing } from "../compiled/modules.ts"
import { problems } from "./decodeTable.ts"
import { CorruptCounts, InconsistentCounts, TooManyTerms } from "./TfidfError.ts"

/** See `assembly/summing.ts`. */
interface Summing extends Compiled {
  readonly inputFor: (bytes: number) => number
  readonly add: (length: number, sign: number) => number
  readonly documents: { readonly value: number }
  readonly sum: () => number
  readonly sumAt: () => number
  readonly sumBytes: () => number
  readonly beginningOf: (node: number) => number
  readonly lastOf: (node: number) => number
  readonly spellingAt: (word: number) => number
  readonly spellingBytes: (word: number) => number
}

const textOf = (problem: number): string => Object.values(problems)[problem - 1] ?? `problem ${problem}`

export class TermSumming {
  readonly #summing = instantiate<Summing>("summing", summing)

  /**
   * Adds the table, or takes it away: see `encodeTable` for its bytes, whose rows are passed over. After a failure the
   * sum is of no use.
   */
  add(table: Uint8Array, sign: 1 | -1): Result.Result<void, CorruptCounts | TooManyTerms> {
    const problem = withinMemory(() => {
      bytes(this.#summing, this.#summing.inputFor(table.length), table.length).set(table)
      return this.#summing.add(table.length, sign)
    })
    return Result.flatMap(problem, (problem) =>
      problem === 0 ? Result.void : Result.fail(new CorruptCounts({ problem: textOf(problem) }))
    )
  }

  /** The bytes of the sum, without terms that occur no more; fails if more was taken away than there was. */
  sum(): Result.Result<Uint8Array<ArrayBuffer>, InconsistentCounts | TooManyTerms> {
    const { documents, sum, sumAt, sumBytes } = this.#summing
    return Result.flatMap(withinMemory(sum), (inconsistent) => {
      if (inconsistent >= 0) return Result.fail(new InconsistentCounts({ term: this.#termOf(inconsistent) }))
      if (documents.value < 0) return Result.fail(new InconsistentCounts({ term: "" }))
      return Result.succeed(bytes(this.#summing, sumAt(), sumBytes()).slice())
    })
  }

  #termOf(node: number): string {
    const { beginningOf, lastOf, spellingAt, spellingBytes } = this.#summing
    const beginning = beginningOf(node)
    const word = lastOf(node)
    const spelling = Buffer.from(bytes(this.#summing, spellingAt(word), spellingBytes(word))).toString()
    return beginning < 0 ? spelling : `${this.#termOf(beginning)} ${spelling}`
  }
}

/** What is compiled stops where it stands when there is no memory left for it. */
const withinMemory = <A>(work: () => A): Result.Result<A, TooManyTerms> => {
  try {
    return Result.succeed(work())
  } catch (cause) {
    if (cause instanceof Error && cause.message === "unreachable") return Result.fail(new TooManyTerms())
    throw cause
  }
}
