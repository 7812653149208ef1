/**
 * Keeps the rows with the greatest scores: a heap with the worst of them on top. Of equal scores the later row is better.
 *
 * Numbers in arrays, and no object for a row: a search looks at each row that has a word in common with it, and what it
 * would leave behind is collected while others wait for their answers.
 */
export class TopRows {
  readonly #limit: number
  readonly #scores: Float64Array
  readonly #rows: Uint32Array
  #size = 0

  /** Keeps at most `limit` of `rows` rows. */
  constructor(limit: number, rows: number) {
    this.#limit = Math.max(0, Math.min(Math.ceil(limit), rows))
    this.#scores = new Float64Array(this.#limit)
    this.#rows = new Uint32Array(this.#limit)
  }

  /** Whether the row would be kept. */
  wants(score: number, row: number): boolean {
    return this.#size < this.#limit || (this.#limit > 0 && this.#isWorseThan(0, score, row))
  }

  /** Keeps a row that is wanted, and drops the worst where there are too many. */
  add(score: number, row: number): void {
    if (this.#size < this.#limit) this.#rise(this.#size++, score, row)
    else this.#sink(score, row)
  }

  /** The rows that were kept, best first. */
  take(): ReadonlyArray<{ readonly row: number; readonly score: number }> {
    return Array.from({ length: this.#size }, (_, at) => at)
      .sort((a, b) => (this.#isWorseThan(b, this.#scores[a] ?? 0, this.#rows[a] ?? 0) ? -1 : 1))
      .map((at) => ({ row: this.#rows[at] ?? 0, score: this.#scores[at] ?? 0 }))
  }

  /** Puts a row where it belongs, from a place at the bottom upwards. */
  #rise(from: number, score: number, row: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (this.#isWorseThan(parent, score, row)) break
      this.#move(parent, at)
      at = parent
    }
    this.#put(at, score, row)
  }

  /** Puts a row where it belongs, from the top downwards; the worst one is gone. */
  #sink(score: number, row: number): void {
    let at = 0
    for (let child = 1; child < this.#size; child = 2 * at + 1) {
      const other = child + 1
      const isOther = other < this.#size && this.#isWorseThan(other, this.#scores[child] ?? 0, this.#rows[child] ?? 0)
      const worst = isOther ? other : child
      if (!this.#isWorseThan(worst, score, row)) break
      this.#move(worst, at)
      at = worst
    }
    this.#put(at, score, row)
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#scores[from] ?? 0, this.#rows[from] ?? 0)
  }

  #put(at: number, score: number, row: number): void {
    this.#scores[at] = score
    this.#rows[at] = row
  }

  #isWorseThan(at: number, score: number, row: number): boolean {
    const own = this.#scores[at] ?? 0
    return own < score || (own === score && (this.#rows[at] ?? 0) < row)
  }
}
