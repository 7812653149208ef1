/**
 * How long things are kept that nobody needs any more, and what goes then.
 *
 * @module
 */
import type { Materialization } from "../version/Materialization.ts"

/** Moments, in milliseconds since 1970: what is older goes. */
export interface Retention {
  /** Versions that were replaced before it; after that they cannot be gone back to. */
  readonly replacedBefore: number
  /** Versions that a check refused, and versions that were taken back, before it. */
  readonly refusedBefore: number
  /** Events of runs that ended before it. */
  readonly eventsBefore: number
  /** What steps kept for later attempts, of chains of runs that all ended before it. */
  readonly memoryBefore: number
  /** Parts that were condemned before it, and that nobody has referred to since. */
  readonly condemnedBefore: number
}

/** Which old versions may go. */
export interface PrunableFilter extends Pick<Retention, "replacedBefore" | "refusedBefore"> {
  /** Data versions, by asset, that something outside of the catalog still refers to: they stay. */
  readonly inUse: ReadonlyMap<string, ReadonlySet<string>>
}

/** A version that goes, and the one after it, which cannot be taken back any more; null where there is none. */
export interface Pruned {
  readonly version: Materialization
  readonly nextId: string | null
}
