/**
 * The communes, departments and regions of France, indexed for look-up by
 * any spelling. Read from `data/french-places.tsv` at the first use.
 * @module
 */
import { readFileSync } from "node:fs"
import { departmentAliases, everydayNames, regionAliases } from "./FrenchNames.ts"
import { placeKey, withoutArticle } from "./PlaceName.ts"

export interface Department {
  /** `"92"`, `"2A"`, `"974"`. */
  readonly code: string
  readonly name: string
  /** Official name of the region. */
  readonly region: string
  readonly communes: ReadonlyArray<Commune>
}

export interface Commune {
  readonly key: string
  /** Official name. */
  readonly name: string
  /** A part of the town, where the name looked up is not the town's own. */
  readonly district: string | null
  readonly department: Department
  /** 0 where unknown (parts of merged communes). */
  readonly population: number
}

export interface FrenchPlaces {
  readonly communes: ReadonlyMap<string, ReadonlyArray<Commune>>
  /** By key without article: `"mans"` → Le Mans. */
  readonly communesWithoutArticle: ReadonlyMap<string, ReadonlyArray<Commune>>
  readonly departments: ReadonlyMap<string, Department>
  readonly departmentsByCode: ReadonlyMap<string, Department>
  /** Any spelling of a region, past ones included, → official name. */
  readonly regions: ReadonlyMap<string, string>
  readonly postcodes: ReadonlyMap<string, ReadonlyArray<Commune>>
}

/** The index; the first call takes the time to build it. */
export const frenchPlaces = (): FrenchPlaces => {
  index ??= readPlaces(readFileSync(new URL("../../../data/french-places.tsv", import.meta.url), "utf8"))
  return index
}

let index: FrenchPlaces | undefined

const readPlaces = (table: string): FrenchPlaces => {
  const communes = new Map<string, Array<Commune>>()
  const communesWithoutArticle = new Map<string, Array<Commune>>()
  const departments = new Map<string, Department>()
  const departmentsByCode = new Map<string, Department>()
  const regions = new Map<string, string>()
  const postcodes = new Map<string, Array<Commune>>()
  const regionNames = new Map<string, string>()
  let department: (Department & { readonly communes: Array<Commune> }) | undefined

  const add = (commune: Commune, key: string) => {
    push(communes, key, commune)
    const bare = withoutArticle(key)
    if (bare !== null) push(communesWithoutArticle, bare, commune)
  }

  for (const line of table.split("\n")) {
    const [kind, first = "", second = "", third = ""] = line.split("\t")
    if (kind === "R") {
      regionNames.set(first, second)
      regions.set(placeKey(second), second)
    } else if (kind === "D") {
      department = { code: first, name: second, region: regionNames.get(third) ?? second, communes: [] }
      departmentsByCode.set(first, department)
      if (!TOWN_DEPARTMENTS.has(first)) departments.set(placeKey(second), department)
    } else if ((kind === "C" || kind === "P") && department !== undefined) {
      const key = placeKey(first)
      const commune = { key, name: first, district: null, department, population: Number(second) }
      department.communes.push(commune)
      add(commune, key)
      if (third !== "") for (const postcode of third.split(" ")) push(postcodes, postcode, commune)
    }
  }

  for (const [alias, code] of departmentAliases) {
    const named = departmentsByCode.get(code)
    if (named !== undefined) departments.set(placeKey(alias), named)
  }
  for (const [alias, region] of regionAliases) regions.set(placeKey(alias), region)
  for (const { city, code, district = null, names } of everydayNames) {
    const home = departmentsByCode.get(code)
    if (home === undefined) continue
    const population = communes.get(placeKey(city))?.find((one) => one.department === home)?.population ?? WELL_KNOWN
    for (const name of names) {
      const key = placeKey(name)
      push(communes, key, { key, name: city, district, department: home, population })
    }
  }
  return { communes, communesWithoutArticle, departments, departmentsByCode, regions, postcodes }
}

/** Paris, Saint-Barthélemy, Saint-Martin: towns before they are departments; only the number says the department. */
const TOWN_DEPARTMENTS = new Set(["75", "977", "978"])

/** Weight of a place everybody knows that is no commune, such as La Défense. */
const WELL_KNOWN = 100_000

const push = <A>(lists: Map<string, Array<A>>, key: string, value: A) => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
