import { get, Numbers, put } from "../memory/Numbers"
import { copyPair, pairBytes, pairSize } from "./pair"

/** So many bits of a word are looked at at once: the places for all their values fit into the nearest cache. */
const mostBits: i32 = 11
const places = new Numbers()

/** Where the words stand in a pair. */
const first: usize = 0
const second: usize = 4

/** Sorts `count` pairs by their first word, then their second, which are below `words`; `spare` becomes as large. */
export function sortPairs(pairs: Numbers, spare: Numbers, count: i32, words: i32): void {
  const bits = 32 - clz(max(words - 1, 1))
  const passes = (bits + mostBits - 1) / mostBits
  const each = (bits + passes - 1) / passes
  spare.reserve(count * pairSize)
  // An even number of passes in all, so that the pairs end where they were.
  for (let pass = 0; pass < 2 * passes; pass++) {
    const from = (pass & 1) == 0 ? pairs.at : spare.at
    const to = (pass & 1) == 0 ? spare.at : pairs.at
    if (pass < passes) sortBy(from, to, count, second, pass * each, each)
    else sortBy(from, to, count, first, (pass - passes) * each, each)
  }
}

/** Puts pairs into the order of some bits of a word; those with equal ones stay in theirs. */
function sortBy(from: usize, to: usize, count: i32, word: usize, shift: i32, bits: i32): void {
  const size = 1 << bits
  const mask = size - 1
  const end = from + <usize>count * pairBytes
  places.reserve(size + 1)
  const next = places.at
  memory.fill(next, 0, <usize>(size + 1) << 2)
  for (let pair = from; pair < end; pair += pairBytes) {
    const after = ((load<i32>(pair + word) >>> shift) & mask) + 1
    put(next, after, get(next, after) + 1)
  }
  for (let value = 1; value < size; value++) put(next, value, get(next, value) + get(next, value - 1))
  for (let pair = from; pair < end; pair += pairBytes) {
    const value = (load<i32>(pair + word) >>> shift) & mask
    const place = get(next, value)
    put(next, value, place + 1)
    copyPair(to + <usize>place * pairBytes, pair)
  }
}
