import { Effect, Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Project } from "../service/Project.ts"
import { channelsOf } from "./channels.ts"
import { look, send } from "./watch.ts"

/** Watches and sends until its scope is closed. */
export const alertsLayer = Layer.effectDiscard(
  Effect.gen(function* () {
    const { settings } = yield* Project
    const channels = yield* channelsOf(settings.alerts)
    const once = Effect.andThen(look(settings, channels), send(settings, channels)).pipe(
      Effect.catchCause((cause) => Effect.logWarning("Alerts could not be looked after", cause))
    )
    yield* Effect.forkScoped(Effect.forever(Effect.andThen(once, Effect.sleep("10 seconds"))))
  })
).pipe(Layer.provide(FetchHttpClient.layer))
