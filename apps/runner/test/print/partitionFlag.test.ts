import { assert, describe, it } from "@effect/vitest"
import { partitionFlag } from "../../src/print/partitionFlag.ts"

describe("the flag for some partitions", () => {
  it.each([
    { keys: [], flag: "" },
    { keys: [null], flag: "" },
    { keys: [null, "2026-01-08/fr"], flag: " --partition 2026-01-08/fr" },
    { keys: ["2026-01-08/fr", "2026-01-08/gb"], flag: " --partition 2026-01-08" },
    { keys: ["2026-01-09/fr", "2026-01-07/fr", "2026-01-08/fr"], flag: " --partition 2026-01-07..2026-01-09/fr" },
    { keys: ["2026-01-09/gb", "2026-01-07/fr"], flag: " --partition 2026-01-07..2026-01-09" }
  ])("of $keys is '$flag'", ({ flag, keys }) => {
    assert.strictEqual(partitionFlag(keys), flag)
  })
})
