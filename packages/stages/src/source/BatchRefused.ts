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
  retryAfterMillis: Schema.optionalKey(Schema.Finite)
}) {
  get isTransient() {
    return true
  }
  get retryAfter() {
    return this.retryAfterMillis === undefined ? undefined : Duration.millis(this.retryAfterMillis)
  }
  override get message() {
    return (
      `the quota of ${this.source} is used up (${this.limit} requests a ${this.window}): go on when it is renewed, ` +
      "or search less"
    )
  }
}
