/**
 * Materializes two days in memory, twice, and prints what became of each step and what it came to.
 *
 * @module
 */
import { layer, materialize, rowsOf, statuses } from "@jobgraph/assets/testing/materialize"
import { Console, Effect, Layer } from "effect"
import { averages } from "./averages.ts"
import { plausible } from "./plausible.ts"
import { readings, stations } from "./readings.ts"
import { Thermometer } from "./Thermometer.ts"

const assets = [readings, plausible, averages] as const

const program = Effect.gen(function* () {
  const request = { partition: "2026-01-08..2026-01-09", fixed: stations }
  const first = yield* materialize(assets, request)
  for (const [step, status] of Object.entries(statuses(first))) {
    yield* Console.log(`${step.padEnd(30)}${status}`)
  }
  yield* Console.log(yield* rowsOf(averages))
  const again = yield* materialize(assets, request)
  yield* Console.log(
    again.runId === null ? "The second time everything is fresh, so that nothing runs." : "It ran again."
  )
})

Effect.runPromise(program.pipe(Effect.provide(Layer.mergeAll(layer, Thermometer.layer))))
