import type { LocationContext, StandardLocation } from "../../../src/enriched/location/StandardLocation.ts"

/** Text, `city / district / department / region / country`, context. */
export type Row = readonly [text: string, expected: string, context?: LocationContext]

/** The parts of a place on one line, `-` for what is not known. */
export const shownParts = ({ city, country, department, district, region }: StandardLocation): string =>
  [city, district, department, region, country].map((part) => part ?? "-").join(" / ")

/** `area("France > Bretagne")` is the context of an ad with that area. */
export const area = (levels: string): LocationContext => ({ area: levels.split(" > ") })
