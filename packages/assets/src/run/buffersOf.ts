/**
 * The memory of all bytes in a value that have memory of their own, which can be moved to another thread: small ones
 * share a pool, which must stay.
 */
export const buffersOf = (value: unknown): ReadonlySet<ArrayBuffer> => {
  const found = new Set<ArrayBuffer>()
  const seen = new Set<object>()
  const look = (value: unknown): void => {
    if (value instanceof Uint8Array) {
      if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer)
    } else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !seen.has(value)) {
      seen.add(value)
      for (const each of Object.values(value)) look(each)
    }
  }
  look(value)
  return found
}
