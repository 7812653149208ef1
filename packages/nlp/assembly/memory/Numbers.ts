/** Numbers of 32 bits in memory that grows by doubling. `at` is replaced when it grows. */
@final
@unmanaged
export class Numbers {
  at: usize = 0
  length: i32 = 0
  private capacity: i32 = 0

  /** Makes room for so many numbers in all; what new places hold is not known. */
  reserve(capacity: i32): void {
    if (capacity <= this.capacity) return
    const grown = max(max(capacity, 2 * this.capacity), 1024)
    this.at = this.at == 0 ? heap.alloc(<usize>grown << 2) : heap.realloc(this.at, <usize>grown << 2)
    this.capacity = grown
  }

  push(value: i32): void {
    if (this.length == this.capacity) this.reserve(this.length + 1)
    put(this.at, this.length++, value)
  }
}

/** The number at a place behind `at`. */
@inline
export function get(at: usize, place: i32): i32 {
  return load<i32>(at + (<usize>place << 2))
}

@inline
export function put(at: usize, place: i32, value: i32): void {
  store<i32>(at + (<usize>place << 2), value)
}
