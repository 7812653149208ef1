import { readFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { frenchPlaces, worldPlaces } from "../../../scripts/locationData.ts"
import { locationDataVersion } from "../../../src/enriched/Location.ts"

const table = (name: string) => readFileSync(new URL(`../../../data/${name}`, import.meta.url), "utf8")
const packagesOf = (text: string) => text.slice(2, text.indexOf("\n"))

describe("the tables of place names", () => {
  it("french-places.tsv is what scripts/locationData.ts writes from the installed package", () => {
    assert.isTrue(frenchPlaces() === table("french-places.tsv"), "run: node scripts/locationData.ts")
  })

  it("world-places.tsv is what scripts/locationData.ts writes from the installed packages", () => {
    assert.isTrue(worldPlaces() === table("world-places.tsv"), "run: node scripts/locationData.ts")
  })

  it("locationDataVersion names the packages that the tables were made from", () => {
    assert.strictEqual(
      locationDataVersion,
      `${packagesOf(table("french-places.tsv"))} ${packagesOf(table("world-places.tsv"))}`
    )
  })
})
