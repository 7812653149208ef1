/** Keeps the rows with the greatest scores: a heap with the worst of them on top. Of equal scores the later row is better. */
export class TopRows {
  readonly #limit: number
  readonly #heap: Array<{ readonly row: number; readonly score: number }> = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Whether the row would be kept. */
  wants(score: number, row: number): boolean {
    const worst = this.#heap[0]
    return this.#heap.length < this.#limit || (worst !== undefined && isWorse(worst, { row, score }))
  }

  /** Keeps a row that is wanted, and drops the worst where there are too many. */
  add(score: number, row: number): void {
    const heap = this.#heap
    const entry = { row, score }
    if (heap.length < this.#limit) {
      heap.push(entry)
      this.#rise(heap.length - 1)
    } else {
      heap[0] = entry
      this.#sink()
    }
  }

  /** The rows that were kept, best first. */
  take(): ReadonlyArray<{ readonly row: number; readonly score: number }> {
    return this.#heap.toSorted((a, b) => (isWorse(b, a) ? -1 : 1))
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!this.#swapIfWorse(at, parent)) return
      at = parent
    }
  }

  #sink(): void {
    const size = this.#heap.length
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      const right = left + 1
      let worst = at
      if (left < size && this.#isWorse(left, worst)) worst = left
      if (right < size && this.#isWorse(right, worst)) worst = right
      if (worst === at) return
      this.#swapIfWorse(worst, at)
      at = worst
    }
  }

  #isWorse(a: number, b: number): boolean {
    const first = this.#heap[a]
    const second = this.#heap[b]
    return first !== undefined && second !== undefined && isWorse(first, second)
  }

  #swapIfWorse(a: number, b: number): boolean {
    const first = this.#heap[a]
    const second = this.#heap[b]
    if (first === undefined || second === undefined || !isWorse(first, second)) return false
    this.#heap[a] = second
    this.#heap[b] = first
    return true
  }
}

interface Scored {
  readonly row: number
  readonly score: number
}

const isWorse = (a: Scored, b: Scored): boolean => a.score < b.score || (a.score === b.score && a.row < b.row)
