import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { standardizeLocation } from "../../../src/enriched/Location.ts"
import { frenchPlaces } from "../../../src/enriched/location/FrenchPlaces.ts"
import { placeKey } from "../../../src/enriched/location/PlaceName.ts"

const departments = [...frenchPlaces().departmentsByCode.values()].filter(({ communes }) =>
  communes.some((one) => one.population > 0)
)

/** A commune whose name no other in its department shares, with its department. */
const commune = fc.constantFrom(...departments).chain((department) =>
  fc
    .constantFrom(...department.communes.filter((one) => one.population > 0))
    .filter((one) => department.communes.filter((other) => other.key === one.key).length === 1)
    .map((one) => ({ department, name: one.name }))
)

const spelling = fc.constantFrom(
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name.toLowerCase(),
  (name: string) => name.replaceAll("-", " "),
  (name: string) => name.normalize("NFD"),
  (name: string) => name.normalize("NFD").replace(/\p{M}/gu, ""),
  (name: string) => name.replace(/\bSaint(e?)\b/g, "St$1"),
  (name: string) => `  ${name.replaceAll(" ", "  ")} `
)

const frame = fc.constantFrom(
  (name: string, code: string) => `${code} - ${name}`,
  (name: string, code: string) => `${name} - ${code}`,
  (name: string, code: string) => `${name} (${code})`,
  (name: string, code: string) => `12 rue de Lyon, ${name} (${code})`
)

describe("standardizeLocation, for every commune", () => {
  it("finds its official name, department and region from any spelling with the number of the department", () => {
    fc.assert(
      fc.property(commune, spelling, frame, ({ department, name }, spell, put) => {
        const location = standardizeLocation(put(spell(name), department.code))
        assert.strictEqual(placeKey(location.city ?? ""), placeKey(name))
        assert.strictEqual(location.city, name)
        assert.strictEqual(location.department, department.name)
        assert.strictEqual(location.region, department.region)
        assert.strictEqual(location.country, "FR")
      }),
      { numRuns: 3000 }
    )
  })

  it("finds it from its own standard form again", () => {
    fc.assert(
      fc.property(commune, ({ department, name }) => {
        const area = ["France", department.region, department.name, name]
        const once = standardizeLocation(`${name}, ${department.name}`, { area })
        assert.deepStrictEqual(standardizeLocation(`${once.city}, ${once.department}`, { area }), once)
        assert.strictEqual(once.city, name)
      }),
      { numRuns: 2000 }
    )
  })
})
