import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { killedInTurn, orderOf } from "./killed.ts"
import type { Order } from "./killing/Order.ts"
import type { Kind } from "./Place.ts"
import { earlyPoints, lastPoints, latePoints, type Point } from "./points.ts"
import { completes, day, place, undisturbed } from "./undisturbed.ts"

const both: Order["victims"] = ["runner", "database"]

/** Runs that are killed one after the other, each further on its way than the one before; then one that is not. */
const completedAfter = Effect.fnUntraced(function* (
  kind: Kind,
  points: ReadonlyArray<Point>,
  victims: Order["victims"] = ["runner"]
) {
  const disturbed = yield* place(kind)
  yield* killedInTurn(disturbed, day, points, victims)
  yield* completes(disturbed)
})

/** One run, whose database is killed again and again. */
const databaseKilled = Effect.fnUntraced(function* (points: ReadonlyArray<Point>) {
  const disturbed = yield* place("embedded")
  const { code, stderr } = yield* disturbed.run(day, { kill: points.map((point) => orderOf(point, ["database"])) })
  assert.strictEqual(code, 0, stderr)
  yield* completes(disturbed)
})

describe("a run that nobody disturbs", () => {
  it("comes to the same on both databases", () => {
    assert.deepStrictEqual(undisturbed("embedded").state, undisturbed("server").state)
  })

  it("makes a second model, and new and changed rows, so that there is something to lose", () => {
    const { batches = [], models = [] } = undisturbed("server").state
    assert.lengthOf(models, 2)
    const exported = batches.filter(({ stage }) => stage === "export").at(-1)
    assert.isAbove(Number(exported?.inserted), 20)
    assert.isAbove(Number(exported?.updated), 3)
  })
})

/** Points from the first or second on, leaving one out each time: where each kill makes a database open its files anew. */
const everyOther = (points: ReadonlyArray<Point>, first: 0 | 1) => points.filter((_, index) => index % 2 === first)

describe("runs on a server that are killed leave what the next one completes:", () => {
  it.live("at every point up to the published raw, one after the other", () => completedAfter("server", earlyPoints))

  it.live.each([...latePoints, ...lastPoints])("$moment", (point) => completedAfter("server", [point]))
})

describe("runs on the embedded database that are killed leave what the next one completes:", () => {
  it.live("at every point up to the published raw, one after the other", () => completedAfter("embedded", earlyPoints))

  it.live("at every point from there on, one after the other", () => completedAfter("embedded", latePoints))

  it.live.each(lastPoints)("$moment", (point) => completedAfter("embedded", [point]))
})

describe("runs that are killed together with their embedded database leave what the next one completes:", () => {
  it.live("at every other point up to the published raw, one after the other", () =>
    completedAfter("embedded", everyOther(earlyPoints, 0), both)
  )

  it.live("at every other point from there on, one after the other", () =>
    completedAfter("embedded", everyOther(latePoints, 0), both)
  )

  it.live("after the export's commit", () => completedAfter("embedded", lastPoints.slice(0, 1), both))
})

describe("a run whose embedded database is killed", () => {
  it.live("gets another one at every other point up to the published raw", () =>
    databaseKilled(everyOther(earlyPoints, 1))
  )

  it.live("gets another one at every other point from there on", () =>
    databaseKilled([...everyOther(latePoints, 1), ...lastPoints])
  )

  it.live("ends as one to try again later where its beginning cannot be recorded", () =>
    Effect.gen(function* () {
      const disturbed = yield* place("embedded")
      const kill = earlyPoints.slice(0, 1).map((point) => orderOf(point, ["database"]))
      const { code, stderr } = yield* disturbed.run(day, { kill })
      assert.strictEqual(code, 75, stderr)
      yield* completes(disturbed)
    })
  )
})
