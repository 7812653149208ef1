/**
 * A location outside France: read from its area where the source gives one,
 * else from the names in the text.
 * @module
 */
import { placeKey, properCase } from "./PlaceName.ts"
import { type Segment, segment } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"
import { isStreet } from "./Street.ts"
import { londonBoroughs } from "./WorldNames.ts"
import { worldPlaces } from "./WorldPlaces.ts"

/**
 * The place that these parts name in this country, cleaned and in proper case.
 *
 * Names stay as written ("München", "Munich"): there is no official list to
 * hold them against. A known large town decides which part is the city and
 * which its district.
 */
export const readForeignLocation = (
  parts: ReadonlyArray<Segment>,
  country: string,
  area: ReadonlyArray<string>
): StandardLocation => {
  const levels = area.map(segment).filter((level) => level.key !== "")
  const isOfArea = levels.length > 1 && countryOf(levels[0] ?? segment("")) === country
  return isOfArea ? fromArea(levels.slice(1), country) : fromText(parts, country)
}

/** The country a part names: `"Deutschland"` → `"DE"`; a bare code only in capitals. */
export const countryOf = ({ key, text }: Segment): string | null => {
  const code = worldPlaces().countries.get(key) ?? null
  if (code === null || code === "FR") return code === "FR" && key !== "fr" ? code : null
  return key.length > 2 || text.replace(/\W/g, "") === key.toUpperCase() ? code : null
}

/** The country in which this is a large town: the largest one's. */
export const townCountry = (key: string): { readonly country: string; readonly population: number } | null =>
  worldPlaces().towns.get(withoutCentre(key))?.[0] ?? (londonOf(key) ? { country: "GB", population: 7_500_000 } : null)

/** Whether a subdivision of this country is said: "Scotland", "Texas", "TX", "Baden-Württemberg". */
export const subdivisionOf = (country: string, { key, text }: Segment): string | null => {
  const name = worldPlaces().subdivisions.get(`${country} ${key}`)
  return name !== undefined && (key.length > 3 || text === text.toUpperCase()) ? name : null
}

const fromArea = (levels: ReadonlyArray<Segment>, country: string): StandardLocation => {
  const [first, ...below] = levels
  if (first === undefined) return { ...nowhere, country }
  const region = shown(first)
  const bare = first.key.split(" ")[0] ?? ""
  const capital = country === "US" && bare === "washington" && first.key !== "washington"
  if (capital) return { ...nowhere, city: "Washington", region: "District of Columbia", country }
  const names = below.filter((level) => !REST.has(level.key))
  const isCityState = CITY_STATES.has(`${country} ${first.key}`)
  if (isCityState) {
    return { ...nowhere, city: region, district: names.length === 0 ? null : shownLast(names), region, country }
  }
  const county = names[0] !== undefined && isCounty(names[0], country) ? names[0] : undefined
  const inside = county === undefined ? names : names.slice(1)
  // Great Britain's counties look like towns: the first level that is a known large town is the city.
  const known = country === "GB" ? inside.findIndex((name) => isTownOf(name.key, country)) : 0
  const at = Math.max(0, known === -1 ? inside.length - 1 : known)
  const city = inside[at]
  const last = inside.at(-1)
  const above = inside[at - 1] ?? county
  return {
    ...nowhere,
    city: city === undefined ? null : townName(city, country),
    district: last === undefined || last === city || last.key === city?.key ? null : shown(last),
    department: above === undefined ? null : shown(above),
    region,
    country
  }
}

const fromText = (parts: ReadonlyArray<Segment>, country: string): StandardLocation => {
  const names: Segment[] = []
  let region: string | null = null
  for (const [at, part] of parts.entries()) {
    const name = withoutCodes(part)
    if (name.key === "" || REST.has(name.key) || countryOf(name) === country || isStreet(name.words)) continue
    const subdivision = subdivisionOf(country, name)
    const isTown = at === 0 && parts.length > 1 && isTownOf(name.key, country)
    if (subdivision !== null && !isTown && !(at === 0 && isTownOf(name.key, country))) region ??= subdivision
    else names.push(name)
  }
  const [first, second] = names
  if (first === undefined) return { ...nowhere, region, country }
  const london = country === "GB" ? names.findIndex((name) => londonOf(name.key)) : -1
  if (london >= 0) {
    const district = names.find((name, at) => at <= london && name.key !== "london")
    return {
      ...nowhere,
      city: "London",
      district: district === undefined ? null : shown(district),
      region: "London",
      country
    }
  }
  const isOfSecond =
    (second !== undefined && !isTownOf(first.key, country) && isTownOf(second.key, country)) ||
    (second !== undefined && withoutCentre(first.key) === second.key && first.key !== second.key)
  const city = isOfSecond ? second : first
  const town = worldPlaces()
    .towns.get(withoutCentre(city.key))
    ?.find((one) => one.country === country)
  const own =
    town === undefined || town.subdivision === "ENG"
      ? undefined
      : worldPlaces().subdivisions.get(`${country} ${town.subdivision.toLowerCase()}`)
  return {
    ...nowhere,
    city: isPlaceName(city.text) ? townName(city, country) : null,
    district: isOfSecond && isPlaceName(first.text) ? shown(first) : null,
    department: !isOfSecond && second !== undefined && isCounty(second, country) ? shown(second) : null,
    region: region ?? (LETTERED.has(country) ? (own ?? null) : null),
    country
  }
}

/** Countries whose subdivision codes are the same at GeoNames and ISO. */
const LETTERED = new Set(["US", "GB", "CH"])

/** Cities that are a first-level subdivision themselves. */
const CITY_STATES = new Set(["DE berlin", "DE hamburg", "DE bremen", "AT wien", "GB london", "SG singapore"])

const REST = new Set(["anywhere", "nationwide", "various", "various locations", "all", "bundesweit", "deutschlandweit"])

const isCounty = ({ key }: Segment, country: string): boolean => {
  if (country === "DE" || country === "AT") return /kreis(?: |$)/.test(key)
  if (country === "US") return /(?: county| parish| borough| census area| municipality)$/.test(key)
  return (
    country === "GB" &&
    /shire$|county|^(?:surrey|kent|essex|norfolk|suffolk|devon|cornwall|dorset|somerset|cumbria|.*sussex|.*yorkshire|merseyside|tyne and wear|west midlands|greater manchester|fife)$/.test(
      key
    )
  )
}

const isTownOf = (key: string, country: string): boolean =>
  worldPlaces()
    .towns.get(withoutCentre(key))
    ?.some((town) => town.country === country) ?? false

/** "Edinburgh City Centre" is Edinburgh. */
const withoutCentre = (key: string) => key.replace(/ (?:city centre|town centre|city center|downtown|stadt|cbd)$/, "")

/** "Central London", "South East London", a borough. */
const londonOf = (key: string) =>
  key === "london" ||
  /^(?:(?:central|north|south|east|west|inner|outer|greater|city of) )+london$/.test(key) ||
  /^(?:north|south) (?:east|west) london$/.test(key) ||
  londonBoroughs.has(key)

const townName = (name: Segment, country: string): string => {
  const shownName = shown(name)
  if (country === "US" && name.key === "new york city") return "New York"
  return withoutCentre(name.key) === name.key ? shownName : shownName.replace(/\s+(?:city|town)\s+cent(?:re|er)$/i, "")
}

const shown = ({ text }: Segment) => properCase(text.trim())

const shownLast = (names: ReadonlyArray<Segment>) => shown(names.at(-1) ?? segment(""))

/** Without postcodes and house numbers: "10115 Berlin", "London EC1A 1BB", "Austin TX 78701". */
export const withoutCodes = (part: Segment): Segment =>
  segment(
    part.text
      .replace(/\b[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?\b/g, " ")
      .replace(/\b(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?(?:\s[A-Z]{2}\b)?/g, " ")
      .replace(/^\s+|\s+$/g, "")
  )

const isPlaceName = (text: string) => /^[\p{L}\p{M}' ’.&-]{2,60}$/u.test(text) && /\p{L}/u.test(text)

/** {@link placeKey} of a country's English name, for its display. */
export const countryName = (code: string): string =>
  worldPlaces().countryNames.get(code) ?? placeKey(code).toUpperCase()
