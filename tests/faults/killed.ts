/**
 * Commands that are killed at points of their way.
 *
 * @module
 */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Order } from "./killing/Order.ts"
import type { Place } from "./Place.ts"
import type { Point } from "./points.ts"

/** The order to kill at a point. */
export const orderOf = ({ point, time }: Point, victims: Order["victims"]): Order => ({
  point,
  time,
  victims,
  signal: "SIGKILL",
  delayMs: 0
})

/** Runs a command once for each point and kills it there; fails where it never comes to the point. */
export const killedInTurn = Effect.fnUntraced(function* (
  place: Place,
  words: ReadonlyArray<string>,
  points: ReadonlyArray<Point>,
  victims: Order["victims"] = ["runner"],
  variables: Readonly<Record<string, string>> = {}
) {
  for (const point of points) {
    const { code, signal, stderr } = yield* place.run(words, { kill: [orderOf(point, victims)], variables })
    assert.strictEqual(signal, "SIGKILL", `it ended with ${code} and never came ${point.moment}: ${stderr}`)
  }
})
