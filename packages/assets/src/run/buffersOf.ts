/**
 * The memory of all bytes in a value that have memory of their own, which can be moved to another thread: small ones
 * share a pool, which must stay.
 */
export const buffersOf = (value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> => {
  if (value instanceof Uint8Array) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer)
  } else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const each of Object.values(value)) buffersOf(each, found)
  }
  return found
}
