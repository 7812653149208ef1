/**
 * A location in France: the clues of its text and area put together.
 * @module
 */
import { departmentNamed, type FrenchClues, type PlaceClue, readFrenchClues } from "./FrenchClues.ts"
import { type Department, frenchPlaces } from "./FrenchPlaces.ts"
import { choose, findTown, homonyms, type Scope, type Town } from "./FrenchTowns.ts"
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
  const names = separate(clues, around.depth)
  const said = [...clues.numbered, ...postal.map((one) => one.department)]
  const departments = said.length > 0 ? said : names.departments
  const regions = departments.length > 0 ? [] : names.regions
  const hints = new Set(names.towns.flatMap((name) => homonyms(name.key).map((one) => one.department)))
  const isSure = departments.length > 0 || regions.length > 0 || clues.saysFrance || around.depth > 0

  const strict: Scope = {
    departments: departments.length > 0 ? departments : around.departments,
    regions: regions.length > 0 ? regions : departments.length > 0 ? [] : around.regions,
    hints: new Set()
  }
  const lax: Scope = { departments, regions, hints: new Set() }
  const found =
    firstTown(names.towns, strict, hints) ??
    firstTown(names.towns, lax, hints) ??
    (regions.length > 0 ? firstTown(names.towns, { ...lax, regions: [] }, hints) : null) ??
    (names.towns.length === 0 || postal.length > 0 ? townOfPostcode(clues, strict) : null)

  if (found !== null) {
    const { at, town } = found
    const before = at === 1 && names.towns[0]?.part === 0 && names.towns[1]?.part === 1 ? names.towns[0] : undefined
    const arrondissement = arrondissementOf(town, clues, names.towns[at])
    return {
      location: {
        ...nowhere,
        city: town.name,
        district:
          arrondissement ??
          town.district ??
          (before !== undefined && isPlaceName(before.text) ? properCase(before.text) : null),
        department: town.department?.name ?? null,
        region: town.region,
        country: "FR"
      },
      population: town.population,
      isSure
    }
  }

  const department = only(strict.departments)
  const region = department?.region ?? only(strict.regions)
  if (department === null && region === null && !clues.saysFrance && around.depth === 0) return null
  const capital = department !== null && clues.arrondissement !== null ? CAPITALS[department.code] : undefined
  const unknown = names.towns.find((name) => isPlaceName(name.text))
  const city = capital ?? (department !== null || region !== null ? unknown?.text : undefined)
  return {
    location: {
      ...nowhere,
      city: city === undefined ? null : properCase(city),
      district: capital === undefined ? null : arrondissementName(capital, clues.arrondissement),
      department: department?.name ?? null,
      region,
      country: "FR"
    },
    population: 0,
    isSure
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

/** Names that are towns, and departments said by name: "Vienne, Isère" is a town, "Vienne, Nouvelle-Aquitaine" is not. */
const separate = (clues: FrenchClues, depth: number) => {
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
    const isTown =
      depth !== 3 &&
      !clues.meansDepartment &&
      departments.length === 0 &&
      homonyms(name.key).some((one) => others(name).includes(one.department))
    if (isTown) towns.push(name)
    else if (name.department !== null) departments.push(name.department)
    else if (name.region !== null) regions.push(name.region)
  }
  return { towns, departments, regions }
}

const firstTown = (names: ReadonlyArray<PlaceClue>, scope: Scope, hints: ReadonlySet<Department>) => {
  for (const [at, name] of names.entries()) {
    const own = names.length > 1 ? hintsBesides(names, name, hints) : new Set<Department>()
    const town = findTown(name.words, { ...scope, hints: own })
    if (town !== null) return { at, town }
  }
  return null
}

const hintsBesides = (names: ReadonlyArray<PlaceClue>, name: PlaceClue, hints: ReadonlySet<Department>) =>
  hints.size === 0
    ? hints
    : new Set(names.flatMap((one) => (one === name ? [] : homonyms(one.key).map((other) => other.department))))

const townOfPostcode = (clues: FrenchClues, scope: Scope) => {
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
