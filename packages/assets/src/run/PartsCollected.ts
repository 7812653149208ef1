import { Duration, Schema } from "effect"

/** Parts that a new version shares with an old one were removed as unused before it could refer to them. */
export class PartsCollected extends Schema.TaggedError<PartsCollected>()("PartsCollected", { parts: Schema.Int }) {
  get isTransient() {
    return true
  }
  /** They are written again at once. */
  get retryAfter() {
    return Duration.zero
  }
  override get message() {
    return `${this.parts} parts of the new version were removed as unused while it was made: it is made again`
  }
}
