import { Schema } from "effect"

/**
 * What an asset's source looked like when it was observed.
 *
 * Two observations with equal `name` and `version` stand for equal content. A
 * null version means that the source cannot tell (a live API): then only a
 * change of `name` makes the asset stale.
 */
export const Observation = Schema.Struct({
  /** Which source: `sample`, `adzuna`, a file's path. */
  name: Schema.String,
  version: Schema.NullOr(Schema.String),
  /** A cheap sign (size and time of a file) that spares the next observation the expensive one. */
  hint: Schema.NullOr(Schema.String)
})
export type Observation = typeof Observation.Type
