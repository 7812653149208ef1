/**
 * How long runs and steps may take before somebody is told, and before a run is stopped.
 *
 * Waits count: for another run that holds an asset partition, and for the next attempt.
 *
 * @module
 */
import { Clock, Duration, Effect } from "effect"
import type { CatalogError } from "../catalog/CatalogError.ts"
import type { Step } from "../catalog/Run.ts"
import type { ServiceLevel } from "../definition/Asset.ts"
import type { Definition } from "../definition/Definitions.ts"
import type { EventLog } from "./EventLog.ts"
import { IsWatching, RunStopped } from "./RunWatch.ts"

export interface TimeLimits {
  /** Of the run as a whole; null to tell nothing. */
  readonly run: ServiceLevel | null
  /** Of steps, by asset; an asset that is not here has its own. */
  readonly steps: Readonly<Record<string, ServiceLevel>>
  /** A run that takes longer is stopped; null for none. */
  readonly stopAfter: Duration.Duration | null
}

export const none: TimeLimits = { run: null, steps: {}, stopAfter: null }

type Tell = EventLog["tell"]

/** Tells when a step passes its threshold, and when it is late; never fails, and stops nothing. */
export const watchStep = (
  { steps }: TimeLimits,
  tell: Tell,
  { asset }: Pick<Definition, "asset">,
  { partition }: Pick<Step, "partition">
): Effect.Effect<void> =>
  tellTimes(steps[asset.key] ?? asset.serviceLevel, (event) => tell({ ...event, asset: asset.key, partition }))

/** Tells when a run passes its threshold, and when it is late; fails when it must be stopped. */
export const watchRun = (
  { run, stopAfter }: TimeLimits,
  tell: Tell,
  runId: string
): Effect.Effect<never, RunStopped | CatalogError> => {
  const stop =
    stopAfter === null
      ? Effect.never
      : Effect.gen(function* () {
          yield* Effect.sleep(stopAfter).pipe(Effect.provideService(IsWatching, true))
          const limitMs = Duration.toMillis(stopAfter)
          yield* tell({ kind: "TimedOut", data: { limitMs } })
          const message = `the run took longer than ${Duration.format(stopAfter)} and was stopped`
          return yield* new RunStopped({ runId, kind: "timedOut", message })
        })
  return Effect.raceFirst(Effect.andThen(tellTimes(run, tell), Effect.never), stop)
}

const tellTimes = Effect.fnUntraced(
  function* (level: ServiceLevel | null, tell: Tell) {
    if (level === null) {
      return
    }
    const begin = yield* Clock.currentTimeMillis
    const marks = [
      { kind: "OverThreshold" as const, at: Duration.toMillis(level.alert) },
      { kind: "Late" as const, at: Duration.toMillis(level.target) }
    ].sort((a, b) => a.at - b.at)
    for (const { at, kind } of marks) {
      yield* Effect.sleep(Math.max(0, begin + at - (yield* Clock.currentTimeMillis)))
      yield* tell({ kind, data: { limitMs: at } })
    }
  },
  Effect.ignore({ log: "Warn" }),
  Effect.provideService(IsWatching, true)
)
