/** The order of words by their bytes, which is that of their code points where they are UTF-8. */

/** Whether the bytes of a word come before those of another, which is a different one. */
export function isBefore(left: usize, leftLength: i32, right: usize, rightLength: i32): bool {
  const end = left + <usize>min(leftLength, rightLength)
  while (left + 8 <= end && load<u64>(left) == load<u64>(right)) {
    left += 8
    right += 8
  }
  while (left < end && load<u8>(left) == load<u8>(right)) {
    left++
    right++
  }
  return left == end ? leftLength < rightLength : load<u8>(left) < load<u8>(right)
}
