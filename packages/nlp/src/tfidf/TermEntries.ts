import { Int32Buffer } from "./Int32Buffer.ts"
import type { RowCounts } from "./TermCounter.ts"
import type { TermTable } from "./TermTable.ts"
import { WordPlaces } from "./WordPlaces.ts"

/** How often which document has which term, by term and then document. */
export class TermEntries {
  #places = new WordPlaces()
  #shortest = 1
  readonly #nodes = new Int32Buffer()
  readonly #documents = new Int32Buffer()
  readonly #counts = new Int32Buffer()

  /** Forgets all entries; terms of less than `shortest` tokens will not count. */
  begin(places: WordPlaces, shortest: number): void {
    this.#places = places
    this.#shortest = shortest
    for (const each of [this.#nodes, this.#documents, this.#counts]) each.length = 0
  }

  /** Counts the terms of `length` words that begin at these places, sorted by node, where a token ends with them. */
  count(begins: Int32Array, size: number, nodeOf: Int32Array, length: number): void {
    const tokens = this.#places.tokens.array
    const documentOf = this.#places.documentOf.array
    const places = this.#places.size
    const shortest = this.#shortest
    const from = this.#nodes.length
    for (const each of [this.#nodes, this.#documents, this.#counts]) each.reserve(from + size)
    const nodes = this.#nodes.array
    const documents = this.#documents.array
    const counts = this.#counts.array
    let last = from - 1
    let lastNode = -1
    let lastDocument = -1
    for (let i = 0; i < size; i++) {
      const begin = begins[i] ?? 0
      const end = begin + length
      const token = tokens[end - 1] ?? 0
      if (end < places && tokens[end] === token) continue
      if (token - (tokens[begin] ?? 0) + 1 < shortest) continue
      const node = nodeOf[begin] ?? 0
      const document = documentOf[begin] ?? 0
      if (node === lastNode && document === lastDocument) counts[last] = (counts[last] ?? 0) + 1
      else {
        lastNode = node
        lastDocument = document
        last++
        nodes[last] = node
        documents[last] = document
        counts[last] = 1
      }
    }
    for (const each of [this.#nodes, this.#documents, this.#counts]) each.length = last + 1
  }

  /** Occurrences and documents by node. */
  frequencies(size: number): Pick<TermTable, "termFrequencies" | "documentFrequencies"> {
    const termFrequencies = new Int32Array(size)
    const documentFrequencies = new Int32Array(size)
    const nodes = this.#nodes.array
    const counts = this.#counts.array
    const entries = this.#nodes.length
    for (let entry = 0; entry < entries; entry++) {
      const node = nodes[entry] ?? 0
      termFrequencies[node] = (termFrequencies[node] ?? 0) + (counts[entry] ?? 0)
      documentFrequencies[node] = (documentFrequencies[node] ?? 0) + 1
    }
    return { termFrequencies, documentFrequencies }
  }

  /** The entries by document and then term; `placeOf` says where each node went. */
  rows(placeOf: Int32Array): RowCounts {
    const size = this.#places.documents
    const entries = this.#nodes.length
    const nodes = this.#nodes.array
    const documents = this.#documents.array
    const found = this.#counts.array
    const offsets = new Int32Array(size + 1)
    for (let entry = 0; entry < entries; entry++) {
      const after = (documents[entry] ?? 0) + 1
      offsets[after] = (offsets[after] ?? 0) + 1
    }
    for (let row = 1; row <= size; row++) offsets[row] = (offsets[row] ?? 0) + (offsets[row - 1] ?? 0)
    const next = offsets.slice()
    const terms = new Int32Array(entries)
    const counts = new Int32Array(entries)
    for (let entry = 0; entry < entries; entry++) {
      const document = documents[entry] ?? 0
      const at = next[document] ?? 0
      next[document] = at + 1
      terms[at] = placeOf[nodes[entry] ?? 0] ?? 0
      counts[at] = found[entry] ?? 0
    }
    return { offsets, terms, counts }
  }
}
