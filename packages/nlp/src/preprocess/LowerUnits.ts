/**
 * Lower case unit by unit, which is quicker than string by string, and possible for nearly all texts.
 *
 * @module
 */
import { everyUnit } from "./EveryUnit.ts"

/** Stands for a unit that decides with its neighbours what becomes of it. */
const undecided = "\uffff"
/** Stands for a sign that may end the beginning of an address: `://`, `www.`. */
const ending = "\ufffe"

/**
 * Halves of pairs; marks and some letters of Hangul, which are composed with what stands before them; letters whose
 * lower case has two units, or depends on their place; and what may be taken out, see `Clean.ts`.
 */
const isUndecided = /[\p{M}\u1100-\u11ff\u0130\u03a3@\u00ad\u200c-\u200d\u2060\ufeff\ufffe]/gu

let units: Uint16Array | undefined

/** For each unit, the one that `clean` makes of it wherever it stands, or one of the two above. Made when it is first asked for. */
export const lowerUnits = (): Uint16Array => {
  if (units !== undefined) return units
  const lower = everyUnit()
    .replace(isUndecided, undecided)
    .replace(/[/.]/g, ending)
    // Sixteen at a time: most are composed already.
    .replace(/.{16}/gs, (letters) => (isComposed(letters) ? letters : letters.replace(/./gs, ifComposed)))
    .toLowerCase()
  units = new Uint16Array(Uint8Array.from(Buffer.from(lower, "utf16le")).buffer)
  units.fill(undecided.charCodeAt(0), 0xd800, 0xe000)
  return units
}

const isComposed = (letters: string): boolean => letters.normalize("NFC") === letters
const ifComposed = (letter: string): string => (isComposed(letter) ? letter : undecided)
