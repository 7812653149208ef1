/**
 * A location in France: the clues of its text and area put together.
 * @module
 */
import { departmentNamed, type FrenchClues, type PlaceClue, readFrenchClues } from "./FrenchClues.ts"
import { type Department, frenchPlaces } from "./FrenchPlaces.ts"
import { choose, findLeadingCity, findTown, homonyms, type Scope, type Town } from "./FrenchTowns.ts"
import { arrondissementsOf } from "./FrenchWords.ts"
import { placeKey, properCase } from "./PlaceName.ts"
import { type Segment, segment } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"

export interface FrenchReading {
  readonly location: StandardLocation
  /** Inhabitants of the town that was found; 0 where none was. */
  readonly population: number
  /** A department, region, postcode or "France" was said, not only the name of a town. */
  readonly isSure: boolean
}

/**
 * Reads the parts as a French location; null when nothing in them is French.
 *
 * What the text says decides; the area decides between homonyms and fills in.
 * A name that no commune has is kept as city (`"La Vistrenque"`) only where a
 * department or region is known, so that nothing is made up from noise.
 */
export const readFrenchLocation = (
  parts: ReadonlyArray<Segment>,
  area: ReadonlyArray<string>
): FrenchReading | null => {
  const clues = readFrenchClues(parts)
  const around = readArea(area)
  const postal = communesOf(clues.postcodes)
  const { towns, ...wider } = separate(clues, area)
  const said = [...clues.numbered, ...postal.map((one) => one.department)]
  const departments = said.length > 0 ? said : wider.departments
  const regions = departments.length > 0 ? [] : wider.regions
  const isSure = departments.length > 0 || regions.length > 0 || clues.saysFrance || around.depth > 0

  const isSaid = departments.length > 0 || regions.length > 0
  const strict: Scope = isSaid ? { departments, regions, hints: NONE } : { ...around, hints: NONE }
  const lax: Scope = { departments, regions, hints: NONE }
  const found =
    firstTown(towns, strict, clues) ??
    firstTown(towns, lax, clues) ??
    (regions.length > 0 ? firstTown(towns, { ...lax, regions: [] }, clues) : null) ??
    leadingCity(towns, strict) ??
    (towns.length === 0 || postal.length > 0 ? townOfPostcode(clues, strict) : null)
  if (found !== null) return { location: atTown(found, towns, clues), population: found.town.population, isSure }

  const department = only(strict.departments)
  const region = only(strict.departments.map((one) => one.region)) ?? only(strict.regions)
  return isSure ? { location: withoutTown(towns, department, region, clues), population: 0, isSure } : null
}

const NONE: ReadonlySet<Department> = new Set()

interface Found {
  /** Index of the name among the towns; -1 where it was the postcode. */
  readonly at: number
  readonly town: Town
}

const atTown = ({ at, town }: Found, towns: ReadonlyArray<PlaceClue>, clues: FrenchClues): StandardLocation => {
  const [first, second] = towns
  // "Pont-Rousseau, Rezé": what stands directly before the town is a quarter of it.
  const isQuarter = at === 1 && first?.part === 0 && second?.part === 1 && isPlaceName(first.text)
  return {
    ...nowhere,
    city: town.name,
    district: arrondissementOf(town, clues, towns[at]) ?? town.district ?? (isQuarter ? properCase(first.text) : null),
    department: town.department?.name ?? null,
    region: town.region,
    country: "FR"
  }
}

const withoutTown = (
  towns: ReadonlyArray<PlaceClue>,
  department: Department | null,
  region: string | null,
  clues: FrenchClues
): StandardLocation => {
  const capital = department !== null && clues.arrondissement !== null ? CAPITALS[department.code] : undefined
  const isPlaced = department !== null || region !== null
  const city = capital ?? (isPlaced ? towns.find((name) => isPlaceName(name.text))?.text : undefined)
  return {
    ...nowhere,
    city: city === undefined ? null : properCase(city),
    district: capital === undefined ? null : arrondissementName(capital, clues.arrondissement),
    department: department?.name ?? null,
    region,
    country: "FR"
  }
}

/** Cities with arrondissements, by department. */
const CAPITALS: Readonly<Record<string, string>> = { "75": "Paris", "69": "Lyon", "13": "Marseille" }

interface Around {
  readonly departments: ReadonlyArray<Department>
  readonly regions: ReadonlyArray<string>
  /** Levels of a French area; 0 when it is not French. */
  readonly depth: number
}

/** The region and department of an area that begins with France. */
const readArea = (area: ReadonlyArray<string>): Around => {
  const [country = "", region = "", department = ""] = area
  if (placeKey(country) !== "france") return { departments: [], regions: [], depth: 0 }
  const places = frenchPlaces()
  const named = placeKey(department) === "paris" ? places.departmentsByCode.get("75") : null
  const home = named ?? departmentNamed(places, placeKey(department))
  const official = home?.region ?? places.regions.get(placeKey(region))
  return {
    departments: home === null ? [] : [home],
    regions: official === undefined ? [] : [official],
    depth: area.length
  }
}

/** An area of three levels ends with a department. */
const DEPARTMENT_LEVELS = 3

/** Names that are towns, and departments said by name: "Vienne, Isère" is a town, "Vienne, Nouvelle-Aquitaine" is not. */
const separate = (clues: FrenchClues, area: ReadonlyArray<string>) => {
  const towns: PlaceClue[] = []
  const departments: Department[] = []
  const regions: string[] = []
  const others = (name: PlaceClue) => [
    ...clues.numbered,
    ...clues.places.flatMap((place) => (place === name ? [] : (place.department ?? [])))
  ]
  for (const name of clues.places) {
    if (name.department === null && name.region === null) {
      towns.push(name)
      continue
    }
    const isAmong = (homes: ReadonlyArray<Department>) =>
      homonyms(name.key).some((one) => homes.includes(one.department))
    const isOfArea = area.length > DEPARTMENT_LEVELS && placeKey(area.at(-1) ?? "") === name.key
    const isTown =
      area.length !== DEPARTMENT_LEVELS &&
      !clues.meansDepartment &&
      departments.length === 0 &&
      (isOfArea || isAmong(others(name)))
    if (isTown) towns.push(name)
    else if (name.department !== null) departments.push(name.department)
    else if (name.region !== null) regions.push(name.region)
  }
  return { towns, departments, regions }
}

/** The first name that is a town in the scope; the other names and unknown postcodes decide between homonyms. */
const firstTown = (names: ReadonlyArray<PlaceClue>, scope: Scope, { postcodes }: FrenchClues): Found | null => {
  const delivered = postcodes.flatMap((postcode) => departmentOfPostcode(postcode) ?? [])
  for (const [at, name] of names.entries()) {
    const others = names.flatMap((one) => (one === name ? [] : homonyms(one.key).map((other) => other.department)))
    const town = findTown(name.words, { ...scope, hints: new Set(delivered.length > 0 ? delivered : others) })
    if (town !== null) return { at, town }
  }
  return null
}

const leadingCity = (names: ReadonlyArray<PlaceClue>, scope: Scope): Found | null => {
  for (const [at, name] of names.entries()) {
    const town = findLeadingCity(name.text, scope)
    if (town !== null) return { at, town }
  }
  return null
}

/** By its first figures: large customers have postcodes of their own, which no list has ("93206 Saint-Denis Cedex"). */
const departmentOfPostcode = (postcode: string): Department | undefined => {
  const { departmentsByCode } = frenchPlaces()
  return departmentsByCode.get(postcode.slice(0, 3)) ?? departmentsByCode.get(postcode.slice(0, 2))
}

const townOfPostcode = (clues: FrenchClues, scope: Scope): Found | null => {
  const communes = communesOf(clues.postcodes)
  const within = communes.filter((one) => scope.departments.length === 0 || scope.departments.includes(one.department))
  const town = choose(within)
  // Rival communes of one postcode have different names: none is the town unless one is far larger.
  const isAlone =
    town !== null && within.every((one) => one.name === town.name || one.population * 3 <= town.population)
  return isAlone ? { at: -1, town } : null
}

const communesOf = (postcodes: ReadonlyArray<string>) =>
  postcodes.flatMap((postcode) => frenchPlaces().postcodes.get(postcode) ?? [])

const arrondissementOf = (town: Town, clues: FrenchClues, name: PlaceClue | undefined): string | null => {
  const [postcode = ""] = clues.postcodes
  const ofPostcode = /^(?:75[01]|6900|130)(\d\d?)$/.exec(postcode)?.[1]
  const number = name?.number ?? clues.arrondissement ?? (ofPostcode === undefined ? null : Number(ofPostcode))
  return arrondissementName(town.name, number)
}

const arrondissementName = (city: string, number: number | null): string | null =>
  number === null || number < 1 || number > arrondissementsOf(city.toLowerCase())
    ? null
    : `${number}${number === 1 ? "er" : "e"} arrondissement`

/** Whether an unknown text can be shown as the name of a place: letters, few words, no figures. */
const isPlaceName = (text: string) => /^[\p{L}\p{M}' ’.-]{2,50}$/u.test(text) && text.split(" ").length <= 6

const only = <A>(values: ReadonlyArray<A>): A | null => {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

/** The levels of an area below the country, most specific first, as the parts of a text. */
export const partsOfArea = (area: ReadonlyArray<string>): ReadonlyArray<Segment> =>
  area
    .slice(1, 9)
    .toReversed()
    .map(segment)
    .filter((part) => part.key !== "")
