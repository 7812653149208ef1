/**
 * Which commune a name means, given what else is known of the place.
 * @module
 */
import { type Commune, type Department, type FrenchPlaces, frenchPlaces } from "./FrenchPlaces.ts"
import { placeKey } from "./PlaceName.ts"

export interface Scope {
  /** Departments the town must be in; empty where none is known. */
  readonly departments: ReadonlyArray<Department>
  /** Regions the town must be in; empty where none is known. */
  readonly regions: ReadonlyArray<string>
  /** Departments of the other names in the text: they decide between homonyms, and bind a name that was altered. */
  readonly hints: ReadonlySet<Department>
}

/** A town; department and region are null where homonyms leave them open. */
export interface Town {
  readonly name: string
  readonly district: string | null
  readonly department: Department | null
  readonly region: string | null
  readonly population: number
}

/**
 * The town of this name within the scope, or null.
 *
 * Tried in order: the name itself, the name with its lost article, the name
 * without words for a part of it ("Nice 13e Canton", "Saint-Etienne-Nord-Ouest-2",
 * "Lyon et alentours"), and, inside a known department, a name that begins with
 * it ("Évry" → Évry-Courcouronnes), its singular or plural, and a canton named
 * after two towns ("Antibes-Biot").
 */
export const findTown = (words: ReadonlyArray<string>, scope: Scope): Town | null => {
  const places = frenchPlaces()
  const key = words.join(" ")
  const named = exactly(places, key, scope, false)
  if (named !== null) return named
  const core = withoutPart(words)
  const coreKey = core.join(" ")
  if (core.length < words.length && core.length > 0) {
    const town = exactly(places, coreKey, scope, true)
    if (town !== null) return town
  }
  return begunWith(coreKey, scope) ?? misspelt(coreKey, scope) ?? twoTowns(places, words, scope)
}

/** The city a text begins with, before a quarter or station of it that no table has: "Paris Gare de Lyon". */
export const findLeadingCity = (text: string, scope: Scope): Town | null => {
  const words = text.split(/\s+/)
  for (let count = Math.min(words.length - 1, 3); count >= 1; count--) {
    const key = placeKey(words.slice(0, count).join(" "))
    // "Tours" also are towers.
    const cities = key === "tours" ? [] : (frenchPlaces().communes.get(key) ?? [])
    const town = choose(cities.filter((one) => one.population >= CITY).filter(isWithin(scope)))
    if (town !== null) return { ...town, district: null }
  }
  return null
}

/** Inhabitants from which on quarters are named after the city without more. */
const CITY = 100_000

/** All communes of exactly this name, with or without its article. */
export const homonyms = (key: string): ReadonlyArray<Commune> => {
  const places = frenchPlaces()
  return places.communes.get(key) ?? places.communesWithoutArticle.get(key) ?? []
}

/** The town of a group of communes if one is clearly meant: alone, or far larger than the others. */
export const choose = (candidates: ReadonlyArray<Commune>): Town | null => {
  const [first, ...others] = candidates.toSorted((a, b) => b.population - a.population)
  if (first === undefined) return null
  const rivals = others.filter((other) => other.department !== first.department || other.name !== first.name)
  const rival = rivals[0]
  if (rival === undefined || first.population >= DOMINANT * rival.population) return townOf(first)
  const isOneDepartment = rivals.every((other) => other.department === first.department)
  const isOneRegion = rivals.every((other) => other.department.region === first.department.region)
  return {
    name: first.name,
    district: null,
    department: isOneDepartment ? first.department : null,
    region: isOneRegion ? first.department.region : null,
    population: first.population
  }
}

/** How many times larger than its homonyms a town must be to be the one that is meant. */
const DOMINANT = 5

const townOf = (commune: Commune): Town => ({
  name: commune.name,
  district: commune.district,
  department: commune.department,
  region: commune.department.region,
  population: commune.population
})

const isWithin =
  ({ departments, regions }: Scope) =>
  ({ department }: Commune) =>
    (departments.length === 0 || departments.includes(department)) &&
    (regions.length === 0 || regions.includes(department.region))

const exactly = (places: FrenchPlaces, key: string, scope: Scope, isAltered: boolean): Town | null => {
  for (const named of [places.communes.get(key), places.communesWithoutArticle.get(key)]) {
    const candidates = (named ?? []).filter(isWithin(scope))
    const hinted = candidates.filter((commune) => scope.hints.has(commune.department))
    if (hinted.length > 0) return choose(hinted)
    if (candidates.length > 0 && !(isAltered && scope.hints.size > 0)) return choose(candidates)
  }
  return null
}

/** Words that say a part or the surroundings of a town. */
const PART_WORDS = new Set(
  (
    "nord sud est ouest centre ville canton intra muros metropole agglomeration peripherie alentours alentour environs " +
    "environ et ses sa region metropolitan area secteur proche pres hypercentre i ii iii iv v vi campus gare cedex"
  ).split(" ")
)

const LEADING_WORDS = new Set(
  "greater base basee situe situee localise localisee poste en sur au secteur proche pres autour alentours environs agglomeration metropole ville commune mairie region bassin grand de du d a".split(
    " "
  )
)

const withoutPart = (words: ReadonlyArray<string>): ReadonlyArray<string> => {
  let end = words.length
  while (end > 1 && (PART_WORDS.has(words[end - 1] ?? "") || /^\d{1,2}(?:er|e|eme)?$/.test(words[end - 1] ?? ""))) end--
  let start = 0
  while (start < end - 1 && LEADING_WORDS.has(words[start] ?? "")) start++
  return words.slice(start, end)
}

const scopeDepartment = ({ departments, hints }: Scope): Department | null => {
  if (departments.length === 1) return departments[0] ?? null
  return departments.length === 0 && hints.size === 1 ? ([...hints][0] ?? null) : null
}

const begunWith = (key: string, scope: Scope): Town | null => {
  const department = scopeDepartment(scope)
  if (department === null || key.length < 4) return null
  const candidates = department.communes.filter((one) => one.key.startsWith(key) && one.key[key.length] === " ")
  const town = choose(candidates.filter(isWithin(scope)))
  return town !== null && candidates.some((one) => one.population > 0 && one.name === town.name) ? town : null
}

const misspelt = (key: string, scope: Scope): Town | null => {
  const department = scopeDepartment(scope)
  if (department === null || key.length < 6) return null
  const candidates = looseNames(department).get(looseKey(key))
  return candidates?.length === 1 ? choose(candidates) : null
}

/** Equal for names that differ in plural, doubled letters or division into words. */
const looseKey = (key: string) =>
  key
    .replace(/[sx]\b/g, "")
    .replaceAll(" ", "")
    .replace(/(.)\1/g, "$1")

/** The communes of a department by loose key, kept once made. */
const looseNames = (department: Department): Map<string, Array<Commune>> => {
  const known = looselyNamed.get(department)
  if (known !== undefined) return known
  const names = Map.groupBy(department.communes, (commune) => looseKey(commune.key))
  looselyNamed.set(department, names)
  return names
}

const looselyNamed = new WeakMap<Department, Map<string, Array<Commune>>>()

const twoTowns = (places: FrenchPlaces, words: ReadonlyArray<string>, scope: Scope): Town | null => {
  for (let at = Math.min(words.length - 1, 8); at >= 1; at--) {
    const first = places.communes.get(words.slice(0, at).join(" "))?.filter(isWithin(scope)) ?? []
    const second = places.communes.get(words.slice(at).join(" ")) ?? []
    const both = first.filter((one) => second.some((other) => other.department === one.department))
    const near = scope.hints.size === 0 ? both : both.filter((one) => scope.hints.has(one.department))
    if (near.length > 0) return choose(near)
  }
  return null
}
