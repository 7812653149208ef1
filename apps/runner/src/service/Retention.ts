import { Effect, Layer, Schedule } from "effect"
import { collect } from "../retention/collect.ts"
import { Project } from "./Project.ts"

/** A service that has just begun has more urgent things to do. */
const firstAfter = "10 minutes"

/** Removes what is beyond its retention once a day, as `runner gc` does; several services at once do no harm. */
export const retentionLayer = Layer.effectDiscard(
  Effect.gen(function* () {
    const { settings } = yield* Project
    const once = collect(settings, { dryRun: false }).pipe(
      Effect.tap(({ bytes, parts, versions }) =>
        Effect.logInfo(`Retention: ${versions.length} versions and ${parts} parts (${bytes} bytes) removed`)
      ),
      Effect.ignore({ log: "Warn" })
    )
    yield* Effect.forkScoped(Effect.delay(Effect.repeat(once, Schedule.spaced("1 day")), firstAfter))
  })
)
