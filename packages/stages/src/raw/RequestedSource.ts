import { Context, Option } from "effect"

/** Which source a person wants. */
export interface SourcePreference {
  /** Asked for now, as after `--source`: it replaces the one that a partition has. */
  readonly requested: Option.Option<string>
  /** For a partition that has none yet, as in the settings. */
  readonly fallback: Option.Option<string>
}

/** No preference: each partition keeps its source, and a new one takes the default. */
export const RequestedSource = Context.Reference<SourcePreference>("@jobgraph/stages/RequestedSource", {
  defaultValue: () => ({ requested: Option.none(), fallback: Option.none() })
})
