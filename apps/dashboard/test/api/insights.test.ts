import { assert, describe, it } from "vitest"
import { whereOf } from "../../src/api/insights.ts"

describe("the filters of the screen", () => {
  it("are said in the words of the command", () => {
    const none = { country: [], city: [], skill: [], contract: [], company: [], language: [] }
    assert.strictEqual(whereOf(none), "")
    assert.strictEqual(
      whereOf({ ...none, country: ["FR"], city: ["Aix en Provence", "Lyon"], company: ['Acme, "Inc."', "and"] }),
      'country_code=FR and city="Aix en Provence",Lyon and company="Acme, \\"Inc.\\"","and"'
    )
  })
})
