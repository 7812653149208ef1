/**
 * How the API says that something went wrong: `application/problem+json` (RFC 9457).
 *
 * @module
 */
import { Schema } from "effect"
import { HttpApiError } from "effect/http-api"

const { Problem } = HttpApiError

/** May the same request succeed later (`transient`), not (`permanent`), or must it be asked differently (`usage`)? */
export const ProblemKind = Schema.Literals(["transient", "permanent", "usage"])
export type ProblemKind = typeof ProblemKind.Type

/** What every problem has beside the members of RFC 9457. */
const members = {
  class: ProblemKind,
  /** What it is about: a run, an asset partition, a parameter; else the request itself. */
  where: Schema.String,
  /** What to do about it. */
  next: Schema.String,
  /** The answer's `x-request-id`, which the service's log has too. */
  requestId: Schema.String
}

/** The request does not fit its schema; `errors` says where. */
export class BadRequest extends Problem<BadRequest>()(
  "BadRequest",
  { type: "urn:jobgraph:problem:bad-request", status: 400, title: "The request cannot be read" },
  { ...members, errors: Schema.Array(HttpApiError.ProblemIssue) }
) {}

export class Unauthorized extends Problem<Unauthorized>()(
  "Unauthorized",
  { type: "urn:jobgraph:problem:unauthorized", status: 401, title: "A token is needed" },
  members
) {}

/** A foreign `Host`, or a change asked for from a foreign `Origin`. */
export class Forbidden extends Problem<Forbidden>()(
  "Forbidden",
  { type: "urn:jobgraph:problem:forbidden", status: 403, title: "This request is not let through" },
  members
) {}

export class NotFound extends Problem<NotFound>()(
  "NotFound",
  { type: "urn:jobgraph:problem:not-found", status: 404, title: "There is no such thing" },
  members
) {}

/** Something is at the address, and takes other methods: those of the header `Allow`. */
export class MethodNotAllowed extends Problem<MethodNotAllowed>()(
  "MethodNotAllowed",
  { type: "urn:jobgraph:problem:method-not-allowed", status: 405, title: "This address takes other methods" },
  members
) {}

/** The state of things does not allow it now. */
export class Conflict extends Problem<Conflict>()(
  "Conflict",
  { type: "urn:jobgraph:problem:conflict", status: 409, title: "This cannot be done now" },
  members
) {}

export class TooLarge extends Problem<TooLarge>()(
  "TooLarge",
  { type: "urn:jobgraph:problem:too-large", status: 413, title: "The request is too large" },
  members
) {}

/** The body is of a type that the endpoint does not read. */
export class UnsupportedType extends Problem<UnsupportedType>()(
  "UnsupportedType",
  { type: "urn:jobgraph:problem:unsupported-type", status: 415, title: "A body of this type is not read" },
  members
) {}

/** The request can be read and makes no sense: an unknown partition, a selection that does not parse. */
export class Refused extends Problem<Refused>()(
  "Refused",
  { type: "urn:jobgraph:problem:refused", status: 422, title: "This cannot be done as it was asked for" },
  {
    ...members,
    /** Of a text that does not parse: where, counted from 1. */
    column: Schema.optionalKey(Schema.Int)
  }
) {}

export class TooManyRequests extends Problem<TooManyRequests>()(
  "TooManyRequests",
  { type: "urn:jobgraph:problem:too-many-requests", status: 429, title: "Too many requests" },
  members
) {}

/** A defect; its cause is in the service's log under the request's id, and nowhere else. */
export class Unexpected extends Problem<Unexpected>()(
  "Unexpected",
  { type: "urn:jobgraph:problem:unexpected", status: 500, title: "An unexpected error" },
  members
) {}

/** The database cannot be reached, or the service ends. */
export class Unavailable extends Problem<Unavailable>()(
  "Unavailable",
  { type: "urn:jobgraph:problem:unavailable", status: 503, title: "Not available now" },
  members
) {}

/**
 * Every problem that a handler may answer with. An endpoint declares those of
 * `NotFound`, `Conflict` and `Refused` that it comes to; the rest is any request's.
 */
export type AnyProblem = NotFound | Conflict | Refused | Unavailable
