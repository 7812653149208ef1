/**
 * From what is asked for over HTTP, by a schedule or by a backfill to an entry of the queue, and to a plan.
 *
 * @module
 */
import type { Classified } from "@jobgraph/assets/Classified"
import { prepare } from "@jobgraph/assets/Preparation"
import type { QueuedRequest } from "@jobgraph/db/service/Queue"
import { RequestedSource } from "@jobgraph/stages/raw/RequestedSource"
import { Effect, Option } from "effect"
import { today } from "../command/environment.ts"
import { requestOf } from "../command/request.ts"
import { Project } from "./Project.ts"

/** The words of the same request on the command line. */
export const commandOf = (verb: "materialize" | "plan", request: QueuedRequest): string =>
  [
    `runner ${verb}`,
    request.selection === null ? (verb === "plan" ? "" : "--all") : quoted(request.selection),
    request.selection !== null && request.stale ? "--stale" : "",
    request.partition === null ? "" : `--partition ${request.partition}`,
    request.source === null ? "" : `--source ${request.source}`
  ]
    .filter((word) => word !== "")
    .join(" ")

/** As a shell takes it for one word. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** The request with the batch date fixed that it would have now, so that waiting past midnight changes nothing. */
export const dated = Effect.fnUntraced(function* (request: QueuedRequest) {
  return request.partition === null ? { ...request, partition: yield* today } : request
})

/** The plan that a request has now. */
export const planned = Effect.fnUntraced(function* (request: QueuedRequest) {
  const { definitions, settings } = yield* Project
  const flags = {
    selection: request.selection === null ? [] : [request.selection],
    all: request.selection === null,
    stale: request.stale,
    partition: Option.fromNullishOr(request.partition)
  }
  return yield* prepare(definitions, yield* requestOf(flags, settings)).pipe(withSource(request.source))
})

/** The services of the pipeline, but for the source that a request asks for. */
export const withSource =
  (source: string | null) =>
  <A, E extends Classified, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.gen(function* () {
      const configured = yield* RequestedSource
      const requested = source === null ? configured.requested : Option.some(source)
      return yield* Effect.provideService(effect, RequestedSource, { ...configured, requested })
    })
