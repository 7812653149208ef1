import { Numbers } from "../memory/Numbers"
import { addFrequencies, copyPair, isLess, isSame, pairBytes, pairSize } from "./pair"

/** Adds up those of the first `count` pairs in order that are the same; answers how many there are then. */
export function uniteEqual(pairs: Numbers, count: i32): i32 {
  let to = pairs.at
  const end = pairs.at + <usize>count * pairBytes
  for (let from = to + pairBytes; from < end; from += pairBytes) {
    if (isSame(from, to)) addFrequencies(to, from)
    else {
      to += pairBytes
      copyPair(to, from)
    }
  }
  return <i32>((to - pairs.at) / pairBytes) + 1
}

/**
 * Merges the first `count` of other pairs in order into those in order, from the end, so that nothing is covered that is
 * still to be read.
 */
export function mergePairs(pairs: Numbers, others: Numbers, count: i32): void {
  const before = pairs.length
  pairs.reserve(before + count * pairSize)
  const begin = pairs.at
  const end = begin + (<usize>(before + count * pairSize) << 2)
  let old = begin + (<usize>before << 2)
  let other = others.at + <usize>count * pairBytes
  let to = end
  while (other > others.at) {
    to -= pairBytes
    if (old > begin && isLess(other - pairBytes, old - pairBytes)) {
      old -= pairBytes
      copyPair(to, old)
      continue
    }
    other -= pairBytes
    copyPair(to, other)
    if (old > begin && isSame(old - pairBytes, other)) {
      old -= pairBytes
      addFrequencies(to, old)
    }
  }
  // Those that are before all others stand already, and the rest is moved up to them.
  memory.copy(old, to, end - to)
  pairs.length = <i32>((old - begin + (end - to)) >> 2)
}
