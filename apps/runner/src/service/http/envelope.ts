/**
 * What is done to every request and answer: id, guard, headers, entity tags.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { Effect, Metric, Option } from "effect"
import { HttpServerError, HttpServerRequest, HttpServerResponse } from "effect/http"
import { v7 as uuidv7 } from "uuid"
import { UnsupportedType } from "../../api/Problem.ts"
import { type Answers, isShareable } from "./Answers.ts"
import { type GuardOptions, reading, refusalOf } from "./guard.ts"
import { unrouted } from "./methods.ts"
import { answer } from "./problems.ts"
import { RequestId } from "./RequestId.ts"
import { placeOf, RequestPlace } from "./RequestPlace.ts"

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

/** Of what the answer to one address depends beside it, for caches between here and there. */
const vary = "accept, authorization, cookie"

const requests = Metric.counter("http_requests", {
  description: "Requests by the status of their answers",
  incremental: true
})

/** The middleware around all routes. */
export const envelope =
  (options: GuardOptions, answers: Answers["Service"]) =>
  <E, R>(
    app: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
  ): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R | HttpServerRequest.HttpServerRequest> =>
    Effect.gen(function* () {
      const requestId = uuidv7()
      const request = yield* HttpServerRequest.HttpServerRequest
      const response = yield* Effect.flatMap(
        refusalOf(options),
        Option.match({
          onNone: () =>
            Effect.flatMap(
              answerOf(
                answers,
                request,
                Effect.catchIf(app, isNowhere, () => unrouted)
              ),
              ofKnownType
            ),
          onSome: (refusal) => Effect.succeed(refusal)
        })
      ).pipe(
        Effect.provideService(RequestId, requestId),
        Effect.provideService(RequestPlace, placeOf(request.method, request.url))
      )
      yield* Metric.update(Metric.withAttributes(requests, { status: String(response.status) }), 1)
      return finished(request, response, requestId)
    })

/** The answer of the routes, or one that somebody else just got; after a request that may change something, none of before. */
const answerOf = <E, R>(
  answers: Answers["Service"],
  { headers, method, url }: HttpServerRequest.HttpServerRequest,
  app: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>
): Effect.Effect<HttpServerResponse.HttpServerResponse, E, R> =>
  isShareable(method, url)
    ? answers.find(`${headers["accept"] ?? ""} ${url}`, app)
    : reading.has(method)
      ? app
      : Effect.ensuring(app, answers.forget)

/** No route fits, which the router answers without a word where a part of the path is too long. */
const isNowhere = (error: unknown): boolean =>
  error instanceof HttpServerError.HttpServerError && error.reason._tag === "RouteNotFound"

/** A body of a type that nobody reads is answered by the framework in plain text: said as a problem, as all else. */
const ofKnownType = Effect.fnUntraced(function* (response: HttpServerResponse.HttpServerResponse) {
  if (response.status !== 415) {
    return response
  }
  const next = "Send JSON, with the header content-type: application/json"
  const requestId = yield* RequestId
  return yield* answer(new UnsupportedType({ class: "usage", where: "content-type", next, requestId }))
})

const finished = (
  request: HttpServerRequest.HttpServerRequest,
  response: HttpServerResponse.HttpServerResponse,
  requestId: string
): HttpServerResponse.HttpServerResponse => {
  const isApi = request.url.startsWith("/api/")
  const headers = {
    // What a route says of itself holds.
    ...securityHeaders,
    ...(isApi ? { "cache-control": "no-cache", vary } : {}),
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
      headers: { ...securityHeaders, "cache-control": "no-cache", vary, etag: tag, "x-request-id": requestId }
    })
  }
  return HttpServerResponse.setHeaders(response, { ...headers, etag: tag })
}

/** Of bodies that were sent before. */
const tags = new WeakMap<Uint8Array, string>()

/** The tag of an answer that is there as a whole. */
const tagOf = ({ body }: HttpServerResponse.HttpServerResponse): string | undefined => {
  if (body._tag !== "Uint8Array") {
    return undefined
  }
  const tag = tags.get(body.body) ?? `W/"${createHash("sha1").update(body.body).digest("base64url")}"`
  tags.set(body.body, tag)
  return tag
}
