/**
 * Countries, their subdivisions and larger towns outside France, indexed for
 * look-up by any spelling. Read from `data/world-places.tsv` at the first use.
 * @module
 */
import { readFileSync } from "node:fs"
import { placeKey } from "./PlaceName.ts"
import { countryAliases, townAliases } from "./WorldNames.ts"

export interface WorldTown {
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** Code of the subdivision it is in, as GeoNames writes it; ISO's for the United States and Great Britain. */
  readonly subdivision: string
  readonly population: number
}

export interface WorldPlaces {
  /** Name in any of eight languages → code. */
  readonly countries: ReadonlyMap<string, string>
  /** Code → English name. */
  readonly countryNames: ReadonlyMap<string, string>
  /** By country and key or code: `"US tx"`, `"US texas"`, `"DE bayern"` → name. */
  readonly subdivisions: ReadonlyMap<string, string>
  /** Name of a subdivision → the countries that have one. */
  readonly subdivided: ReadonlyMap<string, ReadonlyArray<string>>
  /** Name → towns, largest first. */
  readonly towns: ReadonlyMap<string, ReadonlyArray<WorldTown>>
}

/** The index; the first call takes the time to build it. */
export const worldPlaces = (): WorldPlaces => {
  index ??= readPlaces(readFileSync(new URL("../../../data/world-places.tsv", import.meta.url), "utf8"))
  return index
}

let index: WorldPlaces | undefined

const readPlaces = (table: string): WorldPlaces => {
  const countries = new Map<string, string>()
  const countryNames = new Map<string, string>()
  const subdivisions = new Map<string, string>()
  const subdivided = new Map<string, Array<string>>()
  const towns = new Map<string, Array<WorldTown>>()
  let country = ""
  for (const line of table.split("\n")) {
    const [kind, ...fields] = line.split("\t")
    const [first = "", second = "", third = ""] = fields
    if (kind === "N") {
      country = first
      countryNames.set(country, second)
      for (const name of fields.slice(1)) countries.set(placeKey(name), country)
    } else if (kind === "S") {
      const key = placeKey(second)
      subdivisions.set(`${country} ${first.toLowerCase()}`, second)
      subdivisions.set(`${country} ${key}`, second)
      push(subdivided, key, country)
    } else if (kind === "C") {
      push(towns, placeKey(first), { country, subdivision: second, population: Number(third) })
    }
  }
  for (const [alias, code] of countryAliases) countries.set(placeKey(alias), code)
  for (const [alias, town] of townAliases) {
    for (const one of towns.get(placeKey(town)) ?? []) push(towns, placeKey(alias), one)
  }
  for (const named of towns.values()) named.sort((a, b) => b.population - a.population)
  return { countries, countryNames, subdivisions, subdivided, towns }
}

const push = <A>(lists: Map<string, Array<A>>, key: string, value: A) => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
