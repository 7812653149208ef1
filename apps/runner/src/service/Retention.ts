import { Effect, Layer } from "effect"
import { collect } from "../retention/collect.ts"
import { Loops } from "./Loops.ts"
import { Project } from "./Project.ts"

/** A service that has just begun has more urgent things to do. */
const firstAfter = "10 minutes"

/** Removes what is beyond its retention once a day, as `runner gc` does; several services at once do no harm. */
export const retentionLayer = Layer.effectDiscard(
  Effect.gen(function* () {
    const { settings } = yield* Project
    const loops = yield* Loops
    const once = collect(settings, { dryRun: false }).pipe(
      Effect.tap(({ bytes, parts, versions }) =>
        Effect.logInfo(`Retention: ${versions.length} versions and ${parts} parts (${bytes} bytes) removed`)
      )
    )
    const daily = loops.run(once, {
      name: "retention",
      pause: Effect.sleep("1 day"),
      patience: "6 hours",
      longestWait: "1 hour"
    })
    yield* Effect.forkScoped(Effect.delay(daily, firstAfter))
  })
)
