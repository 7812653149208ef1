import { Schema } from "effect"

/**
 * The process that owns a run: enough to tell, later, whether it is still the same living process.
 *
 * A process id alone is reused by the system; with its start time it is not.
 */
export const Owner = Schema.Struct({
  host: Schema.String,
  pid: Schema.Int,
  /** When the process started, as the system reports it; opaque, compared for equality. */
  startedAt: Schema.String
})
export type Owner = typeof Owner.Type
