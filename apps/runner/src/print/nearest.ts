import { closest, distance } from "fastest-levenshtein"

/** The name that was meant, where what was typed could be a slip of the hand. */
export const nearest = (typed: string, names: ReadonlyArray<string>): string | undefined => {
  const best = names.length === 0 ? undefined : closest(typed, names)
  return best !== undefined && distance(typed, best) <= Math.max(1, Math.floor(best.length / 3)) ? best : undefined
}

/** `; did you mean city?`, or nothing. */
export const suggestion = (typed: string, names: ReadonlyArray<string>): string => {
  const best = nearest(typed, names)
  return best === undefined ? "" : `; did you mean ${best}?`
}
