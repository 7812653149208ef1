export interface Named {
  readonly name: string
}

/** Those that have all the words, the ones that begin with the first word before the others; the order else stays. */
export const ranked = <A extends Named>(all: ReadonlyArray<A>, query: string): ReadonlyArray<A> => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  const [first = ""] = words
  return all
    .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
    .toSorted(
      (a, b) => Number(!a.name.toLowerCase().startsWith(first)) - Number(!b.name.toLowerCase().startsWith(first))
    )
}
