import { Context } from "effect"
import type { PartitionKey } from "../definition/Partitions.ts"

/** Rows that an attempt has written so far; it may still fail, and publishes none of them before its end. */
export interface RowProgress {
  readonly asset: string
  readonly partition: PartitionKey
  readonly rows: number
}

/**
 * Sees the rows of steps go by, to show them: at most once for each piece that an asset writes.
 *
 * Called while the step works, so it must be quick and may not fail. Nothing is
 * recorded of it. Nobody watches unless a program provides it.
 */
export const RowProgress = Context.Reference<(progress: RowProgress) => void>("@jobgraph/assets/RowProgress", {
  defaultValue: () => () => undefined
})
