import { Result } from "effect"
import { type PackedTable, wordsOutOfOrder } from "./PackedTable.ts"
import { release } from "./release.ts"
import { sumTables } from "./sumTables.ts"
import type { CorruptCounts } from "./TfidfError.ts"

/** So many nodes wait at most: some 16 bytes each, and the files that their words stand in. */
const mostWaiting = 1 << 19

/**
 * Adds up many packed tables, one at a time.
 *
 * They wait until there are many, since adding many at once takes less time
 * than adding each, and no longer, since their number is not known. What they
 * are added to waits for as much again, so that a large sum is moved few times.
 *
 * The arrays of tables that are added become the sum's, which gives their memory
 * back; those that `sum` answers hold until something is added and summed again.
 */
export class PackedSum {
  #waiting: Array<PackedTable> = []
  readonly #least: number
  #nodes = 0
  #most: number

  constructor(least = mostWaiting) {
    this.#least = least
    this.#most = least
  }

  /** Fails where the words of a table are not in order; it may do so later than with the table that they belong to. */
  add(table: PackedTable): Result.Result<void, CorruptCounts> {
    this.#waiting.push(table)
    this.#nodes += table.termFrequencies.length
    return this.#nodes > this.#most ? Result.map(this.sum(), () => undefined) : Result.void
  }

  sum(): Result.Result<PackedTable, CorruptCounts> {
    const sum = sumTables(this.#waiting)
    if (sum === undefined) return Result.fail(wordsOutOfOrder())
    for (const each of this.#waiting) {
      release(each.parents, each.lastWords, each.termFrequencies, each.documentFrequencies)
    }
    this.#waiting = [sum]
    this.#nodes = sum.termFrequencies.length
    this.#most = Math.max(this.#least, 2 * this.#nodes)
    return Result.succeed(sum)
  }

  /** Forgets all tables. */
  clear(): void {
    this.#waiting = []
    this.#nodes = 0
    this.#most = this.#least
  }
}
