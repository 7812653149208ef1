/** The counting of terms, for its host: `tfidf/TermCounting.ts`. */
import { encodeRows } from "./entries"
import { clearPlaces, spellings } from "./places"
import { encodeTable, out } from "./Table"
import { countTerms } from "./terms"

export { addAlias, addDocument, addSeveral, addWord, clearTokens, inputFor } from "./places"

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
