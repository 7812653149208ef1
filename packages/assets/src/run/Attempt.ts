/**
 * One attempt at one step: make, check, publish.
 *
 * @module
 */
import { Clock, Data, Effect, Option } from "effect"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import * as Manifest from "../artifact/Manifest.ts"
import { Catalog } from "../catalog/Catalog.ts"
import { CatalogError } from "../catalog/CatalogError.ts"
import type { Classified } from "../definition/Classified.ts"
import { idOf, inputsOf } from "../plan/State.ts"
import { hashJson } from "../version/Canonical.ts"
import * as DataVersion from "../version/DataVersion.ts"
import type { CheckRecord, Materialization } from "../version/Materialization.ts"
import { CheckFailed } from "./CheckFailed.ts"
import { type AttemptInput, type Made, make, previousOf } from "./Making.ts"
import * as outputs from "./outputs.ts"
import { PartsCollected } from "./PartsCollected.ts"
import { persistently } from "./persistently.ts"
import type { RowWorkers } from "./RowWorkers.ts"
import { RunListener } from "./RunListener.ts"
import * as StepRecord from "./StepRecord.ts"

/** Materializes the step once; the version that is current afterwards. */
export const attempt = Effect.fnUntraced(function* <R>(
  input: AttemptInput<R>
): Effect.fn.Return<Materialization, Classified, R | Catalog | ArtifactStore | RowWorkers> {
  const catalog = yield* Catalog
  const listener = yield* RunListener
  const isExternal = input.definition.asset.artifact._tag === "External"
  // An external asset writes its rows inside the transaction; the others write parts first and publish shortly.
  const early = isExternal ? null : yield* make(input)
  let prepared: Materialization | null = null
  const prepare = Effect.gen(function* () {
    const draft = yield* audited(input, yield* drafted(input, early ?? (yield* make(input))))
    const version = yield* extended(input, draft)
    yield* partsThere(version)
    const step = StepRecord.published(input.step, version)
    yield* catalog.saveStep(step)
    yield* listener.published({ run: input.run, step }, version)
    prepared = version
    return version
  })
  return yield* catalog.publish(input.claim, prepare).pipe(
    Effect.tapError((error) => (error instanceof Refused ? catalog.saveRefused(error.version) : Effect.void)),
    Effect.mapError((error) => (error instanceof Refused ? error.failure : error)),
    Effect.catchIf(isUnavailable, (error) => committed(prepared, error))
  )
})

const isUnavailable = (error: Classified): error is CatalogError =>
  error instanceof CatalogError && error.reason._tag === "CatalogUnavailable"

/** A commit whose answer was lost is a commit all the same: looks whether it happened. */
const committed = Effect.fnUntraced(function* (version: Materialization | null, error: CatalogError) {
  const catalog = yield* Catalog
  const current = version === null ? Option.none() : yield* persistently(catalog.current(version))
  return yield* Effect.fromOption(Option.filter(current, ({ id }) => id === version?.id)).pipe(
    Effect.catch(() => Effect.fail(error))
  )
})

/** The record of what was made. */
const drafted = Effect.fnUntraced(function* <R>(input: AttemptInput<R>, made: Made) {
  const { definition, run, startedAt, state, step } = input
  const { external, manifest } = made
  const { version } = definition.asset.artifact
  const dataVersion =
    external === null ? DataVersion.ofParts(version, manifest.parts) : hashJson([version, external.dataVersion])
  return {
    id: made.versionId,
    asset: step.asset,
    partition: step.partition,
    runId: run.runId,
    attempt: step.attempts,
    codeVersion: definition.asset.codeVersion,
    configHash: definition.configHash,
    inputs: inputsOf(state, definition.asset, step.partition).map((input) => ({
      ...input,
      dataVersion: input.dataVersion ?? "" // never: `make` refuses to go on without an input
    })),
    source: state.observations.get(idOf(step.asset, step.partition)) ?? null,
    dataVersion,
    changed: previousOf(input)?.dataVersion !== dataVersion,
    rows: external?.rows ?? Manifest.rowsOf(manifest.parts),
    rejected: Manifest.rowsOf(manifest.rejects),
    metadata: made.metadata,
    checks: [],
    manifest,
    startedAt,
    endedAt: yield* Clock.currentTimeMillis
  } satisfies Materialization
})

/** A part that was there already, so that it was not written again, may have been removed as unused meanwhile. */
const partsThere = Effect.fnUntraced(function* ({ manifest }: Materialization) {
  const catalog = yield* Catalog
  const store = yield* ArtifactStore
  const hashes = [...new Set([...manifest.parts, ...manifest.rejects].map(({ hash }) => hash))]
  yield* catalog.secureParts()
  const gone = yield* Effect.filter(hashes, (hash) => Effect.map(store.has(hash), (isThere) => !isThere), {
    concurrency: 16
  })
  if (gone.length > 0) {
    return yield* new PartsCollected({ parts: gone.length })
  }
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
  const siblings = input.siblings.note(draft.asset, draft.partition, draft.rows)
  const subject = { ...draft, config, previous: previousOf(input), siblings }
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
  const context: unknown = { config, materialization, previous: previousOf(input) }
  const added = asset.publish === null ? {} : yield* asset.publish(context as never) // typed where it was defined
  return { ...materialization, metadata: outputs.merged(materialization.metadata, added) }
})
