import { Result } from "effect"
import { compareCodePoints } from "./CodePoints.ts"
import type { TermTable } from "./TermTable.ts"
import { CorruptCounts } from "./TfidfError.ts"

/** A table whose words are bytes as they are kept: enough to add it to others, and made in less time. */
export interface PackedTable extends Omit<TermTable, "words"> {
  /** UTF-8, joined by spaces. Whether they are in order is found out when they are added or unpacked. */
  readonly words: Uint8Array<ArrayBufferLike>
  readonly wordCount: number
}

export const packed = (table: TermTable): PackedTable => ({
  ...table,
  words: new TextEncoder().encode(table.words.join(" ")),
  wordCount: table.words.length
})

/** The table with its words; fails unless they are in order. */
export const unpacked = ({ wordCount, words, ...table }: PackedTable): Result.Result<TermTable, CorruptCounts> => {
  const spellings = decodeWords(words, wordCount)
  return spellings === undefined ? Result.fail(wordsOutOfOrder()) : Result.succeed({ ...table, words: spellings })
}

export const wordsOutOfOrder = (): CorruptCounts => new CorruptCounts({ problem: "their words are not in order" })

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** The words, undefined unless they are `count` in ascending order. */
const decodeWords = (bytes: Uint8Array, count: number): ReadonlyArray<string> | undefined => {
  if (count === 0) return bytes.length === 0 ? [] : undefined
  const words = Result.getOrElse(
    Result.map(
      Result.try(() => utf8.decode(bytes)),
      (text) => text.split(" ")
    ),
    () => []
  )
  const isDisordered = (word: string, i: number) => i > 0 && compareCodePoints(words[i - 1] ?? "", word) >= 0
  return words.length === count && !words.some(isDisordered) ? words : undefined
}
