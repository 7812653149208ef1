import { Schema } from "effect"

/** A setting cannot be used: where it stands, which key, and what is wrong. */
export class SettingsError extends Schema.TaggedError<SettingsError>()("SettingsError", {
  /** The file, variable or flag. */
  where: Schema.String,
  detail: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.where}: ${this.detail}`
  }
}
