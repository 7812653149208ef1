import type { Int32Buffer } from "./Int32Buffer.ts"

/** Numbers that a sort needs for itself, kept for the next one. */
export interface SortSpace {
  readonly counts: Int32Buffer
}

/**
 * Sorts the first values by `keys[value + shift]`, from 0 to below `size`, into `sorted`; the order of equal keys stays.
 */
export const countingSort = (
  values: Int32Array,
  length: number,
  { keys, shift, size }: { readonly keys: Int32Array; readonly shift: number; readonly size: number },
  sorted: Int32Array,
  { counts }: SortSpace
): void => {
  counts.reserve(size + 1)
  const next = counts.array
  next.fill(0, 0, size + 1)
  for (let i = 0; i < length; i++) {
    const after = (keys[(values[i] ?? 0) + shift] ?? 0) + 1
    next[after] = (next[after] ?? 0) + 1
  }
  for (let key = 1; key <= size; key++) next[key] = (next[key] ?? 0) + (next[key - 1] ?? 0)
  for (let i = 0; i < length; i++) {
    const value = values[i] ?? 0
    const key = keys[value + shift] ?? 0
    const at = next[key] ?? 0
    next[key] = at + 1
    sorted[at] = value
  }
}
