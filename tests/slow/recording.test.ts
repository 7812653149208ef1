import { assert, describe, it } from "@effect/vitest"
import { read } from "../structure/documents.ts"
import { hasTerminals, lasting, record } from "./recording.ts"

describe.skipIf(!hasTerminals)("docs/terminal.md (skipped without util-linux's script)", () => {
  // A step that is late on a busy machine says so: it is looked at twice.
  const twice = { timeout: 300_000, retry: 1 }

  it(
    "is what the commands write today, but for times and ids: else write it anew (pnpm recording)",
    twice,
    async () => {
      assert.strictEqual(lasting(await record()), lasting(read("docs/terminal.md")))
    }
  )

  it("would be seen to differ where a word does", () => {
    const page = read("docs/terminal.md")
    assert.notStrictEqual(lasting(page.replace("it has never been materialized", "it is missing")), lasting(page))
  })
})
