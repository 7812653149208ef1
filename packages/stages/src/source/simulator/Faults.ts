/**
 * What goes wrong with the simulator's answers, as the settings ask for it.
 *
 * @module
 */
import { Effect, Schedule, Stream } from "effect"
import { HttpServerResponse } from "effect/http"
import { type Dice, dice } from "./Dice.ts"
import type { Fault, FaultKind } from "./SimulatorSettings.ts"

/**
 * The fault of one attempt for a page, if any. It depends on the seed, the page
 * and the number of the attempt alone, so it is the same however many pages are
 * asked for at once.
 */
export const faultOf = (faults: ReadonlyArray<Fault>, seed: number, page: string, attempt: number): Fault | undefined =>
  faults.find(
    (fault, index) =>
      (fault.attempts === null || attempt <= fault.attempts) &&
      dice(seed, page, attempt, fault.kind, index).chance(fault.rate)
  )

/** Adzuna's own form of an error. */
export const refusal = (status: number, exception: string, display: string, headers: Record<string, string> = {}) =>
  HttpServerResponse.jsonUnsafe(
    { __CLASS__: "Adzuna::API::Response::Exception", exception, display, doc: "https://api.adzuna.com/v1/doc" },
    { status, headers }
  )

/** The answer for a fault that concerns the whole of it; undefined where the page itself is changed by `spoilt`. */
export const faultyAnswer = (
  fault: Fault,
  body: () => string
): Effect.Effect<HttpServerResponse.HttpServerResponse> | undefined => {
  const headers: Record<string, string> =
    fault.retryAfterSeconds === null ? {} : { "retry-after": String(fault.retryAfterSeconds) }
  switch (fault.kind) {
    case "429":
      return Effect.succeed(refusal(429, "TOO_MANY_REQUESTS", "Usage limit exceeded", headers))
    case "503":
      return Effect.succeed(HttpServerResponse.text("<html>Service Unavailable</html>", { status: 503, headers }))
    case "401":
      return Effect.succeed(refusal(401, "AUTH_FAIL", "Authorisation failed"))
    case "timeout":
      return Effect.never
    case "slow_drip":
      return Effect.sync(() => dripped(body()))
    case "cut_body":
      return Effect.sync(() => cut(body()))
    case "malformed_json":
      return Effect.sync(() => HttpServerResponse.text(malformed(body()), { contentType: "application/json" }))
    default:
      return undefined
  }
}

/** The ads of a page after a fault that leaves the page whole. */
export const spoilt = (
  kind: FaultKind | undefined,
  ads: ReadonlyArray<Record<string, unknown>>,
  throws: Dice
): ReadonlyArray<Record<string, unknown>> => {
  switch (kind) {
    case "empty_result":
      return []
    case "missing_field":
      return ads.map((ad) => (throws.chance(0.5) ? { ...ad, [throws.pick(required)]: undefined } : ad))
    case "wrong_type":
      return ads.map((ad) => (throws.chance(0.5) ? { ...ad, ...throws.pick(wrongTypes) } : ad))
    default:
      return ads
  }
}

const required = ["title", "description", "created", "id", "redirect_url"] as const

const wrongTypes: readonly [Record<string, unknown>, ...ReadonlyArray<Record<string, unknown>>] = [
  { title: { text: "Data Engineer" } },
  { salary_min: "beaucoup" },
  { location: "Paris" },
  { company: ["Altis"] },
  { created: true },
  { salary_is_predicted: "peut-être" }
]

const encoder = new TextEncoder()

/** A piece a second, sixty of them. */
const dripped = (body: string) => {
  const bytes = encoder.encode(body)
  const piece = Math.ceil(bytes.length / 60)
  const pieces = Array.from({ length: 60 }, (_, index) => bytes.subarray(index * piece, (index + 1) * piece))
  return HttpServerResponse.stream(
    Stream.fromIterable(pieces).pipe(Stream.rechunk(1), Stream.schedule(Schedule.spaced("1 second"))),
    { contentType: "application/json", contentLength: bytes.length }
  )
}

/** Half of the body, and then the connection breaks. */
const cut = (body: string) => {
  const bytes = encoder.encode(body)
  return HttpServerResponse.stream(
    Stream.concat(Stream.succeed(bytes.subarray(0, bytes.length / 2)), Stream.fail("the connection breaks here")),
    { contentType: "application/json", contentLength: bytes.length }
  )
}

/** A quotation mark too many, in the middle. */
const malformed = (body: string) => {
  const middle = body.indexOf('"title":', body.length / 2)
  return middle === -1 ? body.slice(0, -1) : `${body.slice(0, middle)}"${body.slice(middle)}`
}
