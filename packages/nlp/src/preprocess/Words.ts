/**
 * What is a word in running text: a run of letters, digits and their marks.
 *
 * @module
 */

const wordCharacter = /[\p{L}\p{N}\p{M}]/u
const no = 0
const half = 2

/** For each UTF-16 unit whether it belongs to words; a table, since every character of every ad asks. */
const classes: Uint8Array = Uint8Array.from({ length: 0x10000 }, (_, unit) =>
  unit >= 0xd800 && unit < 0xe000 ? half : wordCharacter.test(String.fromCharCode(unit)) ? 1 : no
)

/** Whether the unit at a place belongs to a word; outside of the text, none does. Both halves of a pair answer alike. */
export const isWordUnit = (units: Uint16Array, at: number): boolean => {
  const kind = classes[units[at] ?? 0] ?? no
  return kind === 1 || (kind === half && isWordPair(units, at))
}

const isWordPair = (units: Uint16Array, at: number): boolean => {
  const first = (units[at] ?? 0) >= 0xdc00 ? at - 1 : at
  return wordCharacter.test(String.fromCharCode(units[first] ?? 0, units[first + 1] ?? 0))
}

/** Where the word that begins at `at` ends. */
export const endOfWord = (units: Uint16Array, at: number): number => {
  let end = at
  while (isWordUnit(units, end)) end++
  return end
}

/** A text as its units, which are quicker to ask than a string. One is read after another into the same memory. */
export class TextUnits {
  #bytes = Buffer.alloc(1 << 13)
  /** The units of the text; one of 0, which belongs to no word, stands behind them. */
  units = new Uint16Array(this.#bytes.buffer)

  read(text: string): Uint16Array {
    if (text.length >= this.units.length) {
      this.#bytes = Buffer.alloc(4 * (text.length + 1))
      this.units = new Uint16Array(this.#bytes.buffer)
    }
    this.#bytes.write(text, "utf16le")
    this.units[text.length] = 0
    return this.units
  }
}
