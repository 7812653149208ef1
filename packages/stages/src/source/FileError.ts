/**
 * Reasons for which a file cannot be read as job ads.
 *
 * @module
 */
import { Schema } from "effect"

/** There is no such file. */
export class FileMissing extends Schema.TaggedError<FileMissing>()("FileMissing", {
  path: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the file ${this.path} does not exist: check the path, and {date} and {market} in it`
  }
}

/** The file exists and cannot be opened, read or unpacked. */
export class FileUnreadable extends Schema.TaggedError<FileUnreadable>()("FileUnreadable", {
  path: Schema.String,
  /** A system's error code or what the decoder said. */
  detail: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the file ${this.path} cannot be read (${this.detail}): check its permissions and that it is complete`
  }
}

/** The file cannot be made or replaced. */
export class FileUnwritable extends Schema.TaggedError<FileUnwritable>()("FileUnwritable", {
  path: Schema.String,
  /** What the system said. */
  detail: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the file ${this.path} cannot be written (${this.detail}): check the folder, its permissions and its space`
  }
}

/** The file as a whole is not what its name says; a single bad record is a `MalformedRecord` instead. */
export class FileMalformed extends Schema.TaggedError<FileMalformed>()("FileMalformed", {
  path: Schema.String,
  detail: Schema.String,
  /** Counted from 1. */
  line: Schema.optionalKey(Schema.Int),
  field: Schema.optionalKey(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    const line = this.line === undefined ? "" : `line ${this.line}: `
    return `the file ${this.path} is not a list of job ads: ${line}${this.detail}`
  }
}
