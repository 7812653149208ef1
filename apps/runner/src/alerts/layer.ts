import { Effect, Layer } from "effect"
import { FetchHttpClient } from "effect/http"
import { Loops } from "../service/Loops.ts"
import { Project } from "../service/Project.ts"
import { channelsOf } from "./channels.ts"
import { look, send } from "./watch.ts"

const pause = Effect.sleep("10 seconds")

/** Watches and sends until its scope is closed; each by itself, so that a channel that hangs keeps nobody from looking. */
export const alertsLayer = Layer.effectDiscard(
  Effect.gen(function* () {
    const { settings } = yield* Project
    const channels = yield* channelsOf(settings.alerts)
    const loops = yield* Loops
    yield* Effect.forkScoped(loops.run(look(settings, channels), { name: "alerts", pause }))
    yield* Effect.forkScoped(loops.run(send(settings, channels), { name: "messages", pause, patience: "2 minutes" }))
  })
).pipe(Layer.provide(FetchHttpClient.layer))
