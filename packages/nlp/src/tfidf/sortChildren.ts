import { release } from "./release.ts"

/** The children of one length of all tables, behind each other in the order of the tables. */
export interface Children {
  readonly parents: Int32Array
  readonly words: Int32Array
}

/** The children by parent, of `first` to `size`, and then word. */
export const sortChildren = (
  { parents, words }: Children,
  wordCount: number,
  first: number,
  size: number
): Int32Array => {
  const byWord = new Int32Array(parents.length)
  const nextOfWord = placesByKey(words, 0, wordCount)
  for (let child = 0; child < byWord.length; child++) {
    const word = words[child] ?? 0
    const at = nextOfWord[word] ?? 0
    nextOfWord[word] = at + 1
    byWord[at] = child
  }
  const sorted = sortByParent(parents, byWord, placesByKey(parents, first, size), first)
  release(byWord)
  return sorted
}

const sortByParent = (parents: Int32Array, byWord: Int32Array, next: Int32Array, first: number): Int32Array => {
  const sorted = new Int32Array(byWord.length)
  for (let i = 0; i < sorted.length; i++) {
    const child = byWord[i] ?? 0
    const parent = (parents[child] ?? 0) - first
    const at = next[parent] ?? 0
    next[parent] = at + 1
    sorted[at] = child
  }
  return sorted
}

/** Where those with each key begin when all are sorted by key, of `first` to below `size`. */
const placesByKey = (keys: Int32Array, first: number, size: number): Int32Array => {
  const places = new Int32Array(size - first + 1)
  for (let i = 0; i < keys.length; i++) {
    const after = (keys[i] ?? 0) - first + 1
    places[after] = (places[after] ?? 0) + 1
  }
  for (let key = 1; key < places.length; key++) places[key] = (places[key] ?? 0) + (places[key - 1] ?? 0)
  return places
}
