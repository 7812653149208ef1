import { assert, describe, it } from "@effect/vitest"
import { skewFinding, versionFinding } from "../../src/doctor/database.ts"
import { fail, ok, warn } from "../../src/doctor/Finding.ts"
import { diskFinding } from "../../src/doctor/machine.ts"
import { doctorText } from "../../src/print/doctorText.ts"

describe("the findings of runner doctor", () => {
  it("judges the disk by what a day needs", () => {
    const states = [5e9, 5e8, 5e7].map((free) => diskFinding(free).state)
    assert.deepStrictEqual(states, ["ok", "warn", "fail"])
    assert.strictEqual(diskFinding(5e8).message, "500 MB free")
  })

  it("takes an older schema for a thing to know, and a newer one for a fault", () => {
    assert.deepStrictEqual(
      [9, 8, 10].map((found) => versionFinding(found, 9).state),
      ["ok", "warn", "fail"]
    )
  })

  it("does not blame a clock for the time that an answer took", () => {
    assert.strictEqual(skewFinding(9_000, 9_500).state, "ok")
    assert.strictEqual(skewFinding(-9_000, 20).state, "warn")
    assert.match(skewFinding(-9_000, 20).message, /9s behind/)
    assert.strictEqual(skewFinding(60_000, 20).state, "fail")
    assert.match(skewFinding(60_000, 20).message, /60s ahead/)
  })

  it("are told as a table, what to do, and a sentence on the whole", () => {
    const findings = [
      ok("node", "v24"),
      warn("disk", "500 MB free", "Free some"),
      fail("port", "taken", "Choose another")
    ]
    assert.strictEqual(
      doctorText(findings),
      [
        "STATE  CHECK  FOUND",
        "ok     node   v24",
        "warn   disk   500 MB free",
        "fail   port   taken",
        "",
        "What to do:",
        "- disk: Free some",
        "- port: Choose another",
        "",
        "1 check failed."
      ].join("\n")
    )
    assert.match(doctorText([ok("node", "v24")]), /All is well\.$/)
    assert.match(doctorText(findings.slice(0, 2)), /It works; 1 check warns\.$/)
  })
})
