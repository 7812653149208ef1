/** The counting of terms, for its host: `tfidf/TermCounting.ts`. */
import { countTerms } from "./counting/countTerms"
import { clearPlaces } from "./counting/places"
import { encodeRows } from "./counting/rows"
import { spellings } from "./counting/tokens"
import { encodeTable, out } from "./table/encodeTable"

export { addDocument } from "./counting/places"
export { addAlias, addSeveral, addWord, clearTokens, inputFor } from "./counting/tokens"

/** Counts the terms of the documents, and forgets those; answers where their bytes are. */
export function count(shortest: i32, longest: i32, hasRows: bool): usize {
  countTerms(shortest, longest)
  encodeTable(spellings.at, hasRows)
  if (hasRows) encodeRows()
  clearPlaces()
  return out.at
}

/** How many bytes were counted last. */
export function countedBytes(): i32 {
  return out.length
}
