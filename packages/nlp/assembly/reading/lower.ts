/** Lower case, for texts in which nothing is taken out. */
import { text, unitAt } from "./text"

/** For each unit, what it is in lower case, or one of these. Written by the host. */
export const lowers: usize = memory.data(0x20000)
/** It decides with its neighbours what becomes of it: the host has to look at the text. */
const undecided: u16 = 0xffff
/** A sign with which the beginning of an address may end: `://`, `www.`. */
const ending: u16 = 0xfffe

/** Makes the text of so many units lower case; whether it could, or else the host has to write it anew. */
export function lower(length: i32): bool {
  const end = text.at + (<usize>length << 1)
  for (let at = text.at; at < end; at += 2) {
    const unit = load<u16>(at)
    const lowered = load<u16>(lowers + (<usize>unit << 1))
    if (lowered < ending) store<u16>(at, lowered)
    else if (lowered == undecided || endsBeginning(<i32>((at - text.at) >> 1))) return false
  }
  return true
}

/** Whether the sign at a place ends what an address begins with. */
function endsBeginning(at: i32): bool {
  if (unitAt(at) == 0x2f) return at >= 2 && unitAt(at - 1) == 0x2f && unitAt(at - 2) == 0x3a
  return at >= 3 && unitAt(at - 1) == 0x77 && unitAt(at - 2) == 0x77 && unitAt(at - 3) == 0x77
}
