import { Cause, Effect, Layer, Option, SchemaIssue } from "effect"
import { HttpServerError } from "effect/http"
import { HttpApiError } from "effect/http-api"
import { Access } from "../../api/Access.ts"
import { BadRequest, TooLarge, Unexpected } from "../../api/Problem.ts"
import { RequestId } from "./RequestId.ts"
import { RequestPlace } from "./RequestPlace.ts"

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

/** Tells requests that cannot be read, and every defect, as problems. A defect's cause goes to the log and nowhere else. */
export const accessLayer = Layer.succeed(Access, (handler) => Effect.catchCause(handler, told))

const told = <E>(cause: Cause.Cause<E>): Effect.Effect<never, E | BadRequest | TooLarge | Unexpected> => {
  const error: unknown = Option.getOrUndefined(Cause.findErrorOption(cause))
  if (HttpApiError.HttpApiSchemaError.is(error)) {
    return error.kind === "Body" || error.kind === "ResponseHeaders" ? unexpected(cause) : badRequest(error)
  }
  const defect = cause.reasons.find(Cause.isDieReason)?.defect
  if (error !== undefined || defect === undefined) {
    return Effect.failCause(cause)
  }
  return isUnreadable(defect) ? unreadable : unexpected(cause)
}

const badRequest = Effect.fnUntraced(function* ({ cause, kind }: HttpApiError.HttpApiSchemaError) {
  const place = kind.toLowerCase()
  const errors = issuesOf(cause.issue).issues.map(({ message, path = [] }) => ({
    path: [place, ...path.map((part) => String(typeof part === "object" ? part.key : part))],
    message
  }))
  const detail = errors.map(({ message, path }) => `${path.join(".")}: ${message}`).join("; ")
  const where = errors[0]?.path.join(".") ?? (yield* RequestPlace)
  const next = "Send it as /api/docs describes it"
  return yield* new BadRequest({ class: "usage", detail, where, next, errors, requestId: yield* RequestId })
})

/** The body could not be read to its end: it was longer than it may be, or was cut off. */
const isUnreadable = (defect: unknown): boolean =>
  defect instanceof HttpServerError.HttpServerError && defect.reason._tag === "RequestParseError"

const unreadable = Effect.gen(function* () {
  return yield* new TooLarge({
    class: "usage",
    detail: "The body is longer than the service takes, or could not be read to its end",
    where: "body",
    next: "Send less, or raise the setting service.bodyKilobytes",
    requestId: yield* RequestId
  })
})

const unexpected = Effect.fnUntraced(function* (cause: Cause.Cause<unknown>) {
  const requestId = yield* RequestId
  yield* Effect.logError("A request failed unexpectedly", cause).pipe(Effect.annotateLogs({ requestId }))
  return yield* new Unexpected({
    class: "permanent",
    detail: "Something happened that the service does not expect",
    where: yield* RequestPlace,
    next: "Look for the request's id in logs/runs.ndjson of RUNNER_HOME",
    requestId
  })
})
