/** Numbers of 32 bits in memory that grows as they become more. `at` is replaced when it grows. */
@final
@unmanaged
export class Numbers {
  at: usize = 0
  length: i32 = 0
  private capacity: i32 = 0

  /** Makes room for so many numbers in all; what new places hold is not known. */
  reserve(capacity: i32): void {
    if (capacity <= this.capacity) return
    // A block has a gigabyte at most, so what is large already grows by a half.
    const grown = max(max(capacity, this.capacity + (this.capacity >> (this.capacity < many ? 0 : 1))), 1024)
    this.at = this.at == 0 ? heap.alloc(<usize>grown << 2) : heap.realloc(this.at, <usize>grown << 2)
    this.capacity = grown
  }

  push(value: i32): void {
    if (this.length == this.capacity) this.reserve(this.length + 1)
    put(this.at, this.length++, value)
  }

  /** Gives the memory back; the numbers are lost. */
  free(): void {
    if (this.at != 0) heap.free(this.at)
    this.at = 0
    this.length = 0
    this.capacity = 0
  }
}

const many: i32 = 1 << 22

/** The number at a place behind `at`. */
@inline
export function get(at: usize, place: i32): i32 {
  return load<i32>(at + (<usize>place << 2))
}

@inline
export function put(at: usize, place: i32, value: i32): void {
  store<i32>(at + (<usize>place << 2), value)
}
