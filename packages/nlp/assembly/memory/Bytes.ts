/** Bytes in memory that grows by doubling, with small numbers in few of them: LEB128, seven bits in a byte. */
@final
@unmanaged
export class Bytes {
  at: usize = 0
  length: i32 = 0
  private capacity: i32 = 0

  /** Makes room for so many bytes more, and seven behind them. */
  reserveMore(more: i32): void {
    const capacity = this.length + more
    if (capacity <= this.capacity) return
    const grown = max(max(capacity, 2 * this.capacity), 1 << 16)
    const size = <usize>grown + 7
    this.at = this.at == 0 ? heap.alloc(size) : heap.realloc(this.at, size)
    this.capacity = grown
  }

  /** A whole number from 0 to 2³¹ - 1, for which there must be room: five bytes at most. */
  @inline
  number(value: i32): void {
    let end = this.at + <usize>this.length
    let rest = <u32>value
    while (rest > 0x7f) {
      store<u8>(end++, (rest & 0x7f) | 0x80)
      rest >>>= 7
    }
    store<u8>(end++, rest)
    this.length = <i32>(end - this.at)
  }

  /** Some bytes from elsewhere, behind which seven may be read; there must be room. Few are copied quicker eight at a time. */
  @inline
  copy(from: usize, length: i32): void {
    const to = this.at + <usize>this.length
    for (let copied: usize = 0; copied < <usize>length; copied += 8) store<u64>(to + copied, load<u64>(from + copied))
    this.length += length
  }
}

/** The most bytes that a number takes. */
export const mostOfNumber: i32 = 5
