/**
 * The order of strings by Unicode code point, which is Python's and UTF-8's.
 *
 * JavaScript's own `<` compares UTF-16 units and differs where a surrogate
 * pair meets a character from U+E000 to U+FFFF.
 *
 * @module
 */

const firstSurrogate = 0xd800

/** Moves surrogates behind every other unit, so that units compare like the code points they belong to. */
const rank = (unit: number): number => (unit < firstSurrogate ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000)

/** Negative, zero or positive as `a` comes before, with or after `b`; a comparator for `sort`. */
export const compareCodePoints = (a: string, b: string): number => {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) {
      return left < firstSurrogate || right < firstSurrogate ? left - right : rank(left) - rank(right)
    }
  }
  return a.length - b.length
}
