/**
 * Who may ask what: looked at before anything else, for the API, the page and the documents alike.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto"
import { Clock, Effect, Option, Redacted } from "effect"
import { HttpServerRequest, type HttpServerResponse } from "effect/http"
import { BadRequest, Forbidden, TooLarge, TooManyRequests, Unauthorized } from "../../api/Problem.ts"
import { isCanonical, pathOf } from "./canonical.ts"
import { answer, nothing } from "./problems.ts"
import { RequestId } from "./RequestId.ts"
import { placeOf } from "./RequestPlace.ts"
import type { TokenBuckets } from "./TokenBuckets.ts"

export interface GuardOptions {
  /** Names by which the service may be called, without ports, in lower case. */
  readonly hosts: ReadonlySet<string>
  /** Needed for every request but those of health; none where only this machine can ask. */
  readonly token: Option.Option<Redacted.Redacted>
  readonly bodyBytes: number
  readonly buckets: TokenBuckets
}

export const cookieName = "jobgraph_session"

/** Answered without a token: they say nothing but that the service lives. */
const open: ReadonlySet<string> = new Set(["/healthz", "/readyz"])

/** Methods that change nothing. */
export const reading: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

/** The response that refuses a request, or none for one that may go on. */
export const refusalOf = Effect.fnUntraced(function* (options: GuardOptions) {
  const request = yield* HttpServerRequest.HttpServerRequest
  const requestId = yield* RequestId
  const { headers, method } = request
  const path = pathOf(request.url)
  const place = placeOf(method, request.url)
  const address = Option.getOrElse(request.remoteAddress, () => "")
  if (!options.buckets.take(address, yield* Clock.currentTimeMillis)) {
    return Option.some(
      yield* answer(new TooManyRequests({ class: "transient", where: place, next: "Ask less often", requestId }))
    )
  }
  if (!options.hosts.has(hostnameOf(headers["host"]))) {
    const next = "Call it by its address, or name the host in the setting service.allowedHosts"
    return Option.some(yield* answer(new Forbidden({ class: "usage", where: "host", next, requestId })))
  }
  if (!reading.has(method) && isForeign(headers, options.hosts)) {
    const next = "Ask from the service's own page, or without the header Origin"
    return Option.some(yield* answer(new Forbidden({ class: "usage", where: "origin", next, requestId })))
  }
  if (!isCanonical(request.url)) {
    return Option.some(yield* nothing)
  }
  if (/%00/.test(request.url)) {
    const detail = "An address cannot hold the character 0, which no text of the database can"
    const next = "Leave %00 out"
    return Option.some(
      yield* answer(new BadRequest({ class: "usage", detail, where: place, next, errors: [], requestId }))
    )
  }
  if (Number(headers["content-length"] ?? 0) > options.bodyBytes) {
    const detail = `The body may have ${options.bodyBytes} bytes`
    const next = "Send less, or raise the setting service.bodyKilobytes"
    return Option.some(yield* answer(new TooLarge({ class: "usage", detail, where: "body", next, requestId })))
  }
  const isOpen =
    open.has(path) || (path === "/api/v1/session" && method === "POST") || (isPage(path) && reading.has(method))
  if (Option.isSome(options.token) && !isOpen && !hasToken(request, options.token.value)) {
    const next = "Send `Authorization: Bearer <RUNNER_API_TOKEN>`, or sign in on the page"
    return Option.some(yield* answer(new Unauthorized({ class: "usage", where: place, next, requestId })))
  }
  return Option.none<HttpServerResponse.HttpServerResponse>()
})

/** The page and the description of the API hold no data: it is the API that needs a token, which one sends from there. */
const isPage = (path: string): boolean =>
  !/^\/(api|metrics)(\/|$)/i.test(path) || /^\/api\/(openapi\.json|docs(\/[\w.-]+)?)$/.test(path)

/** `example.com:8080` and `[::1]:8080` without their ports. */
export const hostnameOf = (host: string | undefined): string =>
  (host ?? "").toLowerCase().replace(/^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/, "$1")

/** Does a browser say that the request comes from another site's page? */
const isForeign = (headers: Readonly<Record<string, string | undefined>>, hosts: ReadonlySet<string>): boolean => {
  const origin = headers["origin"]
  const site = headers["sec-fetch-site"]
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return true
  }
  if (origin === undefined) {
    return false
  }
  const host = /^https?:\/\/([^/?#]+)$/i.exec(origin)?.[1]
  return host === undefined || !hosts.has(hostnameOf(host)) || host.toLowerCase() !== headers["host"]?.toLowerCase()
}

const hasToken = (request: HttpServerRequest.HttpServerRequest, token: Redacted.Redacted): boolean => {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? []
  const given = bearer ?? request.cookies[cookieName]
  return given !== undefined && (isEqual(given, Redacted.value(token)) || isEqual(given, sessionOf(token)))
}

/** What the cookie holds: the token cannot be read from it. */
export const sessionOf = (token: Redacted.Redacted): string =>
  createHash("sha256")
    .update(`jobgraph session ${Redacted.value(token)}`)
    .digest("base64url")

/** In a time that says nothing about where two texts differ. */
export const isEqual = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))

const digest = (text: string): Buffer => createHash("sha256").update(text).digest()
