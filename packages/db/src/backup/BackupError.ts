import { Schema } from "effect"

/** A backup could not be written, or is not to be restored; `problem` says why. */
export class BackupError extends Schema.TaggedError<BackupError>()("BackupError", {
  path: Schema.String,
  /** A sentence without its full stop. */
  problem: Schema.String,
  cause: Schema.Defect()
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.path}: ${this.problem}`
  }

  static because(path: string, problem: string) {
    return new BackupError({ path, problem, cause: null })
  }

  static at(path: string) {
    return (cause: unknown) =>
      new BackupError({ path, problem: cause instanceof Error ? cause.message : String(cause), cause })
  }
}
