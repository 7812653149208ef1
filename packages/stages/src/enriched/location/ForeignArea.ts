/**
 * A place outside France, from the area that its source gives.
 * @module
 */
import { isCityState, isCounty, isTownOf, shown, townName } from "./ForeignNames.ts"
import type { Segment } from "./Segments.ts"
import { nowhere, type StandardLocation } from "./StandardLocation.ts"

/**
 * Reads the levels below the country, general to specific: region, perhaps a
 * county, city, perhaps districts. In Great Britain, whose counties cannot be
 * told from towns, the first level that is a known larger town is the city.
 */
export const readForeignArea = (levels: ReadonlyArray<Segment>, country: string): StandardLocation => {
  const [first, ...names] = levels
  if (first === undefined) return { ...nowhere, country }
  const region = shown(first)
  const bare = first.key.split(" ")[0] ?? ""
  const isCapital = country === "US" && bare === "washington" && first.key !== "washington"
  if (isCapital) return { ...nowhere, city: "Washington", region: "District of Columbia", country }
  if (isCityState(first.key, country)) {
    return {
      ...nowhere,
      city: region,
      district: names.length === 0 ? null : shown(names.at(-1) ?? first),
      region,
      country
    }
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
