/**
 * What is done to every request and answer: id, guard, headers, entity tags.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { Effect, Metric, Option } from "effect"
import { HttpServerError, HttpServerRequest, HttpServerResponse } from "effect/http"
import { v7 as uuidv7 } from "uuid"
import { type GuardOptions, refusalOf } from "./guard.ts"
import { nothing } from "./page.ts"
import { RequestId } from "./RequestId.ts"

/** Scripts, styles and connections of this origin only, and no HTML made of texts. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'"

const securityHeaders = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()"
}

const requests = Metric.counter("http_requests", {
  description: "Requests by the status of their answers",
  incremental: true
})

/** The middleware around all routes. */
export const envelope =
  (options: GuardOptions) =>
  <E, R>(
    app: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
  ): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
    Effect.gen(function* () {
      const requestId = uuidv7()
      const request = yield* HttpServerRequest.HttpServerRequest
      const response = yield* Effect.flatMap(
        refusalOf(options),
        Option.match({
          onNone: () => Effect.catchIf(app, isNowhere, () => nothing),
          onSome: (refusal) => Effect.succeed(refusal)
        })
      ).pipe(Effect.provideService(RequestId, requestId))
      yield* Metric.update(Metric.withAttributes(requests, { status: String(response.status) }), 1)
      return finished(request, response, requestId)
    })

/** No route fits, which the router answers without a word where a part of the path is too long. */
const isNowhere = (error: unknown): boolean =>
  error instanceof HttpServerError.HttpServerError && error.reason._tag === "RouteNotFound"

const finished = (
  request: HttpServerRequest.HttpServerRequest,
  response: HttpServerResponse.HttpServerResponse,
  requestId: string
): HttpServerResponse.HttpServerResponse => {
  const isApi = request.url.startsWith("/api/")
  const headers = {
    // What a route says of itself holds.
    ...securityHeaders,
    ...(isApi ? { "cache-control": "no-cache" } : {}),
    ...response.headers,
    "x-request-id": requestId
  }
  const tag = isApi && request.method === "GET" && response.status === 200 ? tagOf(response) : undefined
  if (tag === undefined) {
    return HttpServerResponse.setHeaders(response, headers)
  }
  const known = (request.headers["if-none-match"] ?? "").split(",").map((text) => text.trim())
  if (known.includes(tag) || known.includes("*")) {
    return HttpServerResponse.empty({
      status: 304,
      headers: { ...securityHeaders, "cache-control": "no-cache", etag: tag, "x-request-id": requestId }
    })
  }
  return HttpServerResponse.setHeaders(response, { ...headers, etag: tag })
}

/** The tag of an answer that is there as a whole. */
const tagOf = ({ body }: HttpServerResponse.HttpServerResponse): string | undefined =>
  body._tag === "Uint8Array" ? `W/"${createHash("sha1").update(body.body).digest("base64url")}"` : undefined
