/** Bytes that are read as numbers: see `Varints.ts`. Past the end they read as zeros. */
@final
@unmanaged
export class Input {
  at: usize = 0
  private end: usize = 0
  /** Whether each number took as few bytes as it can. */
  isShortest: bool = true

  begin(at: usize, length: i32): void {
    this.at = at
    this.end = at + <usize>length
    this.isShortest = true
  }

  /** How many bytes are left; negative if more were read than there were. */
  get left(): i32 {
    return <i32>(this.end - this.at)
  }

  @inline
  number(): u32 {
    const first = this.byte()
    return first < 0x80 ? first : this.longNumber(first)
  }

  private longNumber(first: u32): u32 {
    let value = first & 0x7f
    let shift: u32 = 7
    let byte: u32 = 0
    do {
      byte = this.byte()
      if (shift < 32) value |= (byte & 0x7f) << shift
      shift += 7
    } while (byte >= 0x80 && shift < 35)
    if (byte == 0) this.isShortest = false
    return value
  }

  @inline
  private byte(): u32 {
    const at = this.at++
    return at < this.end ? load<u8>(at) : 0
  }
}
