/**
 * Adzuna's API on loopback, with invented ads.
 *
 * @module
 */
import { createServer } from "node:http"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { DateTime, Effect, Option, type Scope } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { markets } from "../Markets.ts"
import { SourceError, Unreachable } from "../SourceError.ts"
import { dice } from "./Dice.ts"
import { faultOf, faultyAnswer, refusal, spoilt } from "./Faults.ts"
import { find } from "./Feed.ts"
import { simulatedAd } from "./SimulatedAd.ts"
import type { FaultKind, SimulatorSettings } from "./SimulatorSettings.ts"

/** A simulator that is listening. */
export interface Simulator {
  /** Goes in place of `https://api.adzuna.com/v1/api`; lists the ads of today, in UTC. */
  readonly baseUrl: string
  /** The same for another day, `2026-03-07`. */
  baseUrlOn(date: string): string
}

const pathOf = /^(?:\/on\/(\d{4}-\d\d-\d\d))?\/v1\/api\/jobs\/([a-z]{2})\/search\/(\d+)$/

/**
 * Starts a simulator on a port that the system chooses (or `port`); it ends with the scope.
 *
 * Any id and key are accepted, none is refused as Adzuna refuses it. A search
 * finds the ads that are new, changed or listed again on the date, so
 * `max_days_old` and `distance` change nothing.
 */
export const startSimulator = Effect.fn("Simulator.start")(function* (
  settings: SimulatorSettings,
  port = 0
): Effect.fn.Return<Simulator, SourceError, Scope.Scope> {
  const attempts = new Map<string, number>()

  const answer = Effect.fnUntraced(function* (request: HttpServerRequest.HttpServerRequest) {
    const url = HttpServerRequest.toURL(request)
    const matched = Option.isSome(url) ? pathOf.exec(url.value.pathname) : null
    if (Option.isNone(url) || matched === null) {
      return refusal(404, "NOT_FOUND", "No such method")
    }
    const today = DateTime.formatIsoDateUtc(yield* DateTime.now)
    const [, date = today, market = "", page = "1"] = matched
    if (Option.isNone(DateTime.make(date))) {
      return refusal(404, "NOT_FOUND", "No such day")
    }
    const query = url.value.searchParams
    const search = { market, page: Number(page), size: Number(query.get("results_per_page") ?? 10), query }
    const refused = refusalOf(settings, search)
    if (refused !== undefined) {
      return refused
    }
    const key = [date, market, page, query.get("what"), query.get("where")].join("/")
    const attempt = (attempts.get(key) ?? 0) + 1
    if (settings.faults.length > 0) {
      attempts.set(key, attempt)
    }
    const fault = faultOf(settings.faults, settings.seed, key, attempt)
    const body = () => JSON.stringify(pageOf(settings, date, search, fault?.kind))
    const faulty = fault === undefined ? undefined : faultyAnswer(fault, body)
    return yield* faulty ?? Effect.sync(() => HttpServerResponse.text(body(), { contentType: "application/json" }))
  })

  const node = createServer()
  const server = yield* NodeHttpServer.make(() => node, { host: "127.0.0.1", port }).pipe(
    Effect.mapError((error) => new SourceError({ reason: new Unreachable({ source: "sample", detail: error._tag }) }))
  )
  // A handler is uninterruptible of itself, and one that never answers would keep the server from closing.
  yield* server.serve(Effect.interruptible(Effect.flatMap(HttpServerRequest.HttpServerRequest, answer)))
  // Runs before the server closes, which would wait for connections that nobody uses.
  yield* Effect.addFinalizer(() => Effect.sync(() => node.closeAllConnections()))
  const { address } = server
  const origin = `http://127.0.0.1:${"port" in address ? address.port : port}`
  return { baseUrl: `${origin}/v1/api`, baseUrlOn: (date) => `${origin}/on/${date}/v1/api` }
})

interface Search {
  readonly market: string
  readonly page: number
  readonly size: number
  readonly query: URLSearchParams
}

const refusalOf = (settings: SimulatorSettings, { market, page, query, size }: Search) => {
  if ((query.get("app_id") ?? "") === "" || (query.get("app_key") ?? "") === "") {
    return refusal(401, "AUTH_FAIL", "Authorisation failed")
  }
  if (markets[market] === undefined) {
    return refusal(404, "NOT_FOUND", "No such country")
  }
  return Number.isInteger(size) && size >= 1 && size <= settings.largestPage && page >= 1
    ? undefined
    : refusal(400, "BAD_PARAMETERS", "The parameters of the request are incorrect")
}

const pageOf = (
  settings: SimulatorSettings,
  date: string,
  { market, page, query, size }: Search,
  fault: FaultKind | undefined
) => {
  const details = markets[market]
  const what = query.get("what") ?? ""
  const appId = query.get("app_id") ?? ""
  if (details === undefined) {
    return { results: [] }
  }
  const epochDay = Math.floor(DateTime.toEpochMillis(DateTime.makeUnsafe(date)) / 86_400_000)
  const day = { seed: settings.seed, ads: settings.ads, market, details, day: epochDay }
  const findings = find(day, what, query.get("where"))
  const from = (page - 1) * size
  const length = Math.max(0, Math.min(size, findings.count - from))
  const ads = Array.from({ length }, (_, index) => simulatedAd(day, findings.at(from + index), what, appId))
  return {
    __CLASS__: "Adzuna::API::Response::JobSearchResults",
    count: fault === "empty_result" ? 0 : findings.count,
    results: spoilt(fault, ads, dice(settings.seed, date, page, "spoilt"))
  }
}
