/**
 * Every way that reading or writing artifacts can fail.
 *
 * @module
 */
import { Schema } from "effect"

/** The store could not read or write; `code` is the system's (`ENOSPC`, `EACCES`). */
export class StoreFailed extends Schema.TaggedError<StoreFailed>()("StoreFailed", {
  operation: Schema.String,
  code: Schema.NullOr(Schema.String),
  cause: Schema.Defect()
}) {
  /** A full disk, a read-only folder or missing rights need a person; the rest may pass. */
  get isTransient() {
    return !["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR"].includes(this.code ?? "")
  }
  override get message() {
    return `The artifact store could not ${this.operation}${this.code === null ? "" : ` (${this.code})`}`
  }
}

/** A part that a manifest names is not in the store. */
export class PartMissing extends Schema.TaggedError<PartMissing>()("PartMissing", { hash: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `Part ${this.hash.slice(0, 12)} is missing from the artifact store`
  }
}

/** The bytes of a part do not have the hash that names it. */
export class PartCorrupted extends Schema.TaggedError<PartCorrupted>()("PartCorrupted", { hash: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `Part ${this.hash.slice(0, 12)} is damaged: its bytes do not have its hash`
  }
}

/** An asset wrote something that its artifact's schema does not allow. */
export class SchemaMismatch extends Schema.TaggedError<SchemaMismatch>()("SchemaMismatch", {
  detail: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `Schema mismatch: ${this.detail}`
  }
}

/** The only error of artifacts; `reason` says which. */
export class ArtifactError extends Schema.TaggedError<ArtifactError>()("ArtifactError", {
  reason: Schema.Union([StoreFailed, PartMissing, PartCorrupted, SchemaMismatch])
}) {
  get isTransient() {
    return this.reason.isTransient
  }
  override get message() {
    return this.reason.message
  }
}
