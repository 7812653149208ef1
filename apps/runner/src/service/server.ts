/**
 * The server that the service answers with: it listens before the rest of the service is even loaded.
 *
 * @module
 */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { Effect, Layer, Predicate } from "effect"
import { UsageError } from "../command/CommandFailure.ts"
import type { Settings } from "../settings/Settings.ts"
import { apiToken, assertGuarded } from "./listening.ts"

/**
 * A server that cuts off who sends slowly, and takes no more connections than it may. It says that it lives before
 * anything else is there.
 */
export const serverLayer = (settings: Settings) =>
  Layer.unwrap(
    Effect.gen(function* () {
      yield* assertGuarded(settings.service.host, yield* apiToken)
      return Layer.catchTag(listeningLayer(settings), "ServeError", (error) =>
        Layer.effectContext(Effect.fail(cannotListen(settings, error.cause)))
      )
    })
  )

const listeningLayer = ({ service }: Settings) =>
  NodeHttpServer.layerServer(
    () => {
      const server = createServer({
        requestTimeout: service.requestSeconds * 1_000,
        headersTimeout: Math.min(10, service.requestSeconds) * 1_000,
        connectionsCheckingInterval: Math.min(2, service.requestSeconds) * 1_000,
        maxHeaderSize: 16_384
      })
      server.maxConnections = service.connections
      // Who asks before the routes are there would wait for ever.
      server.on("request", (request, response) => {
        if (server.listenerCount("request") === 1) {
          const isHealth = request.url === "/healthz"
          response.writeHead(isHealth ? 200 : 503, { connection: "close", "retry-after": "1" })
          response.end(isHealth ? "ok\n" : "starting\n")
        }
      })
      return server
    },
    { host: service.host, port: service.port, gracefulShutdownTimeout: "5 seconds" }
  )

const cannotListen = ({ service: { host, port } }: Settings, cause: unknown): UsageError => {
  const code = Predicate.hasProperty(cause, "code") ? cause.code : undefined
  return new UsageError({
    message:
      code === "EADDRINUSE"
        ? `Something listens on ${host}:${port} already: choose another --port, or 0 for one that is free`
        : `Cannot listen on ${host}:${port} (${String(code)}): choose another --host and --port`
  })
}
