/**
 * An Int32Array that grows by doubling.
 *
 * `array` is replaced when it grows: read it again after a `push`.
 */
export class Int32Buffer {
  array: Int32Array<ArrayBuffer>
  length = 0

  constructor(capacity = 1024) {
    this.array = new Int32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.array.length) this.reserve(this.length + 1)
    this.array[this.length++] = value
  }

  /** Makes room for `capacity` values in all; new places hold 0. */
  reserve(capacity: number): void {
    if (capacity <= this.array.length) return
    const grown = new Int32Array(Math.max(capacity, this.array.length * 2))
    grown.set(this.array)
    this.array = grown
  }

  /** The values so far, without the spare room. Shares memory with the buffer. */
  view(): Int32Array<ArrayBuffer> {
    return this.array.subarray(0, this.length)
  }
}
