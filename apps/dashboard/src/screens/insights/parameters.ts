import { choice, flag, list, text } from "../../url/parameters.ts"

export const spans = ["7", "30", "90", "365"] as const
export const dimensions = ["skill", "city", "region", "company", "contract", "language", "country", "category"] as const
export const places = ["city", "department", "region", "country"] as const

/** Everything that can be chosen on the screen, as it stands in the address. */
export const shape = {
  ...{ country: list, city: list, skill: list, contract: list, company: list, language: list },
  days: choice(spans, "30"),
  from: text(),
  to: text(),
  bucket: choice(["day", "week"], "day"),
  measure: choice(["ads", "share"], "ads"),
  demand: choice(dimensions, "skill"),
  pay: choice(dimensions, "city"),
  place: choice(places, "city"),
  rising: choice(dimensions, "skill"),
  predicted: flag,
  suspect: flag,
  /** The charts that are shown as tables. */
  tables: list
}
