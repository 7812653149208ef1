/**
 * Decides which country a location is in, and has it read there.
 * @module
 */
import { countryOf, readForeignLocation, subdivisionOf, townCountry, withoutCodes } from "./ForeignLocation.ts"
import { type FrenchReading, partsOfArea, readFrenchLocation } from "./FrenchLocation.ts"
import { readRemote } from "./Remote.ts"
import { type Segment, segment, segments } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"
import { worldPlaces } from "./WorldPlaces.ts"

/** The place, not kept: what `standardizeLocation` promises. */
export const readLocation = (text: string, area: ReadonlyArray<string>, market: string): StandardLocation => {
  const { isRemote, rest } = readRemote(text)
  const said = segments(rest).filter(
    // "Remote (EU)" is not the town of Eu.
    (part) => !UNSAID.has(part.key) && !(isRemote && /^(?:EU|UE)$/.test(part.text))
  )
  const levels = area.slice(0, MOST_LEVELS)
  const parts = said.length > 0 ? said : partsOfArea(levels)
  const place = readParts(parts, levels, market.toUpperCase())
  return { ...place, remote: isRemote }
}

const MOST_LEVELS = 9

const readParts = (parts: ReadonlyArray<Segment>, area: ReadonlyArray<string>, market: string): StandardLocation => {
  const areaCountry = area[0] === undefined ? null : countryOf(segment(area[0]))
  if (parts.length === 0) return areaCountry === null ? nowhere : { ...nowhere, country: areaCountry }
  const countries = parts.flatMap((part) => countryOf(/\d/.test(part.key) ? withoutCodes(part) : part) ?? [])
  const foreign = countries.includes("FR") ? undefined : countries[0]

  if (areaCountry !== null && areaCountry !== "FR") return readForeignLocation(parts, areaCountry, area)
  if (areaCountry === "FR" && (foreign === undefined || area.length > 1)) return french(parts, area) ?? nowhere
  if (foreign !== undefined)
    return isNumbered(parts) ? (french(parts, []) ?? nowhere) : readForeignLocation(parts, foreign, [])
  if (countries.includes("FR")) return french(parts, []) ?? nowhere
  return market === "" || market === "FR" ? readAnywhere(parts, market) : readInMarket(parts, market)
}

const french = (parts: ReadonlyArray<Segment>, area: ReadonlyArray<string>) => readFrenchLocation(parts, area)?.location

/** "US - 95" is a village with its department, not a country. */
const isNumbered = (parts: ReadonlyArray<Segment>) =>
  parts.some((part) => /^\d{2,3}$/.test(part.key)) && readFrenchLocation(parts, [])?.location.city != null

/** No country is said: French unless a foreign town is meant beyond doubt. */
const readAnywhere = (parts: ReadonlyArray<Segment>, market: string): StandardLocation => {
  const reading = readFrenchLocation(parts, [])
  if (reading?.isSure === true) return reading.location
  const divided = market === "" ? dividedCountry(parts) : null
  if (divided !== null) return readForeignLocation(parts, divided, [])
  const town = parts.map((part) => townCountry(part.key)).find((one) => one !== null)
  if (town != null && (reading === null || (market === "" && isFarLarger(town.population, reading)))) {
    return readForeignLocation(parts, town.country, [])
  }
  return reading?.location ?? nowhere
}

/** A village of the same name in France does not hide Köln ("Cologne"). */
const isFarLarger = (population: number, reading: FrenchReading) =>
  population >= GREAT && population > 20 * reading.population

/** The market is not France: its own places, unless a great city elsewhere is named. */
const readInMarket = (parts: ReadonlyArray<Segment>, market: string): StandardLocation => {
  if (!worldPlaces().countryNames.has(market)) return readAnywhere(parts, "")
  const [first] = parts
  if (parts.length === 1 && first !== undefined) {
    const towns = worldPlaces().towns.get(first.key) ?? []
    if (!towns.some((one) => one.country === market) && subdivisionOf(market, first) === null) {
      const reading = readFrenchLocation(parts, [])
      if (reading !== null && reading.population >= GREAT && reading.population > (towns[0]?.population ?? 0)) {
        return reading.location
      }
      if (towns[0] !== undefined && towns[0].population >= GREAT)
        return readForeignLocation(parts, towns[0].country, [])
    }
  }
  return readForeignLocation(parts, market, [])
}

/** Inhabitants from which on a city is known by its name alone in other countries. */
const GREAT = 300_000

/** The country of a subdivision that follows a town: "Edinburgh, Scotland", "Austin, TX 78701". */
const dividedCountry = (parts: ReadonlyArray<Segment>): string | null => {
  const { subdivided, towns } = worldPlaces()
  const [first, ...others] = parts
  if (first === undefined) return null
  for (const other of others) {
    const part = /\d/.test(other.key) ? withoutCodes(other) : other
    const named = subdivided.get(part.key) ?? (/^[A-Z]{2}$/.test(part.text) ? ["US"] : [])
    const isTownOf = (country: string) => (towns.get(first.key) ?? []).some((town) => town.country === country)
    const country = named.find((one) => subdivisionOf(one, part) !== null && isTownOf(one))
    if (country !== undefined) return country
    if (named.length === 1 && subdivided.has(part.key)) return named[0] ?? null
  }
  return null
}

/** Texts that stand where a place should. */
const UNSAID = new Set([
  "unknown",
  "inconnu",
  "n a",
  "na",
  "nc",
  "nr",
  "null",
  "none",
  "non precise",
  "non renseigne",
  "non communique",
  "not specified",
  "tbd",
  "unbekannt",
  "europe",
  "emea",
  "apac",
  "dach",
  "worldwide",
  "global",
  "monde",
  "monde entier",
  "international"
])
