import { Schema } from "effect"

/** A file of rows could not be written. */
export class ExportFileError extends Schema.TaggedError<ExportFileError>()("ExportFileError", {
  path: Schema.String,
  detail: Schema.String,
  cause: Schema.Defect()
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.path} cannot be written: ${this.detail}`
  }

  static at(path: string) {
    return (cause: unknown) =>
      new ExportFileError({ path, detail: cause instanceof Error ? cause.message : String(cause), cause })
  }
}
