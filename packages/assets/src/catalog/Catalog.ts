/**
 * The memory of the asset graph: runs, steps, events, versions, claims.
 *
 * A port: `CatalogMemory` serves tests, `@jobgraph/db` PostgreSQL, and both pass
 * the suite in `testing/catalogContract`.
 *
 * @module
 */
import { Context, type Effect, type Option } from "effect"
import type { PartitionKey } from "../definition/Partitions.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { CatalogError } from "./CatalogError.ts"
import type { Event } from "./Event.ts"
import type { Owner } from "./Owner.ts"
import type { Run, RunStatus, Step } from "./Run.ts"

export interface AssetPartition {
  readonly asset: string
  readonly partition: PartitionKey
}

export interface StepId extends AssetPartition {
  readonly runId: string
}

/** The right to publish one asset partition. `token` grows with every claim of the partition, by whomever. */
export interface Claim extends StepId {
  readonly token: number
}

export interface RunsFilter {
  readonly limit: number
  readonly status?: RunStatus
}

export interface MaterializationsFilter {
  readonly asset: string
  /** Absent for all partitions; null is the key of an unpartitioned asset. */
  readonly partition?: PartitionKey
  readonly limit: number
}

export class Catalog extends Context.Service<
  Catalog,
  {
    /** Records a run that begins, with its steps, in one transaction. */
    createRun(run: Run, steps: ReadonlyArray<Step>): Effect.Effect<void, CatalogError>
    /** Sets the run's last status and time, and drops every claim that it still has. */
    endRun(runId: string, status: RunStatus, endedAt: number): Effect.Effect<void, CatalogError>
    /** The run and its steps, in the order of `createRun`. */
    run(
      runId: string
    ): Effect.Effect<Option.Option<{ readonly run: Run; readonly steps: ReadonlyArray<Step> }>, CatalogError>
    /** Newest first. */
    runs(filter: RunsFilter): Effect.Effect<ReadonlyArray<Run>, CatalogError>
    /** Replaces what is known of a step. */
    saveStep(step: Step): Effect.Effect<void, CatalogError>
    /** For each asset partition, the step of the newest run that began it (fresh, unchanged, skipped and blocked ones left out). */
    lastAttempts(): Effect.Effect<ReadonlyArray<Step>, CatalogError>
    /** An event whose number is known already is the same event, told again. */
    append(events: ReadonlyArray<Event>): Effect.Effect<void, CatalogError>
    /** The events of a run after a number, in order; at most `limit`. */
    events(runId: string, after: number, limit: number): Effect.Effect<ReadonlyArray<Event>, CatalogError>

    /** The current version of every asset partition, sorted by asset, then partition. */
    currents(): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    current(id: AssetPartition): Effect.Effect<Option.Option<Materialization>, CatalogError>
    /** Published versions, newest first. */
    materializations(filter: MaterializationsFilter): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    /** Keeps, for inspection, a version that a check refused. It never becomes current. */
    saveRefused(version: Materialization): Effect.Effect<void, CatalogError>
    /** Versions that a check refused, newest first. */
    refused(filter: MaterializationsFilter): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>

    /**
     * Takes an asset partition for a run; fails `Held` while a living run has it.
     *
     * `isAlive` says whether the process of the present holder still runs; a
     * dead one's claim is taken over, which fences it off for good.
     */
    claim(
      id: StepId,
      owner: Owner,
      isAlive: (owner: Owner) => Effect.Effect<boolean>
    ): Effect.Effect<Claim, CatalogError>
    release(claim: Claim): Effect.Effect<void, CatalogError>
    /**
     * Makes a version current, in one transaction that also holds what `prepare` does.
     *
     * Checks the claim's token first and fails `Fenced` if another claim came
     * after it. Then runs `prepare`, whose statements join the transaction, and
     * records the version that it answers. If anything fails, or the fiber is
     * interrupted, nothing of all this has happened. A transaction that the
     * database rolled back for a passing reason may be run again, `prepare`
     * included. Drops the step's memory.
     */
    publish<E, R>(
      claim: Claim,
      prepare: Effect.Effect<Materialization, E, R>
    ): Effect.Effect<Materialization, E | CatalogError, R>

    /** What a step has kept for its later attempts; shared by the runs of one chain. */
    remember(rootRunId: string, id: AssetPartition, key: string, value: unknown): Effect.Effect<void, CatalogError>
    recall(rootRunId: string, id: AssetPartition, key: string): Effect.Effect<Option.Option<unknown>, CatalogError>

    /**
     * Ends, as `crashed`, every running run whose process is gone, frees what
     * it held, and ends its unfinished steps as `cancelled`. Answers those runs
     * with the steps that were cut off.
     */
    recoverCrashed(
      isAlive: (owner: Owner) => Effect.Effect<boolean>,
      at: number
    ): Effect.Effect<ReadonlyArray<{ readonly run: Run; readonly steps: ReadonlyArray<Step> }>, CatalogError>
  }
>()("@jobgraph/assets/Catalog") {}
