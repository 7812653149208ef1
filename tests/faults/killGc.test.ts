import { globSync } from "node:fs"
import { basename, join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { finalState, leftovers, readAllParts } from "./finalState.ts"
import { killedInTurn } from "./killed.ts"
import type { Place } from "./Place.ts"
import { gcPoints } from "./points.ts"
import { day, place } from "./undisturbed.ts"

/** Nothing is kept that is not current. */
const variables = {
  RUNNER__retention__rollbackDays: "0",
  RUNNER__retention__refusedDays: "0",
  RUNNER__retention__eventDays: "0",
  RUNNER__retention__pageDays: "0",
  RUNNER__retention__graceHours: "0"
}

const collected = Effect.fnUntraced(function* (place: Place) {
  const { code, stderr } = yield* place.run(["gc"], { variables })
  assert.strictEqual(code, 0, stderr)
})

/** Parts in the store, and those that versions refer to. */
const partsOf = Effect.fnUntraced(function* (place: Place) {
  const files = globSync("**/*.zst", { cwd: join(place.home, "artifacts") }).map((file) => basename(file, ".zst"))
  const [rows = []] = yield* place.query("select distinct hash from runner.part_reference")
  return { files: files.sort(), referred: rows.map(({ hash }) => String(hash)).sort() }
})

describe("collections of garbage that are killed one after the other", () => {
  it.live.each(["server", "embedded"] as const)("lose nothing, and leave the rest to the next ones, on %s", (kind) =>
    Effect.gen(function* () {
      const disturbed = yield* place(kind)
      // What was rolled back is garbage.
      for (const words of [day, ["runs", "rollback", "last"]]) {
        const { code, stderr } = yield* disturbed.run(words)
        assert.strictEqual(code, 0, stderr)
      }
      const [before, then] = [yield* partsOf(disturbed), yield* finalState(disturbed)]
      yield* killedInTurn(disturbed, ["gc"], gcPoints, ["runner"], variables)
      yield* readAllParts(disturbed)

      yield* collected(disturbed)
      yield* collected(disturbed)
      const { files, referred } = yield* partsOf(disturbed)
      assert.deepStrictEqual(files, referred)
      assert.isBelow(files.length, before.files.length)
      yield* readAllParts(disturbed)
      assert.deepStrictEqual(yield* leftovers(disturbed), {})
      const now = yield* finalState(disturbed)
      assert.deepStrictEqual([now.jobs, now.waiting, now.versions], [then.jobs, then.waiting, then.versions])
    })
  )
})
