/**
 * The sums of the terms of some texts, in whichever thread.
 *
 * @module
 */
import * as ThreadWork from "@jobgraph/assets/ThreadWork"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { type CountOptions, sumEncoded } from "@jobgraph/nlp/TermCounts"
import { Result } from "effect"

/** A text with the language that it is written in: an ISO 639-1 code, null if that is not known. */
export interface LanguageText {
  readonly text: string
  readonly language: string | null
}

/** Texts in one piece of memory, which moves to a thread without a copy. */
interface PackedTexts {
  /** The UTF-16 of all texts, one behind the other. */
  readonly units: Uint8Array
  /** So many units are the texts' own. */
  readonly lengths: ReadonlyArray<number>
  readonly languages: ReadonlyArray<string | null>
  readonly options: Pick<CountOptions, "ngramRange" | "stopWords">
}

export const packTexts = (texts: ReadonlyArray<LanguageText>, options: PackedTexts["options"]): PackedTexts => {
  const lengths = texts.map(({ text }) => text.length)
  const units = Buffer.from(new ArrayBuffer(2 * lengths.reduce((a, b) => a + b, 0)))
  let end = 0
  for (const { text } of texts) end += units.write(text, end, "utf16le")
  return { units, lengths, languages: texts.map(({ language }) => language), options }
}

/** As worker threads run it; the bytes are those of sums, see `sumEncoded`. */
export default ThreadWork.make({
  module: import.meta.url,
  run: ({ languages, lengths, options, units }: PackedTexts): Uint8Array => {
    const all = new Uint16Array(units.buffer, units.byteOffset, units.byteLength / 2)
    const documents = function* () {
      let end = 0
      for (const [place, length] of lengths.entries()) {
        const begin = end
        end += length
        yield preprocess.numbered(all.subarray(begin, end), languages[place] ?? null)
      }
    }
    return Result.getOrThrow(sumEncoded(documents(), options))
  }
})
