/**
 * Every way in which reading a source can fail, each marked transient or permanent.
 *
 * No field and no message holds a credential, a full URL or the text of an ad.
 *
 * @module
 */
import { Duration, Schema } from "effect"
import {
  NotReplayable,
  QuotaExceeded,
  QuotaUnknown,
  SourceNotConfigured,
  UnknownMarket,
  UnknownSource
} from "./BatchRefused.ts"
import { FileMalformed, FileMissing, FileUnreadable, FileUnwritable } from "./FileError.ts"

/** The other side asked for fewer requests (429). */
export class RateLimited extends Schema.TaggedError<RateLimited>()("RateLimited", {
  source: Schema.String,
  /** As asked for by `Retry-After`. */
  retryAfterMillis: Schema.optionalKey(Schema.Finite)
}) {
  get isTransient() {
    return true
  }
  get retryAfter() {
    return durationOf(this.retryAfterMillis)
  }
  override get message() {
    const wait = this.retryAfter === undefined ? "later" : `in ${Duration.format(this.retryAfter)}`
    return `${this.source} answered 429, too many requests: try again ${wait}, or lower rateLimitPerMinute`
  }
}

/** No usable answer: the connection failed or broke, or the server answered 5xx or 408. */
export class Unreachable extends Schema.TaggedError<Unreachable>()("Unreachable", {
  source: Schema.String,
  /** A status or a system's error code, such as `503` or `ECONNREFUSED`. */
  detail: Schema.String,
  retryAfterMillis: Schema.optionalKey(Schema.Finite)
}) {
  get isTransient() {
    return true
  }
  get retryAfter() {
    return durationOf(this.retryAfterMillis)
  }
  override get message() {
    return `${this.source} cannot be reached (${this.detail}): check the network, or try again later`
  }
}

/** The answer, headers and body, was not complete in time. */
export class TimedOut extends Schema.TaggedError<TimedOut>()("TimedOut", {
  source: Schema.String,
  seconds: Schema.Finite
}) {
  get isTransient() {
    return true
  }
  override get message() {
    return `${this.source} did not answer within ${this.seconds} s: try again later, or raise timeoutSeconds`
  }
}

/** The credentials were not accepted (401, 403, 410). */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  source: Schema.String,
  status: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return (
      `${this.source} refused the credentials (${this.status}): check ADZUNA_APP_ID and ADZUNA_APP_KEY, and that ` +
      "the account was activated by its e-mail"
    )
  }
}

/** The request was not accepted (any other 4xx). */
export class BadRequest extends Schema.TaggedError<BadRequest>()("BadRequest", {
  source: Schema.String,
  status: Schema.Int,
  search: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return (
      `${this.source} did not accept the search ${this.search} (${this.status}): check queries, locations and ` +
      "pageSize (at most 50)"
    )
  }
}

/** An answer with status 200 that is not a page of ads. */
export class UnexpectedBody extends Schema.TaggedError<UnexpectedBody>()("UnexpectedBody", {
  source: Schema.String,
  search: Schema.String,
  detail: Schema.String,
  /** True where the body was damaged; false where it was whole and of another shape. */
  isDamaged: Schema.Boolean
}) {
  get isTransient() {
    return this.isDamaged
  }
  override get message() {
    const advice = this.isDamaged ? "try again later" : "the API may have changed, look for a newer version of Jobgraph"
    return `${this.source} sent a page for ${this.search} that cannot be read (${this.detail}): ${advice}`
  }
}

export type SourceFailure = SourceError["reason"]

/** The only error that a source fails with; `reason` says which it was. */
export class SourceError extends Schema.TaggedError<SourceError>()("SourceError", {
  reason: Schema.Union([
    RateLimited,
    Unreachable,
    TimedOut,
    Refused,
    BadRequest,
    UnexpectedBody,
    UnknownMarket,
    UnknownSource,
    SourceNotConfigured,
    NotReplayable,
    QuotaExceeded,
    QuotaUnknown,
    FileMissing,
    FileUnreadable,
    FileUnwritable,
    FileMalformed
  ])
}) {
  get isTransient() {
    return this.reason.isTransient
  }
  get retryAfter(): Duration.Duration | undefined {
    return "retryAfter" in this.reason ? this.reason.retryAfter : undefined
  }
  override get message() {
    return this.reason.message
  }
}

const durationOf = (millis: number | undefined) => (millis === undefined ? undefined : Duration.millis(millis))

/** The reasons that lie in what was asked for, and not in the work: a file, a name, a date, a setting. */
export const inputErrors: ReadonlySet<string> = new Set([
  "BadRequest",
  "FileMalformed",
  "FileMissing",
  "FileUnreadable",
  "FileUnwritable",
  "NotReplayable",
  "Refused",
  "SourceNotConfigured",
  "UnknownMarket",
  "UnknownSource"
])
