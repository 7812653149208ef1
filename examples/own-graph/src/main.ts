/**
 * Materializes two days in memory, twice, and prints what became of each step.
 *
 * @module
 */
import { layer, materialize, statuses } from "@jobgraph/assets/testing/materialize"
import { Console, Effect, Layer } from "effect"
import { averages } from "./averages.ts"
import { plausible } from "./plausible.ts"
import { readings, stations } from "./readings.ts"
import { Thermometer } from "./Thermometer.ts"

const assets = [readings, plausible, averages] as const

const program = Effect.gen(function* () {
  const request = { partition: "2026-01-08..2026-01-09", fixed: stations }
  const first = yield* materialize(assets, request)
  yield* Console.table(statuses(first))
  const again = yield* materialize(assets, request)
  yield* Console.log(
    again.runId === null ? "The second time everything is fresh, so that nothing runs." : "It ran again."
  )
})

Effect.runPromise(program.pipe(Effect.provide(Layer.mergeAll(layer, Thermometer.layer))))
