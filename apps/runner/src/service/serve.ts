/**
 * The service: HTTP, scheduler and worker in one process, until it is asked to end.
 *
 * @module
 */
import { createServer } from "node:http"
import * as path from "node:path"
import * as NodeHttpPlatform from "@effect/platform-node/NodeHttpPlatform"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { ByteSize, Config, Effect, Layer, Option, Predicate, Redacted } from "effect"
import { Etag, HttpRouter, HttpServer, HttpServerRequest } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { alertsLayer } from "../alerts/layer.ts"
import { Api } from "../api/Api.ts"
import { UsageError } from "../command/CommandFailure.ts"
import { note } from "../command/output.ts"
import type { Settings } from "../settings/Settings.ts"
import { feedLayer } from "./Feed.ts"
import { alertHandlers } from "./handlers/alerts.ts"
import { assetHandlers } from "./handlers/assets.ts"
import { batchHandlers, statHandlers } from "./handlers/batches.ts"
import { jobHandlers } from "./handlers/jobs.ts"
import { liveHandlers } from "./handlers/live.ts"
import { modelHandlers } from "./handlers/models.ts"
import { runHandlers } from "./handlers/runs.ts"
import { airflowHandlers, backfillHandlers, scheduleHandlers } from "./handlers/schedules.ts"
import { systemHandlers } from "./handlers/system.ts"
import { accessLayer } from "./http/access.ts"
import { documentsLayer } from "./http/documents.ts"
import { envelope } from "./http/envelope.ts"
import { healthLayer } from "./http/health.ts"
import { pageLayer } from "./http/page.ts"
import { tokenBuckets } from "./http/TokenBuckets.ts"
import { Project, type ProjectDefinitions } from "./Project.ts"
import { retentionLayer } from "./Retention.ts"
import { schedulerLayer } from "./Scheduler.ts"
import { Self } from "./Self.ts"
import { Worker, workerLayer } from "./Worker.ts"

/** The token of the API; needed where other machines can ask. */
export const apiToken = Config.option(Config.Redacted("RUNNER_API_TOKEN")).pipe(
  Config.map(Option.filter((token) => Redacted.value(token).trim() !== ""))
)

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

/** Fails where the service would listen to other machines without a token. */
export const assertGuarded = (host: string, token: Option.Option<Redacted.Redacted>) =>
  loopback.test(host) || Option.isSome(token)
    ? Effect.void
    : Effect.fail(
        new UsageError({
          message: `To listen on ${host}, where other machines can ask, set RUNNER_API_TOKEN to a long random word`
        })
      )

const apiLayer = (token: Option.Option<Redacted.Redacted>) =>
  HttpApiBuilder.layer(Api).pipe(
    Layer.provide([
      systemHandlers(token),
      assetHandlers,
      runHandlers,
      liveHandlers,
      scheduleHandlers,
      backfillHandlers,
      alertHandlers,
      batchHandlers,
      statHandlers,
      jobHandlers,
      modelHandlers,
      airflowHandlers
    ]),
    Layer.provide(accessLayer)
  )

/** All routes behind the guard. */
const routes = ({ service }: Settings, token: Option.Option<Redacted.Redacted>) => {
  const hosts = new Set(
    ["localhost", "127.0.0.1", "[::1]", service.host, `[${service.host}]`, ...service.allowedHosts].map((host) =>
      host.toLowerCase()
    )
  )
  const bodyBytes = service.bodyKilobytes * 1_024
  const guard = envelope({ hosts, token, bodyBytes, buckets: tokenBuckets(service.requestsPerSecond) })
  return Layer.mergeAll(
    apiLayer(token),
    documentsLayer,
    healthLayer,
    pageLayer(Option.map(Option.fromUndefinedOr(service.pageFolder), (folder) => path.resolve(folder))),
    HttpRouter.middleware(guard, { global: true })
  ).pipe(Layer.provide(Layer.succeed(HttpServerRequest.MaxBodySize, ByteSize.bytes(bodyBytes))))
}

/** A server that cuts off who sends slowly, and takes no more connections than it may. */
const serverLayer = ({ service }: Settings) =>
  NodeHttpServer.layerServer(
    () => {
      const server = createServer({
        requestTimeout: 30_000,
        headersTimeout: 10_000,
        connectionsCheckingInterval: 2_000,
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

const address = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/**
 * Serves until its fiber is interrupted, and then drains: no new work, streams
 * end, runs go on for `service.drainSeconds` and are cancelled after that.
 */
export const serve = Effect.fnUntraced(function* (settings: Settings, definitions: ProjectDefinitions) {
  const token = yield* apiToken
  yield* assertGuarded(settings.service.host, token)
  const app = Effect.gen(function* () {
    const url = yield* address
    const core = Layer.mergeAll(
      schedulerLayer,
      alertsLayer,
      retentionLayer,
      HttpRouter.serve(routes(settings, token), { disableLogger: true, disableListenLog: true })
    ).pipe(Layer.provideMerge(workerLayer(Effect.succeed(url))))
    return yield* Effect.gen(function* () {
      yield* note(`Jobgraph answers at ${url} (API: ${url}/api/docs). Ctrl-C ends it.`)
      yield* Effect.onInterrupt(Effect.never, () => drain(settings))
    }).pipe(Effect.provide(core))
  })
  return yield* app.pipe(
    Effect.provide(
      Layer.mergeAll(
        serverLayer(settings),
        feedLayer,
        Self.layer,
        Layer.succeed(Project, { settings, definitions }),
        NodeHttpPlatform.layer,
        Etag.layer
      )
    ),
    Effect.catchTag("ServeError", (error) => Effect.fail(cannotListen(settings, error.cause)))
  )
})

const cannotListen = ({ service: { host, port } }: Settings, cause: unknown): UsageError => {
  const code = Predicate.hasProperty(cause, "code") ? cause.code : undefined
  return new UsageError({
    message:
      code === "EADDRINUSE"
        ? `Something listens on ${host}:${port} already: choose another --port, or 0 for one that is free`
        : `Cannot listen on ${host}:${port} (${String(code)}): choose another --host and --port`
  })
}

const drain = Effect.fnUntraced(function* ({ service }: Settings) {
  const self = yield* Self
  const worker = yield* Worker
  yield* note(`Ending: no new work; runs have ${service.drainSeconds} s to end`)
  yield* self.drain
  yield* worker.finish(service.drainSeconds * 1_000)
})
