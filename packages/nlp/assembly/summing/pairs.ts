/**
 * The terms of two words of all tables, with the sums of their frequencies.
 *
 * They are written down as they come, and put in order many at a time: one that is looked for among millions is in no
 * cache, and sorting reads and writes memory from one end to the other.
 */
import { get, Numbers } from "../memory/Numbers"
import { mergePairs, uniteEqual } from "./mergePairs"
import { firstOf, pairBytes, pairSize, secondOf, writePair } from "./pair"
import { sortPairs } from "./sortPairs"

/** Pairs are put in order when there are so many, and half as many as those that are. */
const fewest: i32 = 1 << 18

/** In order, each once. */
let sorted = new Numbers()
/** As they came. */
let added = new Numbers()
const spare = new Numbers()

/** Makes room for so many pairs more, of words below `words`. */
export function reservePairs(more: i32, words: i32): void {
  if (added.length > pairSize * max(fewest, pairCount() >> 1)) orderPairs(words)
  added.reserve(added.length + more * pairSize)
}

/** How many pairs are in order. */
export function pairCount(): i32 {
  return sorted.length / pairSize
}

/** The pair at a place in the order. */
export function pairAt(place: i32): usize {
  return sorted.at + <usize>place * pairBytes
}

/** A pair of words by their numbers, for which there must be room; answers its place among the added ones. */
@inline
export function addPair(first: i32, second: i32, occurrences: i32, documents: i32): i32 {
  const place = added.length / pairSize
  const pair = addedPairAt(place)
  added.length += pairSize
  writePair(pair, first, second, occurrences, documents)
  return place
}

/** An added pair, until room is made for others. */
export function addedPairAt(place: i32): usize {
  return added.at + <usize>place * pairBytes
}

/** Puts all pairs in order, whose words are below `words`. */
function orderPairs(words: i32): void {
  const count = added.length / pairSize
  if (count == 0) return
  sortPairs(added, spare, count, words)
  mergePairs(sorted, added, uniteEqual(added, count))
  added.length = 0
}

/** Puts all pairs in the order of their words' ranks, which take the place of the words. */
export function rankPairs(ranks: usize, words: i32): void {
  orderPairs(words)
  replaceWords(ranks)
  sortPairs(sorted, spare, pairCount(), words)
  spare.free()
}

/** Takes the ranks for words again: `words` has them in order. The pairs are as if they had just come. */
export function unrankPairs(words: usize): void {
  replaceWords(words)
  const before = added
  added = sorted
  sorted = before
}

/** The place in the order of a pair that is there. */
export function placeOfPair(first: i32, second: i32): i32 {
  let low = 0
  let high = pairCount()
  while (low < high) {
    const middle = (low + high) >>> 1
    const pair = pairAt(middle)
    if (firstOf(pair) < first || (firstOf(pair) == first && secondOf(pair) < second)) low = middle + 1
    else high = middle
  }
  return low
}

function replaceWords(by: usize): void {
  const end = pairAt(pairCount())
  for (let pair = sorted.at; pair < end; pair += pairBytes) {
    store<i32>(pair, get(by, firstOf(pair)))
    store<i32>(pair, get(by, secondOf(pair)), 4)
  }
}
