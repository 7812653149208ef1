/**
 * Bytes with small numbers in few of them: LEB128, seven bits in a byte.
 *
 * @module
 */

/** A growing run of bytes. */
export class VarintWriter {
  #bytes = new Uint8Array(1 << 16)
  #length = 0

  /** A whole number from 0 to 2³¹ - 1. */
  number(value: number): void {
    if (this.#length + 5 > this.#bytes.length) this.#reserve(5)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#bytes[this.#length++] = rest
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length)
    this.#bytes.set(values, this.#length)
    this.#length += values.length
  }

  /** What was written, without a copy of it; nothing can be written afterwards. */
  result(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#bytes.buffer.transfer(this.#length))
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const size = Math.max(this.#length + more, this.#bytes.length * 2)
    this.#bytes = new Uint8Array(this.#bytes.buffer.transfer(size))
  }
}

/**
 * Reads what a `VarintWriter` wrote. Past the end it reads zeros, and `left` is
 * negative; a number in more bytes than it needs makes `isShortest` false: the
 * caller looks once, at the end.
 */
export class VarintReader {
  readonly #bytes: Uint8Array
  #at = 0
  isShortest = true

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  number(): number {
    const bytes = this.#bytes
    let byte = bytes[this.#at++] ?? 0
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let shift = 7
    do {
      byte = bytes[this.#at++] ?? 0
      value |= (byte & 0x7f) << shift
      shift += 7
    } while (byte >= 0x80 && shift < 35)
    if (byte === 0) this.isShortest = false
    return value >>> 0
  }

  bytes(length: number): Uint8Array {
    const begin = this.#at
    this.#at += length
    return this.#bytes.subarray(begin, this.#at)
  }

  /** How many bytes are left; negative if more were read than there were. */
  get left(): number {
    return this.#bytes.length - this.#at
  }
}
