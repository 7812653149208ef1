import { get, Numbers, put } from "./Numbers"

const counts = new Numbers()

/**
 * Sorts the first `length` values by `keys[value + shift]`, from 0 to below `size`, into `sorted`; the order of equal
 * keys stays.
 */
export function countingSort(values: usize, length: i32, keys: usize, shift: i32, size: i32, sorted: usize): void {
  counts.reserve(size + 1)
  const next = counts.at
  const shifted = keys + (<usize>shift << 2)
  memory.fill(next, 0, <usize>(size + 1) << 2)
  for (let i = 0; i < length; i++) {
    const after = get(shifted, get(values, i)) + 1
    put(next, after, get(next, after) + 1)
  }
  for (let key = 1; key <= size; key++) put(next, key, get(next, key) + get(next, key - 1))
  for (let i = 0; i < length; i++) {
    const value = get(values, i)
    const key = get(shifted, value)
    const at = get(next, key)
    put(next, key, at + 1)
    put(sorted, at, value)
  }
}
