/**
 * Whether the service lives, whether it can work, and what it counts.
 *
 * @module
 */
import { Database } from "@jobgraph/db/Database"
import * as Queue from "@jobgraph/db/service/Queue"
import { Clock, Effect, Metric } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { PrometheusMetrics } from "effect/observability"
import { sql } from "kysely"
import { Loops } from "../Loops.ts"
import { Self } from "../Self.ts"

const queued = Metric.gauge("runs_queued", { description: "Runs that wait in the queue" })
const running = Metric.gauge("runs_running", { description: "Runs that services work on" })
const uptime = Metric.gauge("uptime_seconds", { description: "How long the service lives" })
const memory = Metric.gauge("process_resident_memory_bytes", { description: "Memory of the process" })
const isUp = Metric.gauge("database_up", { description: "1 if the database answered just now" })

const plain = { headers: { "cache-control": "no-store" } }

/**
 * `/healthz` asks nobody; `/readyz` asks the database and the loops, and says no
 * while the service drains; `/metrics` is for Prometheus. What fails a loop of is
 * in the log: here it is answered to anybody.
 */
export const healthLayer = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const self = yield* Self
    const loops = yield* Loops
    const database = yield* Database
    const ask = database.run("ready", (db) => sql`select 1`.execute(db)).pipe(Effect.timeout("5 seconds"))
    yield* router.add(
      "GET",
      "/healthz",
      Effect.sync(() => HttpServerResponse.text("ok\n", plain))
    )
    yield* router.add(
      "GET",
      "/readyz",
      Effect.gen(function* () {
        const isDraining = yield* self.isDraining
        const hasDatabase = yield* Effect.match(ask, { onFailure: () => false, onSuccess: () => true })
        const states = yield* loops.reports
        const ready = hasDatabase && !isDraining && states.every(({ state }) => state === "ok")
        return HttpServerResponse.jsonUnsafe(
          {
            ready,
            database: hasDatabase,
            draining: isDraining,
            loops: Object.fromEntries(states.map(({ name, state }) => [name, state]))
          },
          { status: ready ? 200 : 503, ...plain }
        )
      })
    )
    yield* router.add(
      "GET",
      "/metrics",
      Effect.gen(function* () {
        const counts = yield* Effect.option(Queue.counts)
        yield* Metric.update(isUp, counts._tag === "Some" ? 1 : 0)
        if (counts._tag === "Some") {
          yield* Metric.update(queued, counts.value.queued)
          yield* Metric.update(running, counts.value.running)
        }
        yield* Metric.update(uptime, ((yield* Clock.currentTimeMillis) - self.startedAt) / 1_000)
        yield* Metric.update(memory, process.memoryUsage.rss())
        const text = yield* PrometheusMetrics.format({ prefix: "jobgraph" })
        return HttpServerResponse.text(text, { contentType: "text/plain; version=0.0.4; charset=utf-8", ...plain })
      }).pipe(Effect.provideService(Database, database))
    )
  })
)
