/**
 * What the functions of an asset are given when they are called.
 *
 * @module
 */
import type { Effect, Option } from "effect"
import type { Materialization, Metadata } from "../version/Materialization.ts"
import type { Observation } from "../version/Observation.ts"
import type * as Artifact from "./Artifact.ts"
import type { Classified } from "./Classified.ts"
import type { All, Dependencies, Dependency } from "./Dependency.ts"
import type { PartitionKey } from "./Partitions.ts"

/** One input for each dependency: the identical partition, or an array of all partitions sorted by key. */
export type Inputs<Deps extends Dependencies> = {
  readonly [Name in keyof Deps]: InputOf<Deps[Name]>
}

type InputOf<D extends Dependency> =
  D extends All<infer A>
    ? ReadonlyArray<Artifact.Input<A["artifact"]>>
    : D extends { readonly artifact: infer Art }
      ? Artifact.Input<Art>
      : never

/**
 * What the step keeps between its attempts: pages that were received, for instance.
 *
 * Values are JSON. They outlive a failed attempt and a crashed run, and are
 * dropped when the step publishes.
 */
export interface StepMemory {
  readonly get: (key: string) => Effect.Effect<Option.Option<unknown>, Classified>
  readonly put: (key: string, value: unknown) => Effect.Effect<void, Classified>
}

export interface MakeContext<Art, Deps extends Dependencies, Config> {
  readonly inputs: Inputs<Deps>
  readonly config: Config
  readonly partition: PartitionKey
  readonly runId: string
  /** The run that the chain of retries began with; equal to `runId` for a first run. */
  readonly rootRunId: string
  /** The id that the version will have if it is published. */
  readonly versionId: string
  /** Counted from 1. */
  readonly attempt: number
  readonly output: Artifact.Output<Art>
  /** What `observe` answered for this step; null for an asset without a source. */
  readonly source: Observation | null
  /** The version that is current before this one. */
  readonly previous: Materialization | null
  readonly memory: StepMemory
  /** Adds to the metadata of the version: figures are added up, other values replace. */
  readonly report: (metadata: Metadata) => Effect.Effect<void>
}

export interface ObserveRequest<Config> {
  readonly partition: PartitionKey
  readonly config: Config
  /** What was observed when the current version was made. */
  readonly previous: Observation | null
}

export interface PublishContext<Config> {
  readonly config: Config
  /** The record that is about to be committed. */
  readonly materialization: Materialization
  readonly previous: Materialization | null
}

export interface UndoContext<Config> {
  readonly config: Config
  /** The version that is taken back. */
  readonly materialization: Materialization
  /** The version that was current before it, and that is again if this one was; null if there was none. */
  readonly previous: Materialization | null
}
