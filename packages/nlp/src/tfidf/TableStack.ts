import { addTables } from "./mergeTables.ts"
import { emptyTable, type TermTable } from "./TermTable.ts"

/**
 * Adds up many tables, one at a time, without holding them all.
 *
 * Tables wait until one of a similar size comes, so that each count is moved
 * about log₂(tables) times, and a large table with many small ones is touched
 * once. The sum does not depend on the order.
 */
export class TableStack {
  readonly #tables: Array<TermTable> = []

  push(table: TermTable): void {
    let top = table
    for (let below = this.#tables.pop(); below !== undefined; below = this.#tables.pop()) {
      if (below.termFrequencies.length > 2 * top.termFrequencies.length) {
        this.#tables.push(below)
        break
      }
      top = addTables(below, top)
    }
    this.#tables.push(top)
  }

  sum(): TermTable {
    const [first = emptyTable, ...rest] = this.#tables.toReversed()
    return rest.reduce((sum, table) => addTables(table, sum), first)
  }
}
