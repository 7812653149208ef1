/**
 * An Int32Array that grows by doubling.
 *
 * `array` is replaced when it grows: read it again after a `push`.
 */
export class Int32Buffer {
  array = new Int32Array(1024)
  length = 0

  push(value: number): void {
    if (this.length === this.array.length) this.#grow()
    this.array[this.length++] = value
  }

  /** The values so far, without the spare room. Shares memory with the buffer. */
  view(): Int32Array<ArrayBuffer> {
    return this.array.subarray(0, this.length)
  }

  #grow(): void {
    const grown = new Int32Array(this.array.length * 2)
    grown.set(this.array)
    this.array = grown
  }
}
