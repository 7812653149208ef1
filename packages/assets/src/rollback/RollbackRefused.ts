/**
 * Why a run is not rolled back.
 *
 * @module
 */
import { Schema } from "effect"

const short = (runId: string): string => runId.slice(0, 13)
const list = (runIds: ReadonlyArray<string>): string => runIds.map(short).join(", ")

/** There is no run of that id. */
export class RunNotFound extends Schema.TaggedError<RunNotFound>()("RunNotFound", { runId: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `there is no run ${this.runId}`
  }
}

/** It is at work, so that there is no telling yet what it will have published. */
export class RunNotEnded extends Schema.TaggedError<RunNotEnded>()("RunNotEnded", { runId: Schema.String }) {
  get isTransient() {
    return true
  }
  override get message() {
    return `run ${short(this.runId)} has not ended: wait for it, or cancel it with \`runner runs cancel ${short(this.runId)}\``
  }
}

/** It has published nothing that stands. */
export class NothingToRollBack extends Schema.TaggedError<NothingToRollBack>()("NothingToRollBack", {
  runId: Schema.String,
  isRolledBack: Schema.Boolean
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return this.isRolledBack
      ? `run ${short(this.runId)} was rolled back already`
      : `run ${short(this.runId)} has published nothing, so there is nothing to roll back`
  }
}

/** Later runs have built on what the run published. */
export class BuiltUpon extends Schema.TaggedError<BuiltUpon>()("BuiltUpon", {
  runId: Schema.String,
  /** The later runs, oldest first, with what each published. */
  by: Schema.Array(Schema.Struct({ runId: Schema.String, published: Schema.Array(Schema.String) }))
}) {
  get isTransient() {
    return false
  }
  override get message() {
    const later = this.by.map(({ published, runId }) => `run ${short(runId)} (${some(published)})`).join(", ")
    return `run ${short(this.runId)} cannot be rolled back alone: later published ${later}. Roll those back first, or all together with --cascade: ${list(this.by.map(({ runId }) => runId))}`
  }
}

/** An asset that the run published is not in the graph any more, so that nobody knows how it is taken back. */
export class AssetUnknown extends Schema.TaggedError<AssetUnknown>()("AssetUnknown", {
  runId: Schema.String,
  asset: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `run ${short(this.runId)} published "${this.asset}", which is not an asset any more: nothing says how to take it back`
  }
}

/** The first three in full. */
const some = (names: ReadonlyArray<string>): string =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ")

/** The only error of planning a rollback that is not the catalog's; `reason` says which. */
export class RollbackRefused extends Schema.TaggedError<RollbackRefused>()("RollbackRefused", {
  reason: Schema.Union([RunNotFound, RunNotEnded, NothingToRollBack, BuiltUpon, AssetUnknown])
}) {
  get isTransient() {
    return this.reason.isTransient
  }
  override get message() {
    return this.reason.message
  }
}
