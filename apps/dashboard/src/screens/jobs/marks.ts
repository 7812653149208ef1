/** A stretch of a text, and whether it is one of the words that were sought. */
export interface Stretch {
  readonly text: string
  readonly isMatch: boolean
}

/** Cuts a text at the words of a search, whatever their case; longer words first, so that `javascript` is not cut at `java`. */
export const marksOf = (text: string, search: string): ReadonlyArray<Stretch> => {
  const words = search.split(/[\s,"]+/).filter((word) => word.length > 1)
  if (words.length === 0) {
    return [{ text, isMatch: false }]
  }
  const pattern = words
    .toSorted((a, b) => b.length - a.length)
    .map(RegExp.escape)
    .join("|")
  return text
    .split(new RegExp(`(${pattern})`, "iu"))
    .map((part, index) => ({ text: part, isMatch: index % 2 === 1 }))
    .filter((stretch) => stretch.text !== "")
}
