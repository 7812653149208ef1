/**
 * Reasons for which a batch is not read at all: found out before the first request.
 *
 * @module
 */
import { Duration, Schema } from "effect"

/** The market is none that the source serves. */
export class UnknownMarket extends Schema.TaggedError<UnknownMarket>()("UnknownMarket", {
  source: Schema.String,
  market: Schema.String,
  known: Schema.Array(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.source} does not serve the market ${this.market}: use one of ${this.known.join(", ")}`
  }
}

/** No source has this name. */
export class UnknownSource extends Schema.TaggedError<UnknownSource>()("UnknownSource", {
  name: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return (
      `there is no source ${JSON.stringify(this.name)}: use adzuna, sample, or the path of a .json, .ndjson or ` +
      ".csv file (also .gz or .zst)"
    )
  }
}

/** The source needs credentials that are not set. */
export class SourceNotConfigured extends Schema.TaggedError<SourceNotConfigured>()("SourceNotConfigured", {
  source: Schema.String,
  variables: Schema.Array(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.source} needs credentials: set ${this.variables.join(" and ")}, or use --source sample`
  }
}

/** A live API was asked for the ads of another day. */
export class NotReplayable extends Schema.TaggedError<NotReplayable>()("NotReplayable", {
  source: Schema.String,
  date: Schema.String,
  today: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return (
      `${this.source} lists only what is online now (${this.today}), so ${this.date} cannot be collected: use ` +
      "a file of that day with --source, or --source sample"
    )
  }
}

/** One more request would pass a limit of the account. */
export class QuotaExceeded extends Schema.TaggedError<QuotaExceeded>()("QuotaExceeded", {
  source: Schema.String,
  /** The span of time that the limit counts over: `day`, `week`. */
  window: Schema.String,
  limit: Schema.Int,
  /** Until as many as are needed may be sent. */
  retryAfterMillis: Schema.optionalKey(Schema.Finite),
  /** Requests that are needed at least, and those that are left; where it was found out before one was sent. */
  needed: Schema.optionalKey(Schema.Int),
  left: Schema.optionalKey(Schema.Int)
}) {
  /** More than a window ever holds will not fit in later either. */
  get isTransient() {
    return this.needed === undefined || this.needed <= this.limit
  }
  get retryAfter() {
    return this.retryAfterMillis === undefined ? undefined : Duration.millis(this.retryAfterMillis)
  }
  override get message() {
    const quota = `the quota of ${this.source}, ${this.limit} requests a ${this.window},`
    if (this.needed === undefined) {
      return `${quota} is used up: the next request is free ${this.#when}; go on then, or search less`
    }
    const left = this.left === 0 ? "none is left" : this.left === 1 ? "one is left" : `${this.left} are left`
    const short = `${quota} is too small: at least ${this.needed} are needed and ${left}`
    return this.isTransient
      ? `${short}. They are free ${this.#when}; go on then, search less, or set requests.ifQuota=shorten`
      : `${short}. Search less, or set requests.ifQuota=shorten`
  }
  get #when() {
    return this.retryAfter === undefined ? "later" : `in ${Duration.format(roundedUp(this.retryAfter))}`
  }
}

/** It cannot be known whether the quota allows a request, so none was sent. */
export class QuotaUnknown extends Schema.TaggedError<QuotaUnknown>()("QuotaUnknown", {
  source: Schema.String,
  detail: Schema.String,
  isTransient: Schema.Boolean
}) {
  override get message() {
    return `the requests to ${this.source} cannot be counted, so none was sent: ${this.detail}`
  }
}

const roundedUp = (duration: Duration.Duration) => Duration.seconds(Math.ceil(Duration.toSeconds(duration)))
