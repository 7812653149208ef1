import { Predicate, Schema } from "effect"

/** A worker thread ended before it had done its work: its memory did not suffice, or something in it ended it. */
export class ThreadLost extends Schema.TaggedError<ThreadLost>()("ThreadLost", { cause: Schema.Defect() }) {
  /** The same work would end it again. */
  get isTransient() {
    return false
  }
  override get message() {
    return `A worker thread was lost: ${Predicate.isError(this.cause) ? this.cause.message : String(this.cause)}`
  }
}
