import type { AdFacts } from "../tfidf/AdFacts.ts"

/** Ads of one file, as its bytes. */
interface Piece {
  readonly firstRow: number
  readonly bytes: Buffer
  /** Where the line of each of its rows begins and ends. */
  readonly begins: Uint32Array
  readonly ends: Uint32Array
}

const lineFeed = 0x0a

/**
 * The facts of many ads in little memory: as the bytes that they were read from, outside of the heap.
 *
 * An ad is parsed when it is asked for. A column, which a filter asks of every
 * row, is read once and kept.
 */
export class AdTable {
  readonly #pieces: Array<Piece> = []
  readonly #columns = new Map<string, ReadonlyArray<unknown>>()
  #rows = 0
  #places: Map<string, number> | undefined

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
    this.#pieces.push({ firstRow: this.#rows, bytes, begins: Uint32Array.from(begins), ends: Uint32Array.from(ends) })
    this.#rows += begins.length
  }

  /** The ad of a row; undefined beyond the last. */
  get(row: number): AdFacts | undefined {
    const piece = this.#pieces[this.#pieceOf(row)]
    return piece === undefined || row >= this.#rows ? undefined : factsAt(piece, row - piece.firstRow)
  }

  /** A value of every row, by row; read the first time that the name is asked for. */
  column<A>(name: string, read: (ad: AdFacts) => A): ReadonlyArray<A> {
    const known = this.#columns.get(name)
    if (known !== undefined) return known as ReadonlyArray<A> // of one name there is one kind of value
    const values: Array<A> = []
    for (const piece of this.#pieces) {
      for (let place = 0; place < piece.begins.length; place++) values.push(read(factsAt(piece, place)))
    }
    this.#columns.set(name, values)
    return values
  }

  /** The row of an ad's id. */
  rowOf(jobId: string): number | undefined {
    this.#places ??= new Map(this.column("job_id", (ad) => ad.job_id).map((id, row) => [id, row]))
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
