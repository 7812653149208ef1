/** Adding up what was counted, for its host: `tfidf/TermSumming.ts`. */
import { Bytes } from "./memory/Bytes"
import { get } from "./memory/Numbers"
import { addTable, documents } from "./summing/addTable"
import { beginningOf, inconsistentNode, lastOf, makeTable } from "./summing/makeTable"
import { lettersAt } from "./summing/words"
import { encodeTable, out } from "./table/encodeTable"
import { table } from "./table/Table"

export { documents, beginningOf, lastOf }

const input = new Bytes()

/** Where the host writes the bytes of a table. */
export function inputFor(bytes: i32): usize {
  input.reserveMore(bytes)
  return input.at
}

/** Adds the table in the input's first bytes, `sign` times; answers 0, or what is wrong with them. */
export function add(length: i32, sign: i32): i32 {
  return addTable(input.at, length, sign)
}

/** Makes the sum; answers a node that is below nothing, or -1: then its bytes are made too. */
export function sum(): i32 {
  makeTable()
  const node = inconsistentNode()
  if (node < 0) encodeTable(lettersAt(), false)
  return node
}

export function sumAt(): usize {
  return out.at
}
export function sumBytes(): i32 {
  return out.length
}

/** Where a word of the sum is spelled, and its bytes. */
export function spellingAt(word: i32): usize {
  return lettersAt() + <usize>get(table.begins.at, word)
}
export function spellingBytes(word: i32): i32 {
  return get(table.lengths.at, word)
}
