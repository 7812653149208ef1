/**
 * Random numbers that come again with the same seed.
 *
 * @module
 */

/** What a suite's random moments come from: the same each time, unless the variable says otherwise. */
export const seed = Number(process.env.JOBGRAPH_FAULTS_SEED ?? 20260228)

export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number
  /** A whole number from `from` to `to`. */
  readonly int: (from: number, to: number) => number
  readonly pick: <A>(items: readonly [A, ...ReadonlyArray<A>]) => A
}

/** A stream of numbers of its own for each name (mulberry32). */
export const randomOf = (name: string): Random => {
  let state = [...name].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), seed) | 0
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return { next, int, pick: (items) => items[int(0, items.length - 1)] ?? items[0] }
}
