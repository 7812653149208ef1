import { Schema } from "effect"
import { CheckRecord } from "../version/Materialization.ts"

/** Checks of severity `error` did not pass: the new version is not published, the previous one stays current. */
export class CheckFailed extends Schema.TaggedError<CheckFailed>()("CheckFailed", {
  checks: Schema.Array(CheckRecord)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return this.checks.map(({ message, name }) => `check ${name} failed: ${message}`).join("; ")
  }
}
