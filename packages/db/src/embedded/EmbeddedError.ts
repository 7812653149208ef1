import { Predicate, Schema } from "effect"

/** The embedded database could not be started or did not survive; `detail` is what its process said. */
export class EmbeddedError extends Schema.TaggedError<EmbeddedError>()("EmbeddedError", {
  folder: Schema.String,
  detail: Schema.String,
  cause: Schema.Defect()
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `The embedded database in ${this.folder} cannot be opened: ${this.detail}`
  }

  static in(folder: string) {
    return (cause: unknown) => new EmbeddedError({ folder, detail: detailOf(cause), cause })
  }
}

/** PGlite throws objects of its own, some with a message and some with a number alone. */
const detailOf = (cause: unknown): string => {
  if (Predicate.hasProperty(cause, "message") && Predicate.isString(cause.message)) {
    return cause.message
  }
  return Predicate.isObject(cause) ? JSON.stringify(cause) : String(cause)
}
