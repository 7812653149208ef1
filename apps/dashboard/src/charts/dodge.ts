/** Places near those wished for, in the same order, none nearer to the next than `gap`, within `low` and `high` if they fit. */
export const dodged = (
  wished: ReadonlyArray<number>,
  gap: number,
  low: number,
  high: number
): ReadonlyArray<number> => {
  const order = wished.map((place, index) => ({ place, index })).toSorted((a, b) => a.place - b.place)
  const places: Array<number> = []
  for (const { place } of order) {
    places.push(Math.max(place, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + gap, low))
  }
  // What was pushed out at the end pushes back.
  for (let at = places.length - 1, most = high; at >= 0; at--, most -= gap) {
    places[at] = Math.min(places[at] ?? most, most)
  }
  const found: Array<number> = []
  for (const [at, { index }] of order.entries()) {
    found[index] = places[at] ?? 0
  }
  return found
}
