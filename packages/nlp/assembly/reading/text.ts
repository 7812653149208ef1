/** The text that is read, as UTF-16 units. */
import { Bytes } from "../memory/Bytes"

/** Whether the pair of surrogates to which the unit at this place belongs is part of a word. Asked of the host: there are few. */
@external("reading", "isWordPair")
declare function isWordPair(at: i32): bool

/** For each unit: 0, or 1 where it belongs to words, or 2 where the pair decides. Written by the host. */
export const kinds: usize = memory.data(0x10000)
const half: u8 = 2

/** A unit of 0, which belongs to no word, stands behind it. */
export const text = new Bytes()

/** Makes room for a text; answers where its units are to be written. */
export function makeText(length: i32): usize {
  text.length = 0
  text.reserveMore(2 * length + 2)
  return text.at
}

/** Ends the text behind so many units. */
export function endText(length: i32): void {
  store<u16>(text.at + (<usize>length << 1), 0)
}

@inline
export function unitAt(at: i32): u16 {
  return load<u16>(text.at + (<usize>at << 1))
}

@inline
export function isWordUnit(at: i32): bool {
  const kind = load<u8>(kinds + <usize>unitAt(at))
  return kind == 1 || (kind == half && isWordPair(at))
}

/** Where the word that begins at a place ends. */
@inline
export function endOfWord(at: i32): i32 {
  do at++
  while (isWordUnit(at))
  return at
}
