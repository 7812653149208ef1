/**
 * Loads a service that runs: requests at a rate, followers of event streams, runs one after another.
 *
 * @module
 */
import { readFileSync } from "node:fs"
import { get } from "node:http"
import autocannon from "autocannon"
import { Effect, Option } from "effect"

/** What the page and scripts ask most; each is asked equally often. */
export const readPaths: ReadonlyArray<string> = [
  "/api/v1/meta",
  "/api/v1/assets",
  "/api/v1/assets/status",
  "/api/v1/graph",
  "/api/v1/runs?limit=50",
  "/api/v1/runs/last",
  "/api/v1/runs/grid",
  "/api/v1/batches",
  "/api/v1/checks",
  "/api/v1/schedules",
  "/api/v1/models",
  "/api/v1/jobs?limit=20",
  "/api/v1/jobs/facets",
  "/api/v1/stats/current",
  "/api/v1/stats/stage-times"
]

export interface LoadOptions {
  readonly url: string
  readonly seconds: number
  /** Requests a second in all; absent, as many as there are answers for. */
  readonly rate?: number
  readonly connections?: number
  readonly paths?: ReadonlyArray<string>
}

/** Milliseconds, counted from when a request was due, so that a server that stalls does not look quick. */
export interface LoadReport {
  readonly requests: number
  readonly perSecond: number
  /** Requests without an answer, and answers that are none of success. */
  readonly failed: number
  readonly p50: number
  readonly p99: number
  readonly worst: number
}

/** Asks for some time, and says how it went. */
export const load = ({
  connections = 20,
  paths = readPaths,
  rate,
  seconds,
  url
}: LoadOptions): Effect.Effect<LoadReport> =>
  Effect.map(
    Effect.promise(() =>
      autocannon({
        url,
        connections,
        duration: seconds,
        timeout: 30,
        requests: paths.map((path) => ({ path })),
        ...(rate === undefined ? {} : { overallRate: rate })
      })
    ),
    ({ errors, latency, non2xx, requests }) => ({
      requests: requests.total,
      perSecond: requests.average,
      failed: errors + non2xx,
      p50: latency.p50,
      p99: latency.p99,
      worst: latency.max
    })
  )

/** One who follows an event stream: what came, and whether it ended before it was to. */
export interface Follower {
  readonly events: () => number
  readonly hasFailed: () => boolean
}

/** Follows a stream as many times, until the scope is closed. */
export const follow = (url: string, path: string, count: number) =>
  Effect.forEach(
    Array.from({ length: count }),
    () =>
      Effect.acquireRelease(
        Effect.callback<Follower & { readonly close: () => void }>((resume) => {
          let events = 0
          let isClosed = false
          let hasFailed = false
          const request = get(new URL(path, url), { agent: false }, (response) => {
            hasFailed = response.statusCode !== 200
            response.setEncoding("utf8")
            response.on("data", (text: string) => {
              events += text.split("\nevent: ").length - 1 + (text.startsWith("event: ") ? 1 : 0)
            })
            response.on("close", () => {
              hasFailed ||= !isClosed
            })
            const close = () => {
              isClosed = true
              request.destroy()
            }
            resume(Effect.succeed({ events: () => events, hasFailed: () => hasFailed, close }))
          })
          request.on("error", () => {
            hasFailed ||= !isClosed
          })
        }),
        ({ close }) => Effect.sync(close)
      ),
    { concurrency: "unbounded" }
  )

/** Resident memory of a process and of those that it has started, in MB, if the system tells. */
export const memoryOf = (pid: number | undefined): number =>
  childrenOf(pid).reduce(
    (sum, child) => sum + memoryOf(child),
    Option.getOrElse(residentOf(pid), () => 0)
  )

const residentOf = Option.liftThrowable(
  (pid: number | undefined) =>
    Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) >> 10
)

const childrenOf = (pid: number | undefined): ReadonlyArray<number> => Option.getOrElse(startedBy(pid), () => [])

const startedBy = Option.liftThrowable((pid: number | undefined) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(" ")
    .filter((word) => word !== "")
    .map(Number)
)
