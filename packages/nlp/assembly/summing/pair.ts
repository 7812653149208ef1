/** A term of two words, as it stands in memory: its first word, its second, its occurrences, its documents. */

/** In numbers, and in bytes. */
export const pairSize: i32 = 4
export const pairBytes: usize = 16

export function firstOf(pair: usize): i32 {
  return load<i32>(pair)
}
export function secondOf(pair: usize): i32 {
  return load<i32>(pair, 4)
}
export function occurrencesOf(pair: usize): i32 {
  return load<i32>(pair, 8)
}
export function documentsOf(pair: usize): i32 {
  return load<i32>(pair, 12)
}

@inline
export function writePair(pair: usize, first: i32, second: i32, occurrences: i32, documents: i32): void {
  store<i32>(pair, first)
  store<i32>(pair, second, 4)
  store<i32>(pair, occurrences, 8)
  store<i32>(pair, documents, 12)
}

@inline
export function copyPair(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from))
  store<u64>(to, load<u64>(from, 8), 8)
}

@inline
export function addFrequencies(to: usize, from: usize): void {
  store<i32>(to, load<i32>(to, 8) + load<i32>(from, 8), 8)
  store<i32>(to, load<i32>(to, 12) + load<i32>(from, 12), 12)
}

@inline
export function isSame(left: usize, right: usize): bool {
  return load<u64>(left) == load<u64>(right)
}

/** Whether a pair of words comes before another. */
@inline
export function isLess(left: usize, right: usize): bool {
  const first = load<u32>(left)
  const other = load<u32>(right)
  return first < other || (first == other && load<u32>(left, 4) < load<u32>(right, 4))
}
