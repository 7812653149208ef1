/**
 * Many texts as bytes, outside of the heap: as strings, each would be looked at whenever the heap is cleaned, while
 * somebody waits for an answer. One of them may be none.
 */
export class PackedTexts {
  readonly length: number
  readonly #bytes: Buffer
  /** Where each begins, and where the last one ends. */
  readonly #begins: Uint32Array
  readonly #none: number

  constructor(texts: ReadonlyArray<string | null>) {
    this.length = texts.length
    this.#none = texts.indexOf(null)
    this.#begins = new Uint32Array(texts.length + 1)
    for (const [place, text] of texts.entries()) {
      this.#begins[place + 1] = (this.#begins[place] ?? 0) + Buffer.byteLength(text ?? "")
    }
    this.#bytes = Buffer.alloc(this.#begins[texts.length] ?? 0)
    for (const [place, text] of texts.entries()) this.#bytes.write(text ?? "", this.#begins[place] ?? 0)
  }

  at(place: number): string | null {
    return place === this.#none ? null : this.#bytes.toString("utf8", this.#begins[place], this.#begins[place + 1])
  }
}
