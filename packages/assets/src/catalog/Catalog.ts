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
import type { PrunableFilter, Pruned } from "../retention/Retention.ts"
import type { Materialization } from "../version/Materialization.ts"
import type { CatalogError } from "./CatalogError.ts"
import type { Event } from "./Event.ts"
import type { Hold } from "./Hold.ts"
import type { Lease, Renewal } from "./Lease.ts"
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

/** What a chain of runs sees: the catalog as it was at a mark, and what the chain has published itself. */
export interface CatalogPoint {
  readonly mark: number
  readonly rootRunId: string
}

/** What a step looks at before it works, all at one moment. */
export interface Glance {
  /** How far the catalog has published. */
  readonly mark: number
  /** Whether the step's own asset partition waits for a person. */
  readonly hold: Hold | null
  readonly currents: ReadonlyArray<Materialization>
}

/** A run with its steps, in the order of its plan. */
export interface RunAndSteps {
  readonly run: Run
  readonly steps: ReadonlyArray<Step>
}

/** How a run ends whose owner is gone. */
export interface Crash {
  /** The lease as it was when its owner was found gone: one that was renewed since keeps its run. */
  readonly lease: Pick<Lease, "runId" | "renewals">
  readonly at: number
  /** What becomes of a step that had not ended. */
  readonly cut: (step: Step) => Step
}

/** What is taken back by one rollback. */
export interface Rollback {
  /** The runs that become `rolled_back`. */
  readonly runIds: ReadonlyArray<string>
  /** The last published first. */
  readonly versions: ReadonlyArray<Materialization>
  readonly holds: ReadonlyArray<Hold>
  readonly at: number
}

/** What one step of a sweep came to. */
export interface Swept<A> {
  /** How many condemned parts were looked at; 0 when none is left. */
  readonly looked: number
  readonly removed: ReadonlyArray<string>
  /** What `remove` answered; null if it was not called. */
  readonly answer: A | null
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
    /**
     * Records a run that begins, with its steps and its lease, in one transaction.
     * Fails `RetriedAlready` if another run has the same `retryOf`.
     */
    createRun(run: Run, steps: ReadonlyArray<Step>): Effect.Effect<void, CatalogError>
    /**
     * Sets the run's last status and time, and drops its lease and every claim
     * that it still has. Fails `RunOver` if it has ended otherwise already.
     */
    endRun(runId: string, status: RunStatus, endedAt: number): Effect.Effect<void, CatalogError>
    /** The run and its steps, in the order of `createRun`. */
    run(runId: string): Effect.Effect<Option.Option<RunAndSteps>, CatalogError>
    /** A run and its retries, oldest first; of a run that was never retried, that run alone. */
    chain(rootRunId: string): Effect.Effect<ReadonlyArray<RunAndSteps>, CatalogError>
    /**
     * The steps of an asset in a run and its retries, oldest run first, of the partitions whose keys begin with
     * `prefix`; the step of an unpartitioned asset has the empty one.
     */
    chainSteps(rootRunId: string, asset: string, prefix: string): Effect.Effect<ReadonlyArray<Step>, CatalogError>
    /** Newest first. */
    runs(filter: RunsFilter): Effect.Effect<ReadonlyArray<Run>, CatalogError>
    /** Replaces what is known of a step. Fails `RunOver` once the run has ended. */
    saveStep(step: Step): Effect.Effect<void, CatalogError>
    /** For each asset partition, the step of the newest run that began it (fresh, unchanged, skipped and blocked ones left out). */
    lastAttempts(): Effect.Effect<ReadonlyArray<Step>, CatalogError>
    /** An event whose number is known already is the same event, told again; a crashed run tells no more. */
    append(events: ReadonlyArray<Event>): Effect.Effect<void, CatalogError>
    /** The events of a run after a number, in order; at most `limit`. */
    events(runId: string, after: number, limit: number): Effect.Effect<ReadonlyArray<Event>, CatalogError>

    /** The current versions of all asset partitions, or of `ids`, sorted by asset, then partition. */
    currents(ids?: ReadonlyArray<AssetPartition>): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    current(id: AssetPartition): Effect.Effect<Option.Option<Materialization>, CatalogError>
    /** The current versions of all asset partitions, or of `ids`, with the mark, and the hold of `own`. */
    glance(own: AssetPartition, ids?: ReadonlyArray<AssetPartition>): Effect.Effect<Glance, CatalogError>
    /** How far the catalog has published: grows with each version. */
    mark(): Effect.Effect<number, CatalogError>
    /**
     * The versions that were current at a mark, or that the runs of a chain
     * published since, sorted by partition. Versions of runs that were rolled
     * back are left out.
     */
    versionsAt(
      point: CatalogPoint,
      asset: string,
      partition?: PartitionKey
    ): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    /** Published versions that were not taken back, newest first. */
    materializations(filter: MaterializationsFilter): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    /** What runs have published and was not taken back, in the order of publication. */
    versionsOf(runIds: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    /** What of these asset partitions was published after a version and not taken back, in that order. */
    publishedAfter(
      versionId: string,
      ids: ReadonlyArray<AssetPartition>
    ): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>
    /** The version that was current before this one; fails `VersionGone` if there was one that is no longer kept. */
    versionBefore(versionId: string): Effect.Effect<Option.Option<Materialization>, CatalogError>
    /** Keeps, for inspection, a version that a check refused. It never becomes current. */
    saveRefused(version: Materialization): Effect.Effect<void, CatalogError>
    /** Versions that a check refused, newest first. */
    refused(filter: MaterializationsFilter): Effect.Effect<ReadonlyArray<Materialization>, CatalogError>

    /**
     * Extends the lease of a running run from now, by the catalog's own clock,
     * whatever transactions are open. Says if there was none to extend, and
     * whether somebody asked for the run to be cancelled.
     */
    renewLease(runId: string, milliseconds: number): Effect.Effect<Renewal, CatalogError>
    /** The leases of all running runs, oldest run first. */
    leases(): Effect.Effect<ReadonlyArray<Lease>, CatalogError>
    /** Asks the owner of a running run to cancel it; false if it does not run. `by` is who asks, for people. */
    requestCancel(runId: string, by: string): Effect.Effect<boolean, CatalogError>
    /**
     * Ends a running run as `crashed`, cuts its unfinished steps off, frees what
     * it held and tells that it ended, all in one transaction with `books`.
     * Nothing happens, and the answer is none, if the lease was renewed or the
     * run has ended.
     */
    crash<E, R>(
      crash: Crash,
      books: (crashed: RunAndSteps) => Effect.Effect<void, E, R>
    ): Effect.Effect<Option.Option<RunAndSteps>, E | CatalogError, R>

    /**
     * Takes an asset partition for a running run; fails `Held` while another
     * running one has it. What a run took that has ended is free.
     */
    claim(id: StepId): Effect.Effect<Claim, CatalogError>
    release(claim: Claim): Effect.Effect<void, CatalogError>
    /**
     * Makes a version current, in one transaction that also holds what `prepare` does.
     *
     * Checks the claim first and fails `Fenced` if it was dropped or another
     * one came after it. Then runs `prepare`, whose statements join the transaction, and
     * records the version that it answers. If anything fails, or the fiber is
     * interrupted, nothing of all this has happened. A transaction that the
     * database rolled back for a passing reason may be run again, `prepare`
     * included. Drops the step's memory and the hold of the asset partition, and
     * pardons the version's parts if they were condemned.
     */
    publish<E, R>(
      claim: Claim,
      prepare: Effect.Effect<Materialization, E, R>
    ): Effect.Effect<Materialization, E | CatalogError, R>

    /**
     * Takes versions back, in one transaction that also holds what `prepare` does.
     *
     * Of each version, the one before it becomes current, or none; one in the
     * midst of others is only taken out from among them. Nobody claims or
     * publishes any of `touched` meanwhile: fails `Held` while a run has one of
     * them. `prepare` decides what to take back after that is sure. Makes the
     * runs `rolled_back`, keeps the holds, and tells of it in the runs' events.
     */
    rollBack<E, R>(
      touched: ReadonlyArray<AssetPartition>,
      prepare: Effect.Effect<Rollback, E, R>
    ): Effect.Effect<Rollback, E | CatalogError, R>
    /** The asset partitions that wait for a person, sorted by asset, then partition. */
    holds(): Effect.Effect<ReadonlyArray<Hold>, CatalogError>
    /** Ends holds. One that is not there is no error. */
    dropHolds(ids: ReadonlyArray<AssetPartition>): Effect.Effect<void, CatalogError>

    /**
     * Keeps sweeps from removing any part before the transaction ends. To be
     * called in the content of `publish`, late, before it is certain that the
     * version's parts are there: publishes wait for a sweep that waits for one.
     */
    secureParts(): Effect.Effect<void, CatalogError>
    /** Those of these parts that no version refers to, as if those `without` were gone. */
    unreferenced(
      hashes: ReadonlyArray<string>,
      without: ReadonlyArray<string>
    ): Effect.Effect<ReadonlyArray<string>, CatalogError>
    /** Notes that parts are not referred to. One that is condemned already stays so from when it was. */
    condemn(hashes: ReadonlyArray<string>, at: number): Effect.Effect<void, CatalogError>
    /**
     * Removes at most `limit` parts that were condemned before a moment, in one
     * transaction during which no publish comes to its end. `remove` is given
     * those that still nothing refers to; the others are pardoned.
     */
    sweep<A, E, R>(
      before: number,
      limit: number,
      remove: (hashes: ReadonlyArray<string>) => Effect.Effect<A, E, R>
    ): Effect.Effect<Swept<A>, E | CatalogError, R>
    /** Versions beyond their retention; never a current one. */
    prunable(filter: PrunableFilter): Effect.Effect<ReadonlyArray<Pruned>, CatalogError>
    /**
     * Removes the records of versions, with `forget`, in one transaction. One
     * that has become current since is left; answers those that are gone.
     */
    prune<E, R>(
      versions: ReadonlyArray<Pruned>,
      forget: (gone: ReadonlyArray<Pruned>) => Effect.Effect<void, E, R>
    ): Effect.Effect<ReadonlyArray<Pruned>, E | CatalogError, R>
    /** Removes the events of runs that ended before a moment; how many. */
    pruneEvents(before: number, options: { readonly dryRun: boolean }): Effect.Effect<number, CatalogError>
    /** Removes what steps kept, of chains of runs that all ended before a moment; how many entries. */
    pruneMemory(before: number, options: { readonly dryRun: boolean }): Effect.Effect<number, CatalogError>

    /** What a step has kept for its later attempts; shared by the runs of one chain. */
    remember(rootRunId: string, id: AssetPartition, key: string, value: unknown): Effect.Effect<void, CatalogError>
    recall(rootRunId: string, id: AssetPartition, key: string): Effect.Effect<Option.Option<unknown>, CatalogError>
    /** Drops all that the steps of a chain have kept. */
    forget(rootRunId: string): Effect.Effect<void, CatalogError>
  }
>()("@jobgraph/assets/Catalog") {}
