/**
 * Turns what came back from Adzuna, or did not, into a text body or a `SourceError`.
 *
 * @module
 */
import { Clock, DateTime, Effect, Option } from "effect"
import type { HttpClientError, HttpClientResponse } from "effect/http"
import { BadRequest, RateLimited, Refused, SourceError, UnexpectedBody, Unreachable } from "./SourceError.ts"

/** The body of an answer with status 200; any other status and a body that breaks off fail. */
export const bodyOf = Effect.fnUntraced(function* (
  source: string,
  search: string,
  response: HttpClientResponse.HttpClientResponse
) {
  if (response.status !== 200) {
    // Read to its end, so that the connection can be used again.
    yield* Effect.ignore(response.text)
    const wait = retryAfterMillis(response.headers["retry-after"], yield* Clock.currentTimeMillis)
    return yield* new SourceError({ reason: reasonOfStatus(source, search, response.status, wait) })
  }
  return yield* response.text.pipe(Effect.mapError((error) => connectionLost(source, error)))
})

/** The request got no answer, or not all of it. The foreign error names the URL, so only its code is kept. */
export const connectionLost = (source: string, error: HttpClientError.HttpClientError) =>
  new SourceError({ reason: new Unreachable({ source, detail: codeOf(error.reason.cause) ?? "connection lost" }) })

const reasonOfStatus = (source: string, search: string, status: number, wait: Option.Option<number>) => {
  const retryAfter = Option.match(wait, { onNone: () => ({}), onSome: (retryAfterMillis) => ({ retryAfterMillis }) })
  if (status === 429) {
    return new RateLimited({ source, ...retryAfter })
  }
  if (status >= 500 || status === 408) {
    return new Unreachable({ source, detail: `status ${status}`, ...retryAfter })
  }
  if (status === 401 || status === 403 || status === 410) {
    return new Refused({ source, status })
  }
  return status >= 400
    ? new BadRequest({ source, status, search })
    : new UnexpectedBody({ source, search, detail: `status ${status}`, isDamaged: false })
}

/** No answer of a server is waited for longer. */
const longestWait = 366 * 86_400_000

/** The wait in milliseconds that a `Retry-After` asks for, a number of seconds or an HTTP date; none where it is neither. */
export const retryAfterMillis = (header: string | undefined, now: number): Option.Option<number> => {
  if (header === undefined || header.trim() === "") {
    return Option.none()
  }
  const seconds = Number(header)
  const millis = Number.isFinite(seconds)
    ? Option.some(seconds * 1_000)
    : Option.map(DateTime.make(header), (date) => DateTime.toEpochMillis(date) - now)
  return Option.map(millis, (wait) => Math.min(Math.max(0, wait), longestWait))
}

/** The system's code, such as `ECONNREFUSED`, which fetch keeps in the cause of its error's cause. */
const codeOf = (error: unknown): string | undefined => {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ("code" in current && typeof current.code === "string") {
      return current.code
    }
  }
  return undefined
}
