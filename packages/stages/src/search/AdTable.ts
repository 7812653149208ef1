import type { AdFacts } from "../tfidf/AdFacts.ts"
import { Column, type Value } from "./Column.ts"

/** Ads of one file, as its bytes. */
interface Piece {
  readonly firstRow: number
  readonly bytes: Buffer
  /** Where the line of each of its rows begins and ends. */
  readonly begins: Uint32Array
  readonly ends: Uint32Array
}

const lineFeed = 0x0a

/** How what a filter may ask is read from an ad, by name. */
export type FilterFields = Readonly<Record<string, (ad: AdFacts) => Value>>

/**
 * The facts of many ads in little memory: as the bytes that they were read from, outside of the heap.
 *
 * An ad is parsed when it is asked for, and once when it is added: for the columns that a filter asks of every row,
 * so that the first filter is as quick as the next.
 */
export class AdTable {
  readonly #pieces: Array<Piece> = []
  readonly #columns: ReadonlyMap<string, { readonly column: Column; readonly read: (ad: AdFacts) => Value }>
  readonly #places = new Map<string, number>()
  #rows = 0

  constructor(fields: FilterFields) {
    this.#columns = new Map(Object.entries(fields).map(([name, read]) => [name, { column: new Column(), read }]))
  }

  get rows(): number {
    return this.#rows
  }

  /** Adds the ads of a file (its first line is a head) but those at the `removed` places, as further rows. */
  add(file: Uint8Array, removed: ReadonlyArray<number>): void {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
    const gone = new Set(removed)
    const begins: Array<number> = []
    const ends: Array<number> = []
    let begin = bytes.indexOf(lineFeed) + 1
    for (let place = 0; begin > 0 && begin < bytes.length; place++) {
      const found = bytes.indexOf(lineFeed, begin)
      const end = found < 0 ? bytes.length : found
      if (!gone.has(place)) {
        begins.push(begin)
        ends.push(end)
      }
      begin = end + 1
    }
    const piece = { firstRow: this.#rows, bytes, begins: Uint32Array.from(begins), ends: Uint32Array.from(ends) }
    this.#pieces.push(piece)
    for (const place of begins.keys()) {
      const ad = factsAt(piece, place)
      this.#places.set(ad.job_id, this.#rows++)
      for (const { column, read } of this.#columns.values()) column.add(read(ad))
    }
  }

  /** Takes less memory, and no further ads. */
  settle(): void {
    for (const { column } of this.#columns.values()) column.settle()
  }

  /** The ad of a row; undefined beyond the last. */
  get(row: number): AdFacts | undefined {
    const piece = this.#pieces[this.#pieceOf(row)]
    return piece === undefined || row >= this.#rows ? undefined : factsAt(piece, row - piece.firstRow)
  }

  /** What the ads say under a name; undefined for one that is none of the fields. */
  column(name: string): Column | undefined {
    return this.#columns.get(name)?.column
  }

  /** The row of an ad's id. */
  rowOf(jobId: string): number | undefined {
    return this.#places.get(jobId.toLowerCase())
  }

  #pieceOf(row: number): number {
    let low = 0
    let high = this.#pieces.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((this.#pieces[middle]?.firstRow ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Written by this program, from rows that fit their schema; the hash of the file vouches for it. */
const factsAt = ({ begins, bytes, ends }: Piece, place: number): AdFacts =>
  JSON.parse(bytes.toString("utf8", begins[place], ends[place]))
