/**
 * What can go wrong between a statement and its answer, and whether waiting may help.
 *
 * @module
 */
import { Predicate, Schema } from "effect"

/** SQLSTATE classes a later attempt may get past: connection, rolled-back transaction, resources, shutdown. */
const transientClasses: ReadonlySet<string> = new Set(["08", "40", "53", "57"])
/** Single SQLSTATEs of the same kind: lock not available, idle too long in a transaction, a standby that will be promoted. */
const transientStates: ReadonlySet<string> = new Set(["55P03", "25P03", "25006"])
/** Errors of Node's sockets, which come instead of a SQLSTATE when the server cannot be reached. */
const socketErrors: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ENOENT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EAI_AGAIN"
])
/** What `pg` says, without any code, of a connection that ended under it or never came about. */
const lostConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout expired|timeout exceeded)/i
/** The database took the whole transaction back because of another one; the same work may pass at once. */
const collisions: ReadonlySet<string> = new Set(["40001", "40P01"])
/** The connection is gone, and with it whatever it had not committed. */
const connectionStates: ReadonlySet<string> = new Set(["57P01", "57P02", "57P03", "25P03"])

/**
 * A statement failed, or the database could not be reached.
 *
 * `operation` is the name that the caller gave the statement, `target` the
 * database it went to (never with a password), `code` the SQLSTATE or socket
 * error, null where there is none. Without a code it is permanent.
 */
export class DatabaseError extends Schema.TaggedError<DatabaseError>()("DatabaseError", {
  operation: Schema.String,
  target: Schema.String,
  code: Schema.NullOr(Schema.String),
  detail: Schema.String,
  cause: Schema.Defect()
}) {
  get isTransient() {
    return (
      this.code !== null &&
      (this.isConnectionLoss || transientClasses.has(this.code.slice(0, 2)) || transientStates.has(this.code))
    )
  }

  /** Did the database undo the transaction for the sake of another (serialization failure, deadlock)? */
  get isCollision() {
    return this.code !== null && collisions.has(this.code)
  }

  /** Is the connection gone, so that the next statement needs another one? */
  get isConnectionLoss() {
    return (
      this.code !== null &&
      (this.code.startsWith("08") || connectionStates.has(this.code) || socketErrors.has(this.code))
    )
  }

  override get message() {
    return `${this.operation} failed on ${this.target}: ${this.detail}${this.code === null ? "" : ` (${this.code})`}`
  }

  /** Tells a foreign failure in our words. */
  static from(operation: string, target: string, cause: unknown): DatabaseError {
    const detail = detailOf(cause)
    return new DatabaseError({ operation, target, code: codeOf(cause, detail), detail, cause })
  }
}

const detailOf = (cause: unknown): string => {
  // A refused connection to a name with several addresses is an AggregateError, whose own message is empty.
  if (cause instanceof AggregateError && cause.message === "") {
    return cause.errors.map(detailOf).join("; ")
  }
  return Predicate.isError(cause) ? cause.message : String(cause)
}

const codeOf = (cause: unknown, detail: string): string | null => {
  if (Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code)) {
    return cause.code
  }
  return lostConnection.test(detail) ? "08006" : null
}
