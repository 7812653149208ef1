import { assert, describe, it } from "@effect/vitest"
import { hashOfAssembly } from "../../scripts/hashOfAssembly.ts"
import { madeOf } from "../../src/compiled/modules.ts"

describe("what is compiled", () => {
  it("is of the sources beside it: if not, `pnpm --filter @jobgraph/nlp compile`", () => {
    assert.strictEqual(madeOf, hashOfAssembly())
  })
})
