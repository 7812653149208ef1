import { readFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { displayLocation, standardizeLocation } from "../../../src/enriched/Location.ts"
import { frenchPlaces } from "../../../src/enriched/location/FrenchPlaces.ts"
import { placeKey } from "../../../src/enriched/location/PlaceName.ts"
import { recordedPath } from "./recorded.ts"

const Ads = Schema.fromJsonString(
  Schema.Struct({
    results: Schema.Array(
      Schema.Struct({
        location: Schema.Struct({ display_name: Schema.String, area: Schema.Array(Schema.String) })
      })
    )
  })
)

const folder = recordedPath("JOBGRAPH_RECORDED", "shared/data")
const ads =
  folder === null ? [] : Schema.decodeUnknownSync(Ads)(readFileSync(join(folder, "adzuna-fr.json"), "utf8")).results

/** Every distinct place of the recorded ads with what becomes of it. */
const places = [
  ...new Map(ads.map(({ location }) => [location.area.join(">") + location.display_name, location])).values()
].map(({ area, display_name: text }) => ({ text, area, location: standardizeLocation(text, { area, country: "fr" }) }))

const { communes, departmentsByCode } = frenchPlaces()
const departments = [...departmentsByCode.values()]
const failing = (isRight: (place: (typeof places)[number]) => boolean) =>
  places.filter((place) => !isRight(place)).map(({ location, text }) => `${text} → ${JSON.stringify(location)}`)

describe("standardizeLocation, on recorded French ads", () => {
  if (places.length === 0) it.skip("needs JOBGRAPH_RECORDED: adzuna-fr.json was not found", () => undefined)
  else {
    it("knows the country of all", () => {
      assert.deepStrictEqual(
        failing(({ location }) => location.country === "FR"),
        []
      )
    })

    it("keeps every region and department that the area states, under its official name", () => {
      const regions = new Set(departments.map((one) => one.region))
      const names = new Set(departments.map((one) => one.name))
      assert.deepStrictEqual(
        failing(({ area, location }) => area.length < 2 || regions.has(location.region ?? "")),
        []
      )
      assert.deepStrictEqual(
        failing(
          ({ area, location }) =>
            area.length < 3 ||
            (names.has(location.department ?? "") && placeKey(area[2] ?? "") === placeKey(location.department ?? ""))
        ),
        []
      )
    })

    it("finds a city for every ad whose area goes below the department, and only for those and Paris", () => {
      const hasCity = (area: ReadonlyArray<string>) => area.length > 3 || area[2] === "Paris"
      assert.deepStrictEqual(
        failing(({ area, location }) => hasCity(area) === (location.city !== null)),
        []
      )
    })

    it("writes cities as the list of communes does, new towns and quarters excepted", () => {
      const official = (city: string) => communes.get(placeKey(city))?.some((one) => one.name === city) === true
      assert.deepStrictEqual(
        failing(({ location }) => location.city === null || official(location.city)),
        []
      )
    })

    it("shows no arrondissement, canton, number, seat or capital after a hyphenated particle as a city", () => {
      const particles = /[-](?:De|Du|Des|Sur|Sous|En|Et|Les)-|-D['’]/u
      assert.deepStrictEqual(
        failing(({ location }) => {
          const shown = displayLocation(location)
          return !/\d|arrondissement|canton|[;,()]|\s\s/iu.test(shown) && !particles.test(shown)
        }),
        []
      )
    })

    it("takes the first place of the text, not the administrative seat behind it", () => {
      assert.deepStrictEqual(
        failing(({ area, location, text }) => {
          const [first = "", second = ""] = text.split(",").map(placeKey)
          // "Nice 13e Canton, Nice", "Charleville-Centre, Charleville-Mézières": a part of the town behind it.
          const isPart = first.split(" ")[0] === second.split(" ")[0]
          return (
            area.length < 5 ||
            isPart ||
            location.city === null ||
            placeKey(location.city) !== second ||
            location.district !== null
          )
        }),
        []
      )
    })
  }
})
