/**
 * Gives memory back that nobody uses any more.
 *
 * The engine would do so when it collects its heap, which memory outside of
 * the heap hardly makes it do: some hundred megabytes would wait.
 */
export const release = (...arrays: ReadonlyArray<Int32Array>): void => {
  for (const { buffer } of arrays) {
    if (buffer instanceof ArrayBuffer) buffer.transfer(0)
  }
}
