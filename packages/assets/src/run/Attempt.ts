/**
 * One attempt at one step: read the inputs, make, write, check, publish.
 *
 * @module
 */
import { randomUUID } from "node:crypto"
import { Clock, Data, Effect, Schema } from "effect"
import { ArtifactError, SchemaMismatch } from "../artifact/ArtifactError.ts"
import * as ArtifactReader from "../artifact/ArtifactReader.ts"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import * as Manifest from "../artifact/Manifest.ts"
import { Catalog, type Claim } from "../catalog/Catalog.ts"
import type { Run, Step } from "../catalog/Run.ts"
import type * as Artifact from "../definition/Artifact.ts"
import type { Classified } from "../definition/Classified.ts"
import type { Definition } from "../definition/Definitions.ts"
import { assetOf, isAll } from "../definition/Dependency.ts"
import { idOf, inputsOf, type State, upstreamPartition } from "../plan/State.ts"
import { hashJson } from "../version/Canonical.ts"
import * as DataVersion from "../version/DataVersion.ts"
import type { CheckRecord, Materialization } from "../version/Materialization.ts"
import { CheckFailed } from "./CheckFailed.ts"
import { mapRowsRecipe, noInput } from "./mapRowsRecipe.ts"
import * as outputs from "./outputs.ts"
import { RowWorkers } from "./RowWorkers.ts"
import { RunListener } from "./RunListener.ts"
import * as StepRecord from "./StepRecord.ts"

export interface AttemptInput<R> {
  readonly definition: Definition<R>
  readonly run: Run
  readonly step: Step
  readonly claim: Claim
  /** Read when the attempt began: the inputs are these versions, whatever is published meanwhile. */
  readonly state: State
  readonly startedAt: number
}

/** What an attempt has made, before it is a version. */
interface Made {
  readonly versionId: string
  readonly output: outputs.AttemptOutput
  readonly external: Artifact.ExternalResult | null
}

/** Materializes the step once; the version that is current afterwards. */
export const attempt = Effect.fnUntraced(function* <R>(
  input: AttemptInput<R>
): Effect.fn.Return<Materialization, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const catalog = yield* Catalog
  const listener = yield* RunListener
  const isExternal = input.definition.asset.artifact._tag === "External"
  // An external asset writes its rows inside the transaction; the others write parts first and publish shortly.
  const early = isExternal ? null : yield* make(input)
  const prepare = Effect.gen(function* () {
    const made = early ?? (yield* make(input))
    const draft = yield* audited(input, yield* drafted(input, made))
    const version = yield* extended(input, draft)
    const step = StepRecord.published(input.step, version)
    yield* catalog.saveStep(step)
    yield* listener.published({ run: input.run, step }, version)
    return version
  })
  return yield* catalog.publish(input.claim, prepare).pipe(
    Effect.tapError((error) => (error instanceof Refused ? catalog.saveRefused(error.version) : Effect.void)),
    Effect.mapError((error) => (error instanceof Refused ? error.failure : error))
  )
})

const make = Effect.fnUntraced(function* <R>(
  input: AttemptInput<R>
): Effect.fn.Return<Made, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const { asset, encodedConfig } = input.definition
  const { partition } = input.step
  const store = yield* ArtifactStore
  const output = outputs.make(store, asset.artifact, previousOf(input))
  const versionId = randomUUID()
  if (asset.recipe._tag === "MapRows") {
    const workers = yield* RowWorkers
    const dependency = asset.dependencies[asset.recipe.input]
    const version = dependency === undefined ? undefined : versionOf(input, assetOf(dependency).key)
    if (version === undefined) {
      return yield* noInput(asset.key)
    }
    const { parts } = version.manifest
    yield* mapRowsRecipe({ store, workers, recipe: asset.recipe, parts, encodedConfig, partition, output })
    return { versionId, output, external: null }
  }
  const context: unknown = yield* contextOf(input, output, versionId)
  const made = yield* asset.recipe.make(context as never) // the definition was typed; the graph has forgotten it
  switch (asset.artifact._tag) {
    case "Value":
      yield* writeValue(asset.artifact, made, output)
      return { versionId, output, external: null }
    case "External":
      return { versionId, output, external: made as Artifact.ExternalResult } // likewise: `make` answers what its artifact says
    default:
      return { versionId, output, external: null }
  }
})

const previousOf = <R>({ state, step }: AttemptInput<R>): Materialization | null =>
  state.currents.get(idOf(step.asset, step.partition)) ?? null

const versionOf = <R>({ definition, state, step }: AttemptInput<R>, key: string): Materialization | undefined => {
  const upstream = Object.values(definition.asset.dependencies)
    .map(assetOf)
    .find((asset) => asset.key === key)
  return upstream && state.currents.get(idOf(key, upstreamPartition(upstream, step.partition)))
}

const contextOf = Effect.fnUntraced(function* <R>(
  input: AttemptInput<R>,
  output: outputs.AttemptOutput,
  versionId: string
) {
  const { definition, run, state, step } = input
  const catalog = yield* Catalog
  const store = yield* ArtifactStore
  const inputs = Object.entries(definition.asset.dependencies).map(([name, dependency]) => {
    const upstream = assetOf(dependency)
    if (isAll(dependency)) {
      const versions = state.byAsset.get(upstream.key) ?? []
      return [name, versions.map((version) => ArtifactReader.input(store, upstream.artifact, version))]
    }
    const version = versionOf(input, upstream.key)
    return [name, version && ArtifactReader.input(store, upstream.artifact, version)]
  })
  return {
    inputs: Object.fromEntries(inputs),
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

const writeValue = Effect.fnUntraced(function* (
  artifact: Artifact.Value<unknown>,
  value: unknown,
  output: outputs.AttemptOutput
) {
  const json = yield* Schema.encodeUnknownEffect(Schema.fromJsonString(artifact.value))(value).pipe(
    Effect.mapError((error) => new ArtifactError({ reason: new SchemaMismatch({ detail: error.message }) }))
  )
  yield* output.write("value" as never, Buffer.from(json) as never) // for a value, `write` is that of files
})

/** The record of what was made. */
const drafted = Effect.fnUntraced(function* <R>(input: AttemptInput<R>, { external, output, versionId }: Made) {
  const { definition, run, startedAt, state, step } = input
  const { manifest, metadata } = yield* output.finish
  const previous = previousOf(input)
  const dataVersion =
    external === null
      ? DataVersion.ofParts(definition.asset.artifact.version, manifest.parts)
      : hashJson([definition.asset.artifact.version, external.dataVersion])
  return {
    id: versionId,
    asset: step.asset,
    partition: step.partition,
    runId: run.runId,
    attempt: step.attempts,
    codeVersion: definition.asset.codeVersion,
    configHash: definition.configHash,
    inputs: inputsOf(state, definition.asset, step.partition).map((input) => ({
      ...input,
      dataVersion: input.dataVersion ?? ""
    })),
    source: state.observations.get(idOf(step.asset, step.partition)) ?? null,
    dataVersion,
    changed: previous?.dataVersion !== dataVersion,
    rows: external?.rows ?? Manifest.rowsOf(manifest.parts),
    rejected: Manifest.rowsOf(manifest.rejects),
    metadata,
    checks: [],
    manifest,
    startedAt,
    endedAt: yield* Clock.currentTimeMillis
  } satisfies Materialization
})

/** Carries a refused version out of the transaction, so that it can be kept after it was rolled back. */
class Refused extends Data.TaggedError("Refused")<{
  readonly version: Materialization
  readonly failure: CheckFailed
}> {
  readonly isTransient = false
}

const audited = Effect.fnUntraced(function* <R>(input: AttemptInput<R>, draft: Materialization) {
  const { asset, config } = input.definition
  const subject = { ...draft, config, previous: previousOf(input) }
  const checks = asset.checks.map(
    (check): CheckRecord => ({ name: check.name, severity: check.severity, ...check.test(subject as never) })
  )
  const version: Materialization = { ...draft, checks }
  const failed = checks.filter((check) => !check.passed && check.severity === "error")
  return failed.length === 0 ? version : yield* new Refused({ version, failure: new CheckFailed({ checks: failed }) })
})

/** The version with what the asset's own part of the transaction adds. */
const extended = Effect.fnUntraced(function* <R>(input: AttemptInput<R>, materialization: Materialization) {
  const { asset, config } = input.definition
  const previous = previousOf(input)
  const context: unknown = { config, materialization, previous }
  const added = asset.publish === null ? {} : yield* asset.publish(context as never) // typed where it was defined
  return { ...materialization, metadata: outputs.merged(materialization.metadata, added) }
})
