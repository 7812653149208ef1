import { Schema } from "effect"

/** A filter that cannot be read, or that asks a field what it cannot answer. `message` shows where. */
export class FilterError extends Schema.TaggedError<FilterError>()("FilterError", {
  /** One sentence without its full stop. */
  problem: Schema.String,
  text: Schema.String,
  /** In `text`, counted from 1; one past the end where something is missing there. */
  column: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    const line = this.text.replace(/\s/g, " ")
    const before = [...line.slice(0, this.column - 1)].length
    return `${this.problem}\n  ${line}\n  ${" ".repeat(before)}^`
  }
}
