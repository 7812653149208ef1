import { Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { pipelineLayer } from "../services.ts"
import { definitionsOf, withSettings } from "./environment.ts"
import { portNumber } from "./limitedFlags.ts"
import { runLogLayer } from "./runLog.ts"

const host = Flag.String("host").pipe(
  Flag.withDescription("The address to listen on; any but this machine's own needs RUNNER_API_TOKEN"),
  Flag.optional
)

const port = portNumber("The port to listen on; 0 for one that is free").pipe(Flag.optional)

/** Loaded when they are asked for: the service is many modules, and most commands need none of them. */
const server = Effect.promise(() => import("../service/server.ts"))
const service = Effect.promise(() => import("../service/serve.ts"))

export const dev = Command.make(
  "dev",
  { host, port },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const chosen = {
          ...settings,
          service: {
            ...settings.service,
            ...Option.match(flags.host, { onNone: () => ({}), onSome: (host) => ({ host }) }),
            ...Option.match(flags.port, { onNone: () => ({}), onSome: (port) => ({ port }) })
          }
        }
        const served = Effect.gen(function* () {
          const { serve } = yield* service
          return yield* serve(chosen, yield* definitionsOf(chosen))
        }).pipe(Effect.provide(runLogLayer), Effect.provide(pipelineLayer(chosen, Option.none())))
        const { serverLayer } = yield* server
        return yield* Effect.provide(served, serverLayer(chosen))
      })
    )
  })
).pipe(
  Command.withDescription("Serve the page and the HTTP API, and run the scheduler and the queue, until Ctrl-C"),
  Command.withExamples([
    { command: "runner dev", description: "http://127.0.0.1:8080, and the schedules of the settings" },
    { command: "runner dev --port 0", description: "On a port that is free; it is printed" }
  ])
)
