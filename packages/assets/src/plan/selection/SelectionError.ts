import { Schema } from "effect"

/**
 * A selection that cannot be read, or that names what the graph does not have.
 *
 * `message` shows the selection with a caret under the column. For a name that
 * is not in the graph, `text` is the selection in its canonical form.
 */
export class SelectionError extends Schema.TaggedError<SelectionError>()("SelectionError", {
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
