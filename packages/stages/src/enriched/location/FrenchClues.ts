/**
 * What each part of a location says, read as a French one.
 * @module
 */
import { type Department, type FrenchPlaces, frenchPlaces } from "./FrenchPlaces.ts"
import {
  ARTICLES,
  arrondissementsOf,
  DEPARTMENT_WORDS,
  FRANCE,
  isArrondissement,
  ordinal,
  roman
} from "./FrenchWords.ts"
import { withoutArticle } from "./PlaceName.ts"
import type { Segment } from "./Segments.ts"
import { isStreet } from "./Street.ts"

export interface FrenchClues {
  /** Names that may be a town, in the order of the text. */
  readonly places: ReadonlyArray<PlaceClue>
  /** Departments said by number. */
  readonly numbered: ReadonlyArray<Department>
  readonly postcodes: ReadonlyArray<string>
  /** Number of an arrondissement said apart from its city. */
  readonly arrondissement: number | null
  /** "75 - Paris (Dept.)": the department is meant where it has the name of a town. */
  readonly meansDepartment: boolean
  readonly saysFrance: boolean
}

export interface PlaceClue {
  readonly text: string
  readonly key: string
  readonly words: ReadonlyArray<string>
  /** Which part of the text it is in. */
  readonly part: number
  /** Number after the name: "Paris 09", "Lyon 3e Arrondissement". */
  readonly number: number | null
  /** The department of this name: "Vienne" is also a town elsewhere. */
  readonly department: Department | null
  /** The region of this name: two villages are called "Bretagne". */
  readonly region: string | null
}

/** Reads the parts in order. Unknown names are kept as places, streets and house numbers are not. */
export const readFrenchClues = (parts: ReadonlyArray<Segment>): FrenchClues => {
  const reader = new ClueReader(parts)
  reader.readAll()
  return reader
}

/** The department of a name, with or without its article ("La Manche"). */
export const departmentNamed = (places: FrenchPlaces, key: string): Department | null =>
  places.departments.get(key) ?? places.departments.get(withoutArticle(key) ?? "") ?? null

/** The department of a number as written: `"6"`, `"06"`, `"2A"`, `"974"`. */
const departmentNumbered = (places: FrenchPlaces, text: string): Department | undefined =>
  places.departmentsByCode.get(text.toUpperCase().padStart(2, "0"))

class ClueReader implements FrenchClues {
  readonly places = [] as PlaceClue[]
  readonly numbered = [] as Department[]
  readonly postcodes = [] as string[]
  arrondissement: number | null = null
  meansDepartment = false
  saysFrance = false

  readonly #parts: ReadonlyArray<Segment>
  readonly #index = frenchPlaces()
  #part = 0

  constructor(parts: ReadonlyArray<Segment>) {
    this.#parts = parts
  }

  readAll(): void {
    for (const [at, part] of this.#parts.entries()) {
      if (at < this.#part) continue
      this.#part = at
      const next = this.#parts[at + 1]
      const whole = next === undefined ? "" : `${part.key} ${next.key}`
      if (next !== undefined && this.#index.communes.has(whole) && departmentNamed(this.#index, next.key) === null) {
        // "Paris - La Défense", "Château-Chinon (Ville)": one name that was cut in two.
        this.#addPlace(`${part.text} ${next.text}`, whole.split(" "))
        this.#part = at + 2
      } else {
        this.#read(part.text, part.words)
        this.#part = at + 1
      }
    }
  }

  #addPlace(text: string, words: ReadonlyArray<string>, number: number | null = null): void {
    const key = words.join(" ")
    if (key === "") return
    const department = departmentNamed(this.#index, key)
    const region = this.#index.regions.get(key) ?? null
    this.places.push({ text, key, words, part: this.#part, number, department, region })
  }

  #addNumbered(department: Department | undefined): void {
    if (department !== undefined) this.numbered.push(department)
  }

  #read(text: string, words: ReadonlyArray<string>): void {
    const key = words.join(" ")
    const [first = "", second = ""] = words
    const isKnown = this.#index.communes.has(key) || this.#index.regions.has(key)
    if (FRANCE.has(key)) this.saysFrance = true
    else if (DEPARTMENT_WORDS.has(key)) this.meansDepartment = true
    // "Mans (Le)": the town is found without its article.
    else if (ARTICLES.has(key)) return
    else if (words.length === 1 && /^\d/.test(first)) this.#readNumber(first)
    else if (words.length === 2 && ordinal(first) !== null && isArrondissement(second)) {
      this.arrondissement ??= ordinal(first)
    } else if (isKnown || departmentNamed(this.#index, key) !== null) this.#addPlace(text, words)
    else if (words.some((word) => /^\d{5}$/.test(word))) this.#readPostcode(text, words)
    else if (!isStreet(words)) this.#readNumbered(text, words)
  }

  /** A number of its own: postcode, department, arrondissement, or the house number of the street that follows. */
  #readNumber(word: string): void {
    const next = this.#parts[this.#part + 1]
    const department = departmentNumbered(this.#index, word)
    if (/^\d{5}$/.test(word)) this.postcodes.push(word)
    else if (next !== undefined && isStreet(next.words)) return
    else if (department !== undefined) this.numbered.push(department)
    else this.arrondissement ??= ordinal(word)
  }

  /** "12 rue de la Paix 75002 Paris", "Versailles 78000": the town is behind the postcode, or before it. */
  #readPostcode(text: string, words: ReadonlyArray<string>): void {
    const at = words.findIndex((word) => /^\d{5}$/.test(word))
    const postcode = words[at] ?? ""
    this.postcodes.push(postcode)
    const [before = "", after = ""] = text.split(postcode)
    const isBehind = at < words.length - 1
    const town = isBehind ? words.slice(at + 1) : words.slice(0, at)
    if (town.join("") !== "f" && !isStreet(town)) this.#readNamed(trimmed(isBehind ? after : before), town)
  }

  /** A name with a number before it: "3e arrondissement de Lyon", "33 Bordeaux"; or "Département du Nord". */
  #readNumbered(text: string, words: ReadonlyArray<string>): void {
    const [first = "", second = "", third = ""] = words
    const last = words.at(-1) ?? ""
    if (DEPARTMENT_WORDS.has(first)) {
      const rest = words.slice(/^(?:de|du|des|d)$/.test(second) ? 2 : 1)
      this.#read(rest.join(" "), rest)
    } else if (first === "region" && this.#index.regions.has(words.slice(1).join(" "))) {
      this.#addPlace(text, words.slice(1))
    } else if (ordinal(first) !== null && isArrondissement(second)) {
      this.arrondissement ??= ordinal(first)
      const rest = words.slice(third === "de" ? 3 : 2)
      this.#addPlace(rest.join(" "), rest)
    } else if (departmentNumbered(this.#index, first) !== undefined) {
      this.#addNumbered(departmentNumbered(this.#index, first))
      this.#readNamed(text.replace(/^\s*\d\w{1,2}[\s-]+/, ""), words.slice(1))
    } else if (words.length > 1 && last.length === 3 && departmentNumbered(this.#index, last) !== undefined) {
      this.#addNumbered(departmentNumbered(this.#index, last))
      this.#readNamed(text, words.slice(0, -1))
    } else {
      this.#readNamed(text, words)
    }
  }

  /** A name, perhaps with more behind it: "Paris 8e Arr", "Nantes 44", "Paris ou Lyon", "Le Mans Sarthe". */
  #readNamed(text: string, given: ReadonlyArray<string>): void {
    const isNumbered = isArrondissement(given.at(-1) ?? "")
    const words = isNumbered ? given.slice(0, -1) : given
    const name = words.slice(0, -1)
    const last = words.at(-1) ?? ""
    const most = arrondissementsOf(name.join(" "))
    const number = name.length === 0 ? null : (ordinal(last) ?? (most > 0 ? roman(last) : null))
    const either = words.findIndex((word) => /^(?:ou|et|or|and)$/.test(word))
    const town = either > 0 && this.#isTown(words.slice(0, either)) ? either : splitTown(this.#index, words)
    if (number !== null && number >= 1 && number <= most) {
      this.#addPlace(text, name, number)
    } else if (number !== null) {
      if (last.length > 1 && !isNumbered) this.#addNumbered(departmentNumbered(this.#index, last))
      this.#addPlace(text.replace(/[\s-]*\d\S*$/, ""), name)
    } else if (town === words.length) {
      this.#addPlace(text, words)
    } else {
      this.#addPlace(words.slice(0, town).join(" "), words.slice(0, town))
      if (town !== either) this.#read(words.slice(town).join(" "), words.slice(town))
    }
  }

  #isTown(words: ReadonlyArray<string>): boolean {
    return this.#index.communes.has(words.join(" "))
  }
}

/** How many first words are a town when all the others are its department, its region or France; else all of them. */
const splitTown = (places: FrenchPlaces, words: ReadonlyArray<string>): number => {
  for (let town = Math.min(words.length - 1, MOST_WORDS); town >= 1; town--) {
    const named = places.communes.get(words.slice(0, town).join(" "))
    if (named === undefined) continue
    const rest = words.slice(town).join(" ")
    const department = departmentNamed(places, rest)
    const region = places.regions.get(rest)
    // "Grasse Nord" and "Charleville Centre" are parts of towns, not towns of the Nord or the old region Centre.
    const isOneOfThem = named.some((one) => one.department === department || one.department.region === region)
    if (FRANCE.has(rest) || isOneOfThem) return town
  }
  return words.length
}

/** The longest names of communes have eight words. */
const MOST_WORDS = 8

const trimmed = (text: string) => text.replace(/^[\s\-–]+|[\s\-–]+$/g, "")
