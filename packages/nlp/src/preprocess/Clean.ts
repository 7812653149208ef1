/**
 * The text of an ad as its words are read from it: lower case in NFC, without
 * addresses and without characters that only steer the layout.
 *
 * @module
 */

/** Soft hyphen, joiners, byte order mark; links; mail addresses. What is replaced, and by what, in this order. */
const replacements: ReadonlyArray<readonly [pattern: RegExp, by: string]> = [
  [/\u00ad|\u200c|\u200d|\u2060|\ufeff/g, ""],
  [/(?:\w{2,10}:\/\/|www\.)\S+/g, " "],
  [/[^\s@]{1,64}@[^\s@]{1,255}/g, " "]
]

/** Whether there may be something to replace: most ads have none of it, and one look is quicker than three. */
const mayBeUnclean = /\u00ad|[\u200c-\u200d]|\u2060|\ufeff|@|:\/\/|www\./

export const clean = (source: string): string => {
  const text = lowered(source)
  return mayBeUnclean.test(text) ? replacements.reduce((text, [pattern, by]) => text.replace(pattern, by), text) : text
}

const lowered = (source: string): string => source.normalize("NFC").toLowerCase()

/** A clean text that knows its places in the source. */
export interface TracedText {
  readonly text: string
  /** For each UTF-16 unit of the text, and for its end, where it was in the source. */
  readonly origins: Int32Array
}

/** The same text as `clean` makes. */
export const cleanTraced = (source: string): TracedText => {
  const lowered = loweredTraced(source)
  return mayBeUnclean.test(lowered.text) ? replacedTraced(lowered) : lowered
}

const replacedTraced = (lowered: TracedText): TracedText =>
  replacements.reduce(({ origins, text }, [pattern, by]) => {
    // What replaces is never longer than what it replaces.
    const kept = new Int32Array(origins.length)
    let size = 0
    let from = 0
    const keep = (end: number) => {
      kept.set(origins.subarray(from, end), size)
      size += end - from
    }
    for (const { 0: match, index } of text.matchAll(pattern)) {
      keep(index + by.length)
      from = index + match.length
    }
    keep(origins.length)
    return { text: text.replace(pattern, by), origins: kept.subarray(0, size) }
  }, lowered)

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" })

/** Letter by letter where letters are composed or change their length; nearly no ad has such. */
const loweredTraced = (source: string): TracedText => {
  const text = lowered(source)
  if (text.length === source.length && source.normalize("NFC") === source) {
    return { text, origins: counted(text.length + 1) }
  }
  const starts = Array.from(graphemes.segment(source), ({ index, segment }) =>
    Array.from({ length: lowered(segment).length }, () => index)
  ).flat()
  return { text, origins: Int32Array.from({ length: text.length + 1 }, (_, at) => starts[at] ?? source.length) }
}

/** 0, 1, …: a loop, as an ad has thousands of letters and a page of found ads twenty of those. */
const counted = (length: number): Int32Array => {
  const numbers = new Int32Array(length)
  for (let at = 0; at < length; at++) numbers[at] = at
  return numbers
}
