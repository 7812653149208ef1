/** Words in the order of their spellings' bytes, which is that of their code points. */
import { Bytes } from "../memory/Bytes"
import { get, Numbers, put } from "../memory/Numbers"
import { isBefore } from "./isBefore"

@final
@unmanaged
export class WordOrder {
  /** The words in order; and by word, its place in it. */
  readonly sorted: Numbers = new Numbers()
  readonly ranks: Numbers = new Numbers()
  private added: Numbers = new Numbers()
  private spare: Numbers = new Numbers()

  /** By word, where its spelling begins in `spellings`, and its bytes. */
  constructor(
    private spellings: Bytes,
    private begins: Numbers,
    private lengths: Numbers
  ) {}

  /** A word that has no place yet. */
  add(word: i32): void {
    this.added.push(word)
  }

  /** Few words are new each time, so they alone are sorted, and find their places among the others by halves. */
  update(): void {
    const sorted = this.sorted
    const added = this.added
    const ranks = this.ranks
    if (added.length == 0) return
    this.sortAdded()
    const before = sorted.length
    sorted.reserve(before + added.length)
    sorted.length = before + added.length
    // From the end, so that what is moved up does not cover what is still to be moved.
    let end = before
    for (let more = added.length; more > 0; more--) {
      const word = get(added.at, more - 1)
      const at = this.placeIn(end, word)
      memory.copy(sorted.at + (<usize>(at + more) << 2), sorted.at + (<usize>at << 2), <usize>(end - at) << 2)
      put(sorted.at, at + more - 1, word)
      end = at
    }
    added.length = 0
    ranks.reserve(this.begins.length)
    for (let rank = 0; rank < sorted.length; rank++) put(ranks.at, get(sorted.at, rank), rank)
  }

  clear(): void {
    this.sorted.length = 0
    this.added.length = 0
  }

  /** By merging runs of 1, 2, 4 … words. */
  private sortAdded(): void {
    const size = this.added.length
    this.spare.reserve(size)
    for (let run = 1; run < size; run *= 2) {
      for (let begin = 0; begin < size; begin += 2 * run) {
        this.mergeRuns(begin, min(begin + run, size), min(begin + 2 * run, size))
      }
      memory.copy(this.added.at, this.spare.at, <usize>size << 2)
    }
  }

  private mergeRuns(begin: i32, middle: i32, end: i32): void {
    const from = this.added.at
    let left = begin
    let right = middle
    for (let at = begin; at < end; at++) {
      const isLeft = right == end || (left < middle && !this.isBefore(get(from, right), get(from, left)))
      put(this.spare.at, at, get(from, isLeft ? left++ : right++))
    }
  }

  /** Where a word belongs among the first sorted ones. */
  private placeIn(size: i32, word: i32): i32 {
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.isBefore(get(this.sorted.at, middle), word)) low = middle + 1
      else high = middle
    }
    return low
  }

  private isBefore(word: i32, other: i32): bool {
    const begins = this.begins.at
    const lengths = this.lengths.at
    const spellings = this.spellings.at
    return isBefore(
      spellings + <usize>get(begins, word),
      get(lengths, word),
      spellings + <usize>get(begins, other),
      get(lengths, other)
    )
  }
}
