/**
 * The service: HTTP, scheduler and queue, until it is asked to end.
 *
 * @module
 */
import * as path from "node:path"
import * as NodeHttpPlatform from "@effect/platform-node/NodeHttpPlatform"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import { ByteSize, Effect, Layer, Option, type Redacted } from "effect"
import { Etag, HttpRouter, HttpServer, HttpServerRequest } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { alertsLayer } from "../alerts/layer.ts"
import { Api } from "../api/Api.ts"
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
import { apiToken } from "./listening.ts"
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

const address = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/**
 * Serves until its fiber is interrupted, and then drains: no new work, streams
 * end, steps at work have `service.drainSeconds` to end, and what is left of
 * their runs is put back into the queue.
 */
export const serve = Effect.fnUntraced(function* (settings: Settings, definitions: ProjectDefinitions) {
  const token = yield* apiToken
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
        Layer.provideMerge(feedLayer, Layer.mergeAll(Answers.layer, Loops.layer)),
        ModelSearch.layer,
        Self.layer,
        Layer.succeed(Project, { settings, definitions }),
        NodeHttpPlatform.layer,
        Etag.layer
      )
    )
  )
})

const drain = Effect.fnUntraced(function* ({ service }: Settings) {
  const self = yield* Self
  const worker = yield* Worker
  yield* note(`Ending: no new work; steps at work have ${service.drainSeconds} s to end`)
  yield* self.drain
  yield* worker.finish
})
