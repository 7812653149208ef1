/**
 * A location outside France: read from its area where the source gives one,
 * else from the names in the text.
 * @module
 */
import { readForeignArea } from "./ForeignArea.ts"
import { countryOf } from "./ForeignNames.ts"
import { readForeignText } from "./ForeignText.ts"
import { type Segment, segment } from "./Segments.ts"
import type { StandardLocation } from "./StandardLocation.ts"

/**
 * The place that these parts name in this country, cleaned and in proper case.
 *
 * Names stay as written ("München", "Munich"): there is no official list to
 * hold them against. A known larger town decides which part is the city and
 * which its district.
 */
export const readForeignLocation = (
  parts: ReadonlyArray<Segment>,
  country: string,
  area: ReadonlyArray<string>
): StandardLocation => {
  const levels = area.map(segment).filter((level) => level.key !== "")
  const [widest, ...below] = levels
  const isOfArea = widest !== undefined && below.length > 0 && countryOf(widest) === country
  return isOfArea ? readForeignArea(below, country) : readForeignText(parts, country)
}
