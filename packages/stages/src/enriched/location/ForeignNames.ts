/**
 * What the names of places outside France say: country, subdivision, county, town.
 * @module
 */
import { properCase } from "./PlaceName.ts"
import { type Segment, segment } from "./Segments.ts"
import { londonBoroughs } from "./WorldNames.ts"
import { worldPlaces } from "./WorldPlaces.ts"

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

/** Whether this is the name of a second-level subdivision: a German Kreis, a US or British county. */
export const isCounty = ({ key }: Segment, country: string): boolean => {
  if (country === "DE" || country === "AT") return /kreis(?: |$)/.test(key)
  if (country === "US") return /(?: county| parish| borough| census area| municipality)$/.test(key)
  return (
    country === "GB" &&
    /shire$|county|^(?:surrey|kent|essex|norfolk|suffolk|devon|cornwall|dorset|somerset|cumbria|.*sussex|.*yorkshire|merseyside|tyne and wear|west midlands|greater manchester|fife)$/.test(
      key
    )
  )
}

/** Whether this country has a larger town of this name. */
export const isTownOf = (key: string, country: string): boolean =>
  worldPlaces()
    .towns.get(withoutCentre(key))
    ?.some((town) => town.country === country) ?? false

/** Whether this city is a first-level subdivision itself. */
export const isCityState = (key: string, country: string): boolean => CITY_STATES.has(`${country} ${key}`)

const CITY_STATES = new Set(["DE berlin", "DE hamburg", "DE bremen", "AT wien", "GB london"])

/** The larger town of this name in this country, or undefined. */
export const townOf = (key: string, country: string) =>
  worldPlaces()
    .towns.get(withoutCentre(key))
    ?.find((town) => town.country === country)

/** "Edinburgh City Centre" is Edinburgh, "San Francisco Bay Area" San Francisco. */
export const withoutCentre = (key: string): string => key.replace(CENTRE, "")

const CENTRE = /\s+(?:(?:city|town) cent(?:re|er)|downtown|cbd|(?:(?:bay|metro|metropolitan) )?area)$/i

/** "Central London", "South East London", a borough. */
export const londonOf = (key: string): boolean =>
  key === "london" ||
  /^(?:(?:central|north|south|east|west|inner|outer|greater|city of) )+london$/.test(key) ||
  londonBoroughs.has(key)

/** A town's name to show, without what says its centre. */
export const townName = (name: Segment, country: string): string =>
  country === "US" && name.key === "new york city" ? "New York" : shown({ ...name, text: withoutCentre(name.text) })

/** A name to show, in proper case. */
export const shown = ({ text }: Segment): string => properCase(text.trim())

/** Without postcodes and house numbers: "10115 Berlin", "London EC1A 1BB", "Austin TX 78701". */
export const withoutCodes = (part: Segment): Segment =>
  segment(
    part.text
      .replace(/\b[A-Z]{1,2}\d[A-Z\d]?(?:\s?\d[A-Z]{2})?\b/g, " ")
      .replace(/\b(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?(?:\s[A-Z]{2}\b)?/g, " ")
      .replace(/^\s+|\s+$/g, "")
  )

/** The English name of a country. */
export const countryName = (code: string): string => worldPlaces().countryNames.get(code) ?? code
