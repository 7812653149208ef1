/**
 * Finds out in which encoding a text was written.
 *
 * @module
 */
import { isAscii, isUtf8 } from "node:buffer"
import { Effect, Option, Stream } from "effect"

/** Labels of `TextDecoder`; windows-1252 has all of Latin-1's letters. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252"

/**
 * By the byte-order mark, else by the first piece that holds more than ASCII.
 *
 * Text that is valid UTF-8 for the most part is UTF-8, though a few bytes may be
 * broken; anything else is windows-1252. Reads no further than it must.
 */
export const encodingOf = <E>(bytes: Stream.Stream<Uint8Array, E>): Effect.Effect<Encoding, E> =>
  bytes.pipe(
    Stream.zipWithIndex,
    Stream.map(([piece, index]) => (index === 0 ? byMark(piece) : undefined) ?? byContent(piece)),
    Stream.filter((encoding) => encoding !== undefined),
    Stream.runHead,
    Effect.map(Option.getOrElse(() => "utf-8" as const))
  )

const byMark = ([first, second, third]: Uint8Array): Encoding | undefined => {
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return "utf-8"
  }
  return first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : undefined
}

/** Undefined for plain ASCII, which is the same in every encoding that is left. */
const byContent = (piece: Uint8Array): Encoding | undefined => {
  if (isAscii(piece)) {
    return undefined
  }
  const whole = withoutCutCharacters(piece)
  if (isUtf8(whole)) {
    return isAscii(whole) ? undefined : "utf-8"
  }
  let broken = 0
  let sound = 0
  for (const [character] of new TextDecoder("utf-8").decode(whole).matchAll(/\P{ASCII}/gu)) {
    character === "\ufffd" ? broken++ : sound++
  }
  return broken > sound ? "windows-1252" : "utf-8"
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80

/** A piece may begin and end in the middle of a character of up to four bytes. */
const withoutCutCharacters = (piece: Uint8Array) => {
  let start = 0
  while (start < 3 && isContinuation(piece[start])) {
    start++
  }
  let end = piece.length
  while (end > piece.length - 3 && isContinuation(piece[end - 1])) {
    end--
  }
  const last = piece[end - 1] ?? 0
  return piece.subarray(start, last >= 0xc0 ? end - 1 : piece.length)
}
