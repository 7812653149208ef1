import { Effect, Redacted } from "effect"
import { HttpClient } from "effect/http"
import { makeAdzunaClient } from "./Adzuna.ts"
import { makeAdzunaSource } from "./AdzunaSource.ts"
import type { CollectSettings } from "./CollectSettings.ts"
import { RequestBudget } from "./RequestBudget.ts"
import { unlimitedRate } from "./RollingRate.ts"
import type { Source } from "./Source.ts"
import type { SourceError } from "./SourceError.ts"
import type { Simulator } from "./simulator/Simulator.ts"
import type { SimulatorSettings } from "./simulator/SimulatorSettings.ts"

/** From here on pages are as great as the simulator allows: its limits are not Adzuna's. */
const manyAds = 5_000
const largestPage = 1_000

/** What the sample asks of a simulator that shows `ads` ads: all of them. */
export const sampleSettings = (
  settings: CollectSettings,
  simulator: SimulatorSettings
): { readonly collect: CollectSettings; readonly simulator: SimulatorSettings } => {
  const isMany = (simulator.ads ?? 0) >= manyAds
  return {
    collect: {
      ...settings,
      limitPerQuery: Math.max(settings.limitPerQuery, simulator.ads ?? 0),
      pageSize: isMany ? largestPage : settings.pageSize,
      rateLimitPerMinute: null
    },
    simulator: isMany ? { ...simulator, largestPage } : simulator
  }
}

/**
 * `sample`: the Adzuna client against the built-in simulator, for any date.
 *
 * Its ads are of the source `sample`, so that they never mix with real ones. It
 * needs no credentials and spends no quota. `start` is run when a batch is read,
 * not before.
 */
export const makeSampleSource = Effect.fnUntraced(function* (
  settings: CollectSettings,
  start: Effect.Effect<Simulator, SourceError>
): Effect.fn.Return<Source, never, HttpClient.HttpClient> {
  const http = yield* HttpClient.HttpClient
  return makeAdzunaSource({
    name: "sample",
    canReplay: true,
    // A million ads in pages would be kept twice, and asking again costs nothing.
    keepsPages: settings.pageSize < largestPage,
    settings,
    budget: RequestBudget.unlimited,
    client: Effect.fnUntraced(function* (batch) {
      const simulator = yield* start
      const credential = Redacted.make("sample")
      return yield* makeAdzunaClient(
        { source: "sample", baseUrl: simulator.baseUrlOn(batch.date), appId: credential, appKey: credential },
        settings,
        unlimitedRate
      ).pipe(
        Effect.provideService(HttpClient.HttpClient, http),
        Effect.provideService(RequestBudget, RequestBudget.unlimited)
      )
    })
  })
})
