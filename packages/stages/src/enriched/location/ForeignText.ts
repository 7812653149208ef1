/**
 * A place outside France, from the names in a text.
 * @module
 */
import {
  countryOf,
  isCityState,
  isCounty,
  isTownOf,
  londonOf,
  shown,
  subdivisionOf,
  townName,
  townOf,
  withoutCentre,
  withoutCodes
} from "./ForeignNames.ts"
import { type Segment, segment } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"
import { isStreet } from "./Street.ts"
import { worldPlaces } from "./WorldPlaces.ts"

/**
 * Reads the parts as names in this country. The first is the city, unless it is
 * a district of the larger town that follows: "Deansgate, Manchester".
 */
export const readForeignText = (parts: ReadonlyArray<Segment>, country: string): StandardLocation => {
  const { department, names, region } = sorted(parts, country)
  const [first, second] = names
  if (first === undefined) {
    return { ...nowhere, city: CITY_COUNTRIES.get(country) ?? null, department, region, country }
  }
  const london = country === "GB" ? names.findIndex((name) => londonOf(name.key)) : -1
  if (london >= 0) {
    const district = names.find((name, at) => at <= london && !/^(?:greater )?london$/.test(name.key))
    return { ...nowhere, city: "London", district: named(district), region: "London", country }
  }
  const isOfSecond =
    second !== undefined &&
    ((!isTownOf(first.key, country) && isTownOf(second.key, country)) ||
      (withoutCentre(first.key) === second.key && first.key !== second.key))
  const city = isOfSecond ? second : first
  return {
    ...nowhere,
    city: isPlaceName(city.text) ? townName(city, country) : null,
    district: isOfSecond ? named(first) : null,
    department: department ?? (!isOfSecond && second !== undefined && isCounty(second, country) ? shown(second) : null),
    region: region ?? regionOfTown(city.key, country),
    country
  }
}

/** The parts by what they are: subdivisions, counties in two parts, and the names that are left. */
const sorted = (parts: ReadonlyArray<Segment>, country: string) => {
  const names: Segment[] = []
  let region: string | null = null
  let department: string | null = null
  for (const [at, part] of parts.flatMap((one) => withState(withoutCodes(one), country)).entries()) {
    if (part.key === "" || REST.has(part.key) || isStreet(part.words) || countryOf(part) === country) continue
    const subdivision = subdivisionOf(country, part)
    if (isCityState(part.key, country)) {
      names.push(part)
      region ??= shown(part)
      continue
    }
    // "New York, NY" begins with a town that has the name of its state.
    if (subdivision !== null && !(at === 0 && isTownOf(part.key, country))) region ??= subdivision
    else if (part.key === "kreis") department ??= `${names.pop()?.text ?? ""} (Kreis)`.trim()
    else names.push(part)
  }
  return { department, names, region }
}

/** "Austin TX" is a town and its state. */
const withState = (part: Segment, country: string): ReadonlyArray<Segment> => {
  const [whole, town, code] = /^(.+) ([A-Z]{2,3})$/.exec(part.text) ?? []
  if (whole === undefined || town === undefined || code === undefined) return [part]
  const state = segment(code)
  return subdivisionOf(country, state) === null || isTownOf(part.key, country) ? [part] : [segment(town), state]
}

const regionOfTown = (key: string, country: string): string | null => {
  const town = LETTERED.has(country) ? townOf(key, country) : undefined
  // England is no region of the kind that areas name ("South East England").
  if (town === undefined || town.subdivision === "ENG") return null
  return worldPlaces().subdivisions.get(`${country} ${town.subdivision.toLowerCase()}`) ?? null
}

/** Countries whose subdivision codes are the same at GeoNames and ISO. */
const LETTERED = new Set(["US", "GB", "CH"])

/** Countries that are one city. */
const CITY_COUNTRIES = new Map([
  ["SG", "Singapore"],
  ["MC", "Monaco"]
])

/** Texts that say no more than the country. */
const REST = new Set(["anywhere", "nationwide", "various", "various locations", "all", "bundesweit", "deutschlandweit"])

const named = (name: Segment | undefined) => (name !== undefined && isPlaceName(name.text) ? shown(name) : null)

const isPlaceName = (text: string) => /^[\p{L}\p{M}' ’.&-]{2,60}$/u.test(text) && /\p{L}/u.test(text)
