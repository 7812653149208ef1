/**
 * Makes an asset partition: reads its inputs, calls its recipe, writes its parts.
 *
 * Nothing is published here, and nothing but parts is written.
 *
 * @module
 */
import { randomUUID } from "node:crypto"
import { Effect, Schema } from "effect"
import { ArtifactError, SchemaMismatch } from "../artifact/ArtifactError.ts"
import * as ArtifactReader from "../artifact/ArtifactReader.ts"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import type { Manifest } from "../artifact/Manifest.ts"
import { Catalog, type Claim } from "../catalog/Catalog.ts"
import type { Run, Step } from "../catalog/Run.ts"
import type * as Artifact from "../definition/Artifact.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definition } from "../definition/Definitions.ts"
import { assetOf, isAll } from "../definition/Dependency.ts"
import { idOf, nameOf, type State, upstreamPartition } from "../plan/State.ts"
import { canonicalJson } from "../version/Canonical.ts"
import type { Materialization, Metadata } from "../version/Materialization.ts"
import { mapRowsRecipe } from "./mapRowsRecipe.ts"
import * as outputs from "./outputs.ts"
import { RowProgress } from "./RowProgress.ts"
import { RowWorkers } from "./RowWorkers.ts"
import type { SiblingRows } from "./SiblingRows.ts"

export interface AttemptInput<R> {
  readonly definition: Definition<R>
  readonly run: Run
  readonly step: Step
  readonly claim: Claim
  /** Read when the attempt began: the inputs are these versions, whatever is published meanwhile. */
  readonly state: State
  readonly startedAt: number
  readonly siblings: SiblingRows
}

/** What was made, before it is a version. */
export interface Made {
  /** The id that the version will have. */
  readonly versionId: string
  readonly manifest: Manifest
  readonly metadata: Metadata
  readonly external: Artifact.ExternalResult | null
}

export const make = Effect.fnUntraced(function* <R>(
  input: AttemptInput<R>
): Effect.fn.Return<Made, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const { asset, encodedConfig } = input.definition
  const { partition } = input.step
  const store = yield* ArtifactStore
  const tell = yield* RowProgress
  const output = outputs.make(store, asset.artifact, previousOf(input), (rows) =>
    tell({ asset: asset.key, partition, rows })
  )
  const versionId = randomUUID()
  const inputs = yield* inputVersions(input)
  if (asset.recipe._tag === "MapRows") {
    const workers = yield* RowWorkers
    const parts = inputs.get(asset.recipe.input)?.flatMap((version) => version.manifest.parts) ?? []
    yield* mapRowsRecipe({ store, workers, recipe: asset.recipe, parts, encodedConfig, partition, output })
    return { versionId, external: null, ...(yield* output.finish) }
  }
  const context: unknown = yield* contextOf(input, { inputs, output, versionId })
  const made = yield* asset.recipe.make(context as never) // the definition was typed; the graph has forgotten it
  if (asset.artifact._tag === "Value") {
    yield* writeValue(asset.artifact, made, output)
  }
  // Likewise: `make` answers what its artifact says.
  const external = asset.artifact._tag === "External" ? (made as Artifact.ExternalResult) : null
  return { versionId, external, ...(yield* output.finish) }
})

/** The version that is current before this attempt publishes. */
export const previousOf = <R>({ state, step }: AttemptInput<R>): Materialization | null =>
  state.currents.get(idOf(step.asset, step.partition)) ?? null

/** The versions that each dependency means: one of the identical partition, or all there are. */
const inputVersions = Effect.fnUntraced(function* <R>({ definition, state, step }: AttemptInput<R>) {
  const versions = new Map<string, ReadonlyArray<Materialization>>()
  for (const [name, dependency] of Object.entries(definition.asset.dependencies)) {
    const upstream = assetOf(dependency)
    if (isAll(dependency)) {
      versions.set(name, state.byAsset.get(upstream.key) ?? [])
      continue
    }
    const key = upstreamPartition(upstream, step.partition)
    const version = state.currents.get(idOf(upstream.key, key))
    if (version === undefined) {
      // The planner saw one: it was taken away since.
      return yield* mismatch(`${nameOf(upstream.key, key)} has no current version to read`)
    }
    versions.set(name, [version])
  }
  return versions
})

interface MakeWith {
  readonly inputs: ReadonlyMap<string, ReadonlyArray<Materialization>>
  readonly output: outputs.AttemptOutput
  readonly versionId: string
}

const contextOf = Effect.fnUntraced(function* <R>(input: AttemptInput<R>, { inputs, output, versionId }: MakeWith) {
  const { definition, run, state, step } = input
  const catalog = yield* Catalog
  const store = yield* ArtifactStore
  const readable = Object.entries(definition.asset.dependencies).map(([name, dependency]) => {
    const { artifact } = assetOf(dependency)
    const all = (inputs.get(name) ?? []).map((version) => ArtifactReader.input(store, artifact, version))
    return [name, isAll(dependency) ? all : all[0]]
  })
  return {
    inputs: Object.fromEntries(readable),
    config: definition.config,
    partition: step.partition,
    runId: run.runId,
    rootRunId: run.rootRunId,
    versionId,
    attempt: step.attempts,
    output,
    source: state.observations.get(idOf(step.asset, step.partition)) ?? null,
    previous: previousOf(input),
    memory: {
      get: (key: string) => catalog.recall(run.rootRunId, step, key),
      put: (key: string, value: unknown) => catalog.remember(run.rootRunId, step, key, value)
    },
    report: output.report
  }
})

/** Keys sorted, so that equal values are equal bytes in whatever order they were set. */
const writeValue = Effect.fnUntraced(function* (
  artifact: Artifact.Value<unknown>,
  value: unknown,
  output: outputs.AttemptOutput
) {
  const json = yield* Schema.encodeUnknownEffect(artifact.value)(value).pipe(
    Effect.flatMap(Schema.decodeUnknownEffect(Schema.Json)),
    Effect.catch((error) => mismatch(error.message))
  )
  yield* output.write("value" as never, Buffer.from(canonicalJson(json)) as never) // for a value, `write` is that of files
})

const mismatch = (detail: string) => Effect.fail(new ArtifactError({ reason: new SchemaMismatch({ detail }) }))
