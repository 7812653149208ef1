/**
 * A condition that a new version must meet, tested after it was written and before it is published.
 *
 * @module
 */
import type { Materialization, Metadata } from "../version/Materialization.ts"

/** What a check looks at: the new version, and the one it would replace. */
export interface Subject<Config> {
  readonly partition: string | null
  readonly rows: number
  readonly rejected: number
  readonly metadata: Metadata
  readonly config: Config
  readonly previous: Materialization | null
  /**
   * Rows of the other partitions of the same date in the same run, such as other
   * markets; null for one that has not come so far. Of several that are made at
   * the same time, the last one sees them all.
   */
  readonly siblings: ReadonlyArray<number | null>
}

export interface Verdict {
  readonly passed: boolean
  /** A sentence with the figures, for passed checks too. */
  readonly message: string
}

/** `error` blocks the publication: the previous version stays current. `warn` is recorded and published. */
export type Severity = "warn" | "error"

export interface Check<in Config> {
  readonly name: string
  readonly severity: Severity
  readonly test: (subject: Subject<Config>) => Verdict
}
