/**
 * The words and figures of a simulated ad.
 *
 * @module
 */
import type { Market, Place } from "../Markets.ts"
import { type Dice, dice } from "./Dice.ts"
import { english } from "./English.ts"
import { french } from "./French.ts"
import { payOf } from "./Pay.ts"
import { fill } from "./Phrase.ts"
import { companyFirst, companyLast, type RoleName, type Vocabulary, type Words } from "./Vocabulary.ts"

/** What an employer wrote. */
export interface AdContent {
  readonly title: string
  readonly description: string
  /** Missing in about one ad of a hundred. */
  readonly company: string | null
  readonly pay: Readonly<Record<string, number | string>>
  readonly contract: Readonly<Record<string, string>>
  readonly category: { readonly tag: string; readonly label: string }
}

/** What an ad is about; `role` null for a search of words that the simulator does not know. */
export interface Subject {
  readonly market: string
  readonly details: Market
  readonly role: RoleName | null
  readonly what: string
  readonly place: Place
}

/** The API cuts descriptions to 500 characters, the last one an ellipsis. */
const longestDescription = 500

/** The same keys and subject always give the same content. */
export const contentOf = (subject: Subject, ...keys: ReadonlyArray<string | number>): AdContent => {
  const throws = dice(...keys)
  const isFrench = throws.chance(frenchShare[subject.market] ?? 0)
  const vocabulary = isFrench ? french : english
  const company = companyName(throws)
  const pay = payOf(throws, subject.market, subject.details.currency)
  const titles: Words =
    subject.role === null
      ? [capitalized(subject.what), `${capitalized(subject.what)} - {sector}`]
      : vocabulary.titles[subject.role]
  const base = fill(throws.zipf(titles), throws, vocabulary.lists, { city: subject.place.name })
  const known = {
    ...pay.named,
    company,
    title: base,
    city: subject.place.name,
    years: String(throws.int(2, 15)),
    people: String(throws.int(3, 90))
  }
  return {
    title: titleOf(throws, vocabulary, base, known),
    description: descriptionOf(throws, vocabulary, known),
    company: throws.chance(0.01) ? null : company,
    pay: pay.fields,
    contract: contractOf(throws),
    category:
      isFrench && throws.chance(0.58)
        ? { tag: "unknown", label: "Unknown" }
        : { tag: "it-jobs", label: isFrench ? "Emplois Informatique" : "IT Jobs" }
  }
}

const frenchShare: Readonly<Record<string, number>> = { fr: 0.95, be: 0.4, ch: 0.3, ca: 0.25 }

const titleOf = (throws: Dice, vocabulary: Vocabulary, base: string, known: Readonly<Record<string, string>>) => {
  const mark = throws.zipf(vocabulary.genderMarks)
  const words = [
    base,
    throws.chance(0.35) ? throws.zipf(vocabulary.levels) : "",
    throws.chance(0.12) ? fill(throws.pick(vocabulary.contracts), throws, vocabulary.lists, known) : "",
    // One in twenty sticks to the word before it.
    mark
  ].filter((word) => word !== "")
  const title = mark !== "" && throws.chance(0.05) ? `${words.slice(0, -1).join(" ")}${mark}` : words.join(" ")
  return throws.chance(0.01)
    ? title.replace(/\w+/, "<strong>$&</strong>")
    : throws.chance(0.03)
      ? title.toUpperCase()
      : title
}

const descriptionOf = (throws: Dice, vocabulary: Vocabulary, known: Readonly<Record<string, string>>) => {
  const sentence = (sentences: Words) => fill(throws.zipf(sentences), throws, vocabulary.lists, known)
  const middle = [vocabulary.missions, vocabulary.stacks, vocabulary.missions, vocabulary.profiles]
  // The pay comes early where it comes at all, so that it is seldom cut off.
  const parts = [
    sentence(vocabulary.openings),
    ...(throws.chance(0.3) ? [fill(throws.pick(vocabulary.pays), throws, vocabulary.lists, known)] : [])
  ]
  const start = throws.int(0, 1)
  const isShort = throws.chance(0.04)
  let length = parts.join(" ").length
  for (let index = start; length <= (isShort ? 260 : longestDescription); index++) {
    const next = sentence(index % 6 === 5 ? vocabulary.closings : (middle[index % 4] ?? vocabulary.missions))
    length += next.length + 1
    parts.push(next)
  }
  const text = damaged(throws, parts.join(throws.chance(0.03) ? "  " : " "))
  return text.length > longestDescription ? `${text.slice(0, longestDescription - 1)}…` : text
}

/** Invisible characters and decomposed accents, as copied from word processors. */
const damaged = (throws: Dice, text: string) => {
  const damage = throws.next()
  if (damage < 0.01) {
    return text.replace(/(\p{L}{4})(\p{L}{4})/u, "$1\u00ad$2")
  }
  if (damage < 0.02) {
    return text.normalize("NFD")
  }
  if (damage < 0.025) {
    return text.replace("/", "/\u200b")
  }
  return damage < 0.04 ? text.replace(". ", ".") : text
}

const companyName = (throws: Dice) => {
  const first = throws.zipf(companyFirst)
  const last = throws.zipf(companyLast)
  const form = throws.next()
  if (form < 0.75) {
    return `${first} ${last}`
  }
  if (form < 0.85) {
    return `${first}${last}`.toUpperCase()
  }
  return form < 0.95
    ? `${first} & ${throws.pick(companyFirst)}`
    : form < 0.98
      ? `${first.toUpperCase()}\\${last.toUpperCase()}`
      : `${first} ${last} • Page officielle`
}

const contractOf = (throws: Dice): Readonly<Record<string, string>> => ({
  ...(throws.chance(0.3) ? { contract_type: throws.chance(0.75) ? "permanent" : "contract" } : {}),
  ...(throws.chance(0.2) ? { contract_time: throws.chance(0.9) ? "full_time" : "part_time" } : {})
})

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
