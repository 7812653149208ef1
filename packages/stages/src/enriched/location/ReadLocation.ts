/**
 * Decides which country a location is in, and has it read there.
 * @module
 */
import { readForeignLocation } from "./ForeignLocation.ts"
import { countryOf, isCounty, londonOf, subdivisionOf, townCountry, withoutCodes } from "./ForeignNames.ts"
import { type FrenchReading, partsOfArea, readFrenchLocation } from "./FrenchLocation.ts"
import { readRemote } from "./Remote.ts"
import { LONGEST, type Segment, segment, segments } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"
import { worldPlaces } from "./WorldPlaces.ts"

/** The place, not kept: what `standardizeLocation` promises. */
export const readLocation = (text: string, area: ReadonlyArray<string>, market: string): StandardLocation => {
  const { isRemote, rest } = readRemote(text.slice(0, LONGEST))
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

/** Without the postcode, so that "1000 Bruxelles" is a name. */
const bare = (part: Segment): Segment => (/\d/.test(part.key) ? withoutCodes(part) : part)

const readParts = (parts: ReadonlyArray<Segment>, area: ReadonlyArray<string>, market: string): StandardLocation => {
  const areaCountry = area[0] === undefined ? null : countryOf(segment(area[0]))
  if (parts.length === 0) return areaCountry === null ? nowhere : { ...nowhere, country: areaCountry }
  const countries = parts.flatMap((part) => countryOf(bare(part)) ?? [])
  const foreign = countries.includes("FR") ? undefined : countries[0]

  if (areaCountry !== null && areaCountry !== "FR") return readForeignLocation(parts, areaCountry, area)
  if (areaCountry === "FR" && (foreign === undefined || area.length > 1)) return ofText(parts, area)
  if (foreign !== undefined)
    return isFrenchTown(parts) ? (french(parts, []) ?? nowhere) : readForeignLocation(parts, foreign, [])
  if (countries.includes("FR")) return french(parts, []) ?? nowhere
  return market === "" || market === "FR" ? readAnywhere(parts, market) : readInMarket(parts, market)
}

/** By the text; by the area where the text names no town and the area goes below the department. */
const ofText = (parts: ReadonlyArray<Segment>, area: ReadonlyArray<string>): StandardLocation => {
  const said = french(parts, area) ?? nowhere
  return said.city === null && area.length > 3 ? (french(partsOfArea(area), area) ?? said) : said
}

const french = (parts: ReadonlyArray<Segment>, area: ReadonlyArray<string>) => readFrenchLocation(parts, area)?.location

/** "US - 95" and "Grenade, Haute-Garonne" are towns with their department, not countries. */
const isFrenchTown = (parts: ReadonlyArray<Segment>) => {
  const reading = parts.length > 1 ? readFrenchLocation(parts, []) : null
  return reading?.isSure === true && reading.population > 0
}

/** No country is said: French unless a foreign town is meant beyond doubt. */
const readAnywhere = (parts: ReadonlyArray<Segment>, market: string): StandardLocation => {
  const reading = readFrenchLocation(parts, [])
  if (reading?.isSure === true) return reading.location
  const divided = dividedCountry(parts)
  if (divided !== null) return readForeignLocation(parts, divided, [])
  const town = parts.map((part) => townCountry(bare(part).key)).find((one) => one !== null)
  if (town != null && (reading === null || isFarLarger(town.population, reading, market === "" ? 20 : 300))) {
    return readForeignLocation(parts, town.country, [])
  }
  const region = reading === null ? subdividedCountry(parts) : null
  return region === null ? (reading?.location ?? nowhere) : readForeignLocation(parts, region, [])
}

/** The country of a subdivision that is said alone: "Vaud", "Scotland". */
const subdividedCountry = (parts: ReadonlyArray<Segment>): string | null => {
  const named = parts.flatMap((part) => worldPlaces().subdivided.get(part.key) ?? [])
  return new Set(named).size === 1 ? (named[0] ?? null) : null
}

/** A village of the same name in France does not hide Köln ("Cologne") or Montréal. */
const isFarLarger = (population: number, reading: FrenchReading, times: number) =>
  population >= GREAT && population > times * reading.population

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
  if (others.some((part) => /london$/.test(part.key) && londonOf(part.key))) return "GB"
  for (const other of others) {
    const part = bare(other)
    const named = subdivided.get(part.key) ?? (/^[A-Z]{2}$/.test(part.text) ? ["US"] : [])
    const isTownOf = (country: string) => (towns.get(first.key) ?? []).some((town) => town.country === country)
    const country = named.find((one) => subdivisionOf(one, part) !== null && isTownOf(one))
    if (country !== undefined) return country
    if (named.length === 1 && subdivided.has(part.key)) return named[0] ?? null
    const county = COUNTIED.find((one) => part.key === "kreis" || isCounty(part, one))
    if (county !== undefined) return county
  }
  return null
}

/** Countries whose counties are known by their form: "Tettnang, Bodenseekreis", "Lincoln, Lincolnshire". */
const COUNTIED = ["DE", "US", "GB"]

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
  "etranger",
  "99",
  "europe",
  "emea",
  "apac",
  "dach",
  "worldwide",
  "global",
  "monde",
  "grand ouest",
  "grand sud",
  "grand nord",
  "sud ouest",
  "sud est",
  "nord ouest",
  "nord est",
  "monde entier",
  "international"
])
