/**
 * Every way that the catalog can refuse or fail.
 *
 * @module
 */
import { DateTime, Schema } from "effect"
import { Owner } from "./Owner.ts"
import { RunStatus } from "./Run.ts"

/** The database behind the catalog failed; it knows itself whether that may pass. */
export class CatalogUnavailable extends Schema.TaggedError<CatalogUnavailable>()("CatalogUnavailable", {
  detail: Schema.String,
  transient: Schema.Boolean,
  cause: Schema.Defect()
}) {
  get isTransient() {
    return this.transient
  }
  override get message() {
    return this.detail
  }
}

/** Another run holds the asset partition. */
export class Held extends Schema.TaggedError<Held>()("Held", {
  asset: Schema.String,
  partition: Schema.NullOr(Schema.String),
  runId: Schema.String,
  owner: Owner,
  /** Milliseconds since 1970, UTC. */
  since: Schema.Finite
}) {
  get isTransient() {
    return true
  }
  override get message() {
    const name = this.partition === null ? this.asset : `${this.asset} ${this.partition}`
    const since = DateTime.formatIso(DateTime.makeUnsafe(this.since))
    return `${name} is held by run ${this.runId} (process ${this.owner.pid} on ${this.owner.host}) since ${since}`
  }
}

/** The claim was lost to another run before it came to publish: nothing was written. */
export class Fenced extends Schema.TaggedError<Fenced>()("Fenced", {
  asset: Schema.String,
  partition: Schema.NullOr(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.asset}${this.partition === null ? "" : ` ${this.partition}`} was taken over by another run; this one publishes nothing`
  }
}

/** The run has ended, though not by itself: someone took its owner for dead. It may write nothing any more. */
export class RunOver extends Schema.TaggedError<RunOver>()("RunOver", {
  runId: Schema.String,
  status: RunStatus
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `run ${this.runId} has ended as ${this.status} already; it can do no more`
  }
}

/** The version that was current before another one is no longer kept, so that there is nothing to go back to. */
export class VersionGone extends Schema.TaggedError<VersionGone>()("VersionGone", {
  asset: Schema.String,
  partition: Schema.NullOr(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the version of ${this.asset}${this.partition === null ? "" : ` ${this.partition}`} before is no longer kept: it was replaced too long ago`
  }
}

/** A run is continued once: its retry is what can be continued next. */
export class RetriedAlready extends Schema.TaggedError<RetriedAlready>()("RetriedAlready", {
  runId: Schema.String,
  /** The run that retries it. */
  by: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `run ${this.runId} was retried already, by run ${this.by}: retry that one`
  }
}

/** The only error of `Catalog`; `reason` says which. */
export class CatalogError extends Schema.TaggedError<CatalogError>()("CatalogError", {
  reason: Schema.Union([CatalogUnavailable, Held, Fenced, RunOver, RetriedAlready, VersionGone])
}) {
  get isTransient() {
    return this.reason.isTransient
  }
  override get message() {
    return this.reason.message
  }
}
