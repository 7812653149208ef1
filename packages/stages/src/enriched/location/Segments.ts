/**
 * A location text cut into its parts: `"Neuville-sur-Oise (Val-d'Oise (95))"`
 * → `Neuville-sur-Oise`, `Val-d'Oise`, `95`.
 * @module
 */
import { placeKey } from "./PlaceName.ts"

/** Characters of a location that are looked at: the longest real ones have about 120. */
export const LONGEST = 300

export interface Segment {
  /** As written, spaces made normal. */
  readonly text: string
  /** {@link placeKey} of the text; empty where it has neither letter nor digit. */
  readonly key: string
  readonly words: ReadonlyArray<string>
}

/** The parts in the order of the text, empty ones left out. */
export const segments = (location: string): ReadonlyArray<Segment> =>
  withoutMailBoxes(clean(location))
    .split(SEPARATOR)
    .flatMap((part) => {
      const text = part.replace(/\s+/g, " ").replace(/^[\s\-–—.'’"*]+|[\s\-–—'’"*]+$/g, "")
      const key = placeKey(text)
      return key === "" ? [] : [{ text, key, words: key.split(" ") }]
    })

/** One part of its own, such as one level of an `area`. */
export const segment = (text: string): Segment => {
  const cleaned = clean(text)
  const key = placeKey(cleaned)
  return { text: cleaned.replace(/[;,\s]+$/, ""), key, words: key.split(" ") }
}

const SEPARATOR = /[,;|•·/\\\n\t()[\]:>→+]|\s[-–—]\s|\s[-–—]|[-–—]\s|[–—]/u

const clean = (text: string) =>
  text
    .slice(0, LONGEST)
    .normalize("NFC")
    .replace(/[\p{Cf}\p{Cs}]/gu, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .trim()
    .replace(/^FR-(?=\p{L})/u, "FR, ")
    .replace(/\b(saint|sainte|st|ste)\s?-\s?(?=\p{L})/giu, "$1-")
    .replace(/\bs\s?\/\s?s\b/giu, "sous")
    .replace(/\bs\s?\/(?=\s?\p{L})/giu, "sur ")

/** Mail boxes and delivery numbers look like postcodes: "CS 52700", "TSA 10001", "BP 123"; "Cedex" says nothing of the place. */
const withoutMailBoxes = (text: string) =>
  text
    .replace(/\b(?:CS|TSA)\s?(?:n°\s?)?\d{2}\s?\d{3}\b/gi, " ")
    .replace(/\b(?:CS|TSA|BP|B\.P\.)\s?(?:n°\s?)?\d{1,5}\b/gi, " ")
    .replace(/\bcedex\b/gi, " ")
