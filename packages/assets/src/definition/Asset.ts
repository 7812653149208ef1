/**
 * What an asset is: a named data artifact, what it is made from, and how it is made.
 *
 * An asset says nothing about when it runs or where its artifact is kept: that
 * is the concern of the planner, the materializer and the artifact store.
 *
 * @module
 */
import { type Duration, Effect, Predicate, Schema } from "effect"
import type { Pruned } from "../retention/Retention.ts"
import type { Metadata } from "../version/Materialization.ts"
import type { Observation } from "../version/Observation.ts"
import * as Artifact from "./Artifact.ts"
import type { Check } from "./Check.ts"
import type { Classified } from "./Classified.ts"
import type { MakeContext, ObserveRequest, PublishContext, UndoContext } from "./Context.ts"
import type { Dependencies } from "./Dependency.ts"
import type { MapRows, Any as MapRowsAny } from "./MapRows.ts"
import * as Partitions from "./Partitions.ts"
import * as RetryPolicy from "./RetryPolicy.ts"

/** Unique name of an asset, as people type it: `tfidf_model`. */
export const AssetKey = Schema.String.check(Schema.isPattern(/^[a-z][a-z0-9_]*$/))

/** How long a step may take before somebody is told, and before it is late. */
export interface ServiceLevel {
  readonly alert: Duration.Duration
  readonly target: Duration.Duration
}

/** What every asset says of itself, whatever it holds. */
export interface Description {
  readonly key: string
  /** One sentence for people. */
  readonly description: string
  readonly group: string
  readonly tags: ReadonlyArray<string>
  /** Raise it when equal inputs would give another output; include data files and libraries by `CodeVersion.of`. */
  readonly codeVersion: string
  readonly partitions: Partitions.Partitions
  readonly retry: RetryPolicy.RetryPolicy
  readonly serviceLevel: ServiceLevel | null
}

/** An asset that is made by an Effect over its inputs. */
export interface Asset<out Art, out Config, out E extends Classified, out R> extends Description {
  readonly artifact: Art
  readonly dependencies: Dependencies
  /** Assets that must have succeeded in the same run, if they are in the plan; no input, never a cause of staleness. */
  readonly after: ReadonlyArray<Any | string>
  readonly config: Schema.Codec<Config, unknown>
  readonly checks: ReadonlyArray<Check<never>>
  /** Looks at the source without reading it all; null for an asset that has none. */
  readonly observe: ((request: ObserveRequest<never>) => Effect.Effect<Observation, E, R>) | null
  readonly recipe:
    | { readonly _tag: "Make"; readonly make: (context: never) => Effect.Effect<unknown, E, R> }
    | {
        readonly _tag: "MapRows"
        readonly input: string
        readonly rows: MapRowsAny
        readonly distinct: { readonly field: string; readonly rule: string } | null
      }
  /** Runs inside the transaction that publishes; its answer is added to the metadata. */
  readonly publish: ((context: PublishContext<never>) => Effect.Effect<Metadata, E, R>) | null
  /** Runs inside the transaction that takes a version back; null where nothing but the catalog knows of versions. */
  readonly undo: ((context: UndoContext<never>) => Effect.Effect<void, E, R>) | null
  /** Runs inside the transaction that removes the record of an old version, after which the next cannot be taken back. */
  readonly forget: ((pruned: Pruned) => Effect.Effect<void, E, R>) | null
  /** The data versions that something outside of the catalog refers to. */
  readonly inUse: Effect.Effect<ReadonlyArray<string>, E, R> | null
}

/** Any asset, its types forgotten: what the graph holds. */
export type Any = Asset<Artifact.Any, unknown, Classified, unknown>

/** The services that making and observing an asset need. */
export type Services<A> = A extends Asset<infer _Art, infer _Config, infer _E, infer R> ? R : never

/** The typed errors that making and observing an asset may fail with. */
export type Error<A> = A extends Asset<infer _Art, infer _Config, infer E, infer _R> ? E : never

/** The configuration of an asset that has none: an empty object. (A struct without fields would accept any value.) */
export const NoConfig = Schema.Struct({}).check(
  Schema.makeFilter((config) =>
    Predicate.isObject(config)
      ? Object.keys(config).map((key) => ({ path: [key], issue: "This asset has no configuration" }))
      : "This asset has no configuration"
  )
)
export type NoConfig = typeof NoConfig.Type

interface CommonOptions<Config, E, R> {
  readonly key: string
  readonly description?: string
  readonly group?: string
  readonly tags?: ReadonlyArray<string>
  readonly codeVersion: string
  readonly partitions?: Partitions.Partitions
  readonly retry?: RetryPolicy.RetryPolicy
  readonly serviceLevel?: ServiceLevel
  readonly after?: ReadonlyArray<Any | string>
  readonly checks?: ReadonlyArray<Check<Config>>
  readonly observe?: (request: ObserveRequest<Config>) => Effect.Effect<Observation, E, R>
  readonly publish?: (context: PublishContext<Config>) => Effect.Effect<Metadata, E, R>
  /**
   * Takes back what `publish`, or `make` of an external artifact, has done for a version.
   *
   * Runs inside the transaction that takes the version back. Of one asset
   * partition, the newest version comes first.
   */
  readonly undo?: (context: UndoContext<Config>) => Effect.Effect<void, E, R>
  /**
   * Drops what was kept for `undo`, when an old version goes for good.
   *
   * Runs inside the transaction that removes its record. The version after it
   * cannot be taken back any more, since there is nothing to go back to.
   */
  readonly forget?: (pruned: Pruned) => Effect.Effect<void, E, R>
  /** The data versions that something outside of the catalog refers to: they and their parts are kept. */
  readonly inUse?: Effect.Effect<ReadonlyArray<string>, E, R>
}

/** Whoever writes outside of the catalog must say how that is taken back. */
export type UndoOf<Art> = Art extends Artifact.External
  ? { readonly undo: (context: never) => Effect.Effect<void, Classified, unknown> }
  : unknown

/** What `make` answers: an Effect, or the generator that one is written with, so that `*make({ inputs }) {…}` is typed. */
export type Recipe<A> =
  | Effect.Effect<A, Classified, unknown>
  | Generator<Effect.Effect<unknown, Classified, unknown>, A, never>

type RecipeError<Answer> =
  Answer extends Generator<infer Step, unknown, never>
    ? Effect.Error<Step>
    : Answer extends Effect.Effect<infer _A, infer E, infer _R>
      ? E
      : never

type RecipeServices<Answer> =
  Answer extends Generator<infer Step, unknown, never>
    ? Effect.Services<Step>
    : Answer extends Effect.Effect<infer _A, infer _E, infer R>
      ? R
      : never

/**
 * Defines an asset that is made by an Effect over its inputs.
 *
 * `make` reads `inputs` in chunks, writes to `output`, and is attempted again
 * after a transient error. For an external artifact it runs inside the
 * transaction that publishes, so that rows and record are committed together,
 * and `undo` says how they are taken back.
 */
export const make = <
  Art extends Artifact.Any,
  const Deps extends Dependencies = Record<never, never>,
  Config = NoConfig,
  Answer extends Recipe<Artifact.Made<Art>> = never,
  E extends Classified = never,
  R = never
>(
  options: CommonOptions<Config, E, R> & {
    readonly dependencies?: Deps
    readonly artifact: Art
    readonly config?: Schema.Codec<Config, unknown>
    readonly make: (context: MakeContext<Art, Deps, NoInfer<Config>>) => Answer
  } & UndoOf<NoInfer<Art>>
): Asset<Art, Config, E | RecipeError<Answer>, R | RecipeServices<Answer>> => ({
  ...common(options),
  artifact: options.artifact,
  dependencies: options.dependencies ?? {},
  config: options.config ?? noConfig(),
  recipe: { _tag: "Make", make: effectful(options.make) }
})

/**
 * Defines an asset whose rows are a pure function of an upstream asset's rows.
 *
 * The materializer runs the function in worker threads and keeps the order of
 * the rows. `distinct` drops rows whose `field` was seen before in the
 * partition, and keeps them as rejects under `rule`.
 */
export const mapRows = <
  Row,
  In,
  Config,
  const Deps extends Readonly<Record<string, Asset<Artifact.Rows<In>, unknown, Classified, unknown>>>,
  E extends Classified = never,
  R = never
>(
  options: CommonOptions<Config, E, R> & {
    /** The one asset whose rows are read. */
    readonly dependencies: Deps
    readonly rows: MapRows<In, Row, Config>
    readonly version?: string
    readonly distinct?: { readonly field: keyof Row & string; readonly rule: string }
  }
): Asset<Artifact.Rows<Row>, Config, E, R> => ({
  ...common(options),
  artifact: Artifact.rows(options.rows.output, options.version === undefined ? {} : { version: options.version }),
  dependencies: options.dependencies,
  config: options.rows.config,
  recipe: {
    _tag: "MapRows",
    input: Object.keys(options.dependencies)[0] ?? "",
    rows: options.rows,
    distinct: options.distinct ?? null
  }
})

/** Runs the generator form as the Effect that it stands for. */
const effectful =
  <Context, A, Answer extends Recipe<A>>(make: (context: Context) => Answer) =>
  (context: Context): Effect.Effect<unknown, RecipeError<Answer>, RecipeServices<Answer>> =>
    Effect.suspend(() => {
      const recipe: Recipe<unknown> = make(context)
      const effect = Effect.isEffect(recipe) ? recipe : Effect.gen(() => recipe)
      return effect as Effect.Effect<unknown, RecipeError<Answer>, RecipeServices<Answer>> // that is what they mean
    })

const common = <Config, E, R>(options: CommonOptions<Config, E, R>) => ({
  key: AssetKey.make(options.key),
  description: options.description ?? "",
  group: options.group ?? "default",
  tags: options.tags ?? [],
  codeVersion: options.codeVersion,
  partitions: options.partitions ?? Partitions.none,
  retry: options.retry ?? RetryPolicy.standard,
  serviceLevel: options.serviceLevel ?? null,
  after: options.after ?? [],
  checks: options.checks ?? [],
  observe: options.observe ?? null,
  publish: options.publish ?? null,
  undo: options.undo ?? null,
  forget: options.forget ?? null,
  inUse: options.inUse ?? null
})

/** `Config` can only be inferred as `NoConfig` where no schema is given, which the compiler cannot see. */
const noConfig = <Config>() => NoConfig as unknown as Schema.Codec<Config, unknown>
