/**
 * Chance that repeats: the same keys always give the same throws, on every machine.
 *
 * @module
 */

/** A sequence of throws. */
export interface Dice {
  /** At least 0, less than 1. */
  next(): number
  /** An integer of the range, both ends included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  /** Each element is as likely as any other. */
  pick<A>(values: readonly [A, ...ReadonlyArray<A>]): A
  /** The k-th element is 1/k as likely as the first, as words of a language are. */
  zipf<A>(values: readonly [A, ...ReadonlyArray<A>]): A
}

/** Starts a sequence that depends on nothing but `keys`. */
export const dice = (...keys: ReadonlyArray<string | number>): Dice => {
  let state = hash(keys.join("\u0000"))
  const next = () => {
    // mulberry32: small, fast, and good enough for texts.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => next() < probability,
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    // The inverse of the cumulated 1/k, which is close to a logarithm.
    zipf: (values) => values[Math.floor((values.length + 1) ** next()) - 1] ?? values[0]
  }
}

/** FNV-1a with a final mix, 32 bits. */
export const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** `length` digits of the base `radix` that depend on nothing but `keys`. */
export const token = (radix: 10 | 16 | 36, length: number, ...keys: ReadonlyArray<string | number>): string => {
  const key = keys.join("\u0000")
  let digits = ""
  for (let part = 0; digits.length < length; part++) {
    // The first digit of a 32-bit number is not as likely to be great as the others are.
    digits += hash(`${part}/${key}`).toString(radix).slice(1)
  }
  return digits.slice(0, length)
}
