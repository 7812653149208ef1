import { assert, describe, it } from "@effect/vitest"
import { ArtifactError, PartMissing } from "@jobgraph/assets/ArtifactError"
import { UsageError } from "../../src/command/CommandFailure.ts"
import { explanationOfError, explanations, findExplanation, nearestName } from "../../src/errors/catalogue.ts"
import { explanationsText, explanationText } from "../../src/print/explanationText.ts"

describe("an explanation", () => {
  it("is found by code or name, however it is typed", () => {
    assert.strictEqual(findExplanation("jg404")?.tag, "Refused")
    assert.strictEqual(findExplanation("404")?.tag, "Refused")
    assert.strictEqual(findExplanation("refused")?.code, "JG404")
    assert.isUndefined(findExplanation("JG999"))
  })

  it("is suggested by what is nearest to what was typed", () => {
    assert.strictEqual(nearestName("Refusd"), "Refused")
    assert.strictEqual(nearestName("jg10"), "JG101")
  })

  it("of an error with a reason is that of the reason", () => {
    const error = new ArtifactError({ reason: new PartMissing({ hash: "abc" }) })
    assert.strictEqual(explanationOfError(error)?.tag, "PartMissing")
    assert.strictEqual(explanationOfError(new UsageError({ message: "Name it" }))?.code, "JG001")
    assert.isUndefined(explanationOfError("a word"))
  })

  it("is printed in lines that fit", () => {
    for (const text of explanations) {
      const lines = explanationText(text, 60).split("\n")
      assert.deepStrictEqual(
        lines.filter((line) => line.length > 60 && line.split(" ").length > 3),
        []
      )
    }
    assert.isTrue(explanationsText(explanations).startsWith("CODE   NAME"))
  })
})
