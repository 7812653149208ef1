import { Schema } from "effect"

/**
 * An asset partition that was rolled back and waits for a person.
 *
 * Whatever runs by itself leaves it: `--all`, what is only selected where stale,
 * schedules. It ends when the partition is published again, which takes naming
 * it, or when it is released.
 */
export const Hold = Schema.Struct({
  asset: Schema.String,
  partition: Schema.NullOr(Schema.String),
  /** The run whose rollback it comes from. */
  runId: Schema.String,
  /** Milliseconds since 1970, UTC. */
  at: Schema.Finite
})
export type Hold = typeof Hold.Type

/** How it came to be held and what ends that, after "it is": without a full stop. */
export const sentence = ({ partition, runId }: Hold): string => {
  const run = runId.slice(0, 13)
  const named = partition === null ? "materialize it by name" : `name it with --partition ${partition}`
  return `held since run ${run} was rolled back: ${named}, or \`runner runs release ${partition ?? run}\``
}
