/**
 * Orders to kill, as a test gives them to the command that it starts.
 *
 * @module
 */
import { Schema } from "effect"

/** Whom to kill, or to stop, and where. */
export const Order = Schema.Struct({
  /** A point's name: `after commit of catalog.createRun`; of a step's work, `raw: after putPart`. Null for any. */
  point: Schema.NullOr(Schema.String),
  /** The how-many-th time that the command comes to the point. */
  time: Schema.Int,
  /** The command itself, the process of its embedded database, or all its connections to its server. */
  victims: Schema.Array(Schema.Literals(["runner", "database", "connections"])),
  signal: Schema.Literals(["SIGKILL", "SIGSTOP"]),
  /** How long the command stays at the point before. */
  delayMs: Schema.Int
})
export type Order = typeof Order.Type

/** The variable that holds the orders, as JSON. */
export const ordersVariable = "JOBGRAPH_FAULTS_ORDERS"
/** The variable that names a file in which every point is noted as the command comes to it. */
export const pointsVariable = "JOBGRAPH_FAULTS_POINTS"
