/**
 * The part of a long text that shows most of what was sought.
 *
 * @module
 */

/** Places in a text, ascending and apart from each other. */
export type Ranges = ReadonlyArray<readonly [number, number]>

interface Snippet {
  readonly text: string
  readonly ranges: Ranges
}

/** About as long as two lines. */
const longest = 240

/**
 * The stretch of at most 240 characters with most ranges, cut between words, with an ellipsis where something is left
 * out; its ranges are places in the stretch. The beginning where there are no ranges. Pure.
 */
export const snippetOf = (text: string, ranges: Ranges): Snippet => {
  const first = bestStart(ranges)
  const wanted = Math.max(0, first - 60)
  const from = wanted === 0 ? 0 : afterBlank(text, wanted, first)
  const limit = from + longest
  const to = text.length <= limit ? text.length : beforeBlank(text, from, limit)
  const head = from > 0 ? "… " : ""
  const own = ranges.flatMap(([begin, end]) =>
    end > from && begin < to
      ? [[Math.max(begin, from) - from + head.length, Math.min(end, to) - from + head.length] as const]
      : []
  )
  return { text: `${head}${text.slice(from, to)}${to < text.length ? " …" : ""}`, ranges: own }
}

/** The beginning of the range behind which, within the length of a snippet, most ranges stand. */
const bestStart = (ranges: Ranges): number => {
  let best = { start: 0, count: 0 }
  for (const [index, [start]] of ranges.entries()) {
    let count = 0
    while (index + count < ranges.length && (ranges[index + count]?.[1] ?? 0) <= start + longest - 60) {
      count++
    }
    if (count > best.count) {
      best = { start, count }
    }
  }
  return best.count === 0 ? (ranges[0]?.[0] ?? 0) : best.start
}

const afterBlank = (text: string, from: number, most: number): number => {
  const blank = text.slice(from, most).search(/\s/)
  return blank === -1 ? whole(text, from) : from + blank + 1
}

const beforeBlank = (text: string, from: number, limit: number): number => {
  const found = /\s\S*$/.exec(text.slice(from, limit))
  return found === null || found.index === 0 ? whole(text, limit) : from + found.index
}

/** Never between the two halves of a character. */
const whole = (text: string, at: number): number => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at)

/** Where some words stand in a text, whatever their case. Pure. */
export const rangesOf = (text: string, words: ReadonlyArray<string>): Ranges => {
  const known = words.filter((word) => word.trim() !== "")
  if (known.length === 0) {
    return []
  }
  const longestFirst = [...known].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(
    longestFirst.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|"),
    "giu"
  )
  return [...text.matchAll(pattern)].map(({ 0: found, index }) => [index, index + found.length] as const)
}
