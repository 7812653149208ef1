/**
 * Many small whole numbers in little memory.
 *
 * @module
 */

/** Whole numbers from 0. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array

/** The same numbers in the narrowest array that holds them all. */
export const narrowest = (values: Uint32Array): Numbers => {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most < 1 << 8 ? Uint8Array.from(values) : most < 1 << 16 ? Uint16Array.from(values) : values
}

/** A growing run of whole numbers. */
export const growing = () => {
  let values = new Uint32Array(1024)
  let length = 0
  const reserve = (more: number) => {
    if (length + more <= values.length) return
    const grown = new Uint32Array(Math.max(length + more, 2 * values.length))
    grown.set(values.subarray(0, length))
    values = grown
  }
  return {
    get length() {
      return length
    },
    push: (value: number) => {
      if (length === values.length) reserve(1)
      values[length++] = value
    },
    append: (more: ArrayLike<number>) => {
      reserve(more.length)
      values.set(more, length)
      length += more.length
    },
    /** Shares memory with the run. */
    view: () => values.subarray(0, length),
    /** The numbers, in an array of their own that is no longer than they are. */
    take: () => values.slice(0, length)
  }
}
