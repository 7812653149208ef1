/** A stretch of a text, and whether it is one of the places that were found. */
export interface Stretch {
  readonly text: string
  readonly isMatch: boolean
}

/** Cuts a text at ranges: ascending, apart from each other, in UTF-16 units, as the service gives them. */
export const stretchesOf = (
  text: string,
  ranges: ReadonlyArray<readonly [from: number, to: number]>
): ReadonlyArray<Stretch> => {
  const ends = ranges.map(([, to]) => to)
  return [
    ...ranges.flatMap(([from, to], index) => [
      { text: text.slice(ends[index - 1] ?? 0, from), isMatch: false },
      { text: text.slice(from, to), isMatch: true }
    ]),
    { text: text.slice(ends.at(-1) ?? 0), isMatch: false }
  ].filter(({ text }) => text !== "")
}
