/**
 * The service: HTTP, scheduler and worker in one process, until it is asked to end.
 *
 * @module
 */
import { createServer } from "node:http"
import * as path from "node:path"
import * as NodeHttpPlatform from "@effect/platform-node/NodeHttpPlatform"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import { ByteSize, Effect, Layer, Option, Predicate, type Redacted } from "effect"
import { Etag, HttpRouter, HttpServer, HttpServerRequest } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { alertsLayer } from "../alerts/layer.ts"
import { Api } from "../api/Api.ts"
import { UsageError } from "../command/CommandFailure.ts"
import { note } from "../command/output.ts"
import type { Settings } from "../settings/Settings.ts"
import { executorLayer } from "./executor/Executor.ts"
import { feedLayer } from "./Feed.ts"
import { alertHandlers } from "./handlers/alerts.ts"
import { assetHandlers } from "./handlers/assets.ts"
import { batchHandlers, statHandlers } from "./handlers/batches.ts"
import { insightHandlers } from "./handlers/insights.ts"
import { jobHandlers } from "./handlers/jobs.ts"
import { liveHandlers } from "./handlers/live.ts"
import { modelHandlers } from "./handlers/models.ts"
import { runHandlers } from "./handlers/runs.ts"
import { airflowHandlers, backfillHandlers, scheduleHandlers } from "./handlers/schedules.ts"
import { systemHandlers } from "./handlers/system.ts"
import { Answers } from "./http/Answers.ts"
import { accessLayer } from "./http/access.ts"
import { strictRoutes } from "./http/canonical.ts"
import { documentsLayer } from "./http/documents.ts"
import { envelope } from "./http/envelope.ts"
import { healthLayer } from "./http/health.ts"
import { pageLayer } from "./http/page.ts"
import { tokenBuckets } from "./http/TokenBuckets.ts"
import { Loops } from "./Loops.ts"
import { apiToken, assertGuarded } from "./listening.ts"
import { Project, type ProjectDefinitions } from "./Project.ts"
import { retentionLayer } from "./Retention.ts"
import { schedulerLayer } from "./Scheduler.ts"
import { Self } from "./Self.ts"
import { Worker, workerLayer } from "./Worker.ts"

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
      insightHandlers,
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
  const options = { hosts, token, bodyBytes, buckets: tokenBuckets(service.requestsPerSecond) }
  return Layer.mergeAll(
    apiLayer(token),
    documentsLayer,
    healthLayer,
    pageLayer(Option.map(Option.fromUndefinedOr(service.pageFolder), (folder) => path.resolve(folder))),
    Layer.unwrap(Effect.map(Answers, (answers) => HttpRouter.middleware(envelope(options, answers), { global: true })))
  ).pipe(Layer.provide(Layer.succeed(HttpServerRequest.MaxBodySize, ByteSize.bytes(bodyBytes))))
}

/** A server that cuts off who sends slowly, and takes no more connections than it may. */
const serverLayer = ({ service }: Settings) =>
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

const address = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/**
 * Serves until its fiber is interrupted, and then drains: no new work, streams
 * end, steps at work have `service.drainSeconds` to end, and what is left of
 * their runs is put back into the queue.
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
      HttpRouter.serve(routes(settings, token), {
        routerConfig: strictRoutes,
        disableLogger: true,
        disableListenLog: true
      })
    ).pipe(Layer.provideMerge(Layer.provide(workerLayer(Effect.succeed(url)), executorLayer)))
    return yield* Effect.gen(function* () {
      yield* note(`Jobgraph answers at ${url} (API: ${url}/api/docs). Ctrl-C ends it.`)
      yield* Effect.onInterrupt(Effect.never, () => drain(settings))
    }).pipe(Effect.provide(core))
  })
  return yield* app.pipe(
    Effect.provide(
      Layer.mergeAll(
        serverLayer(settings),
        Layer.provideMerge(feedLayer, Layer.mergeAll(Answers.layer, Loops.layer)),
        ModelSearch.layer,
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
  yield* note(`Ending: no new work; steps at work have ${service.drainSeconds} s to end`)
  yield* self.drain
  yield* worker.finish
})
