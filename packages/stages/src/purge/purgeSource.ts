/**
 * Removes everything that came from one source, as Adzuna's terms ask for when an agreement ends.
 *
 * @module
 */
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import type { Materialization } from "@jobgraph/assets/Materialization"
import { allVersions, purge, rowsOfSource, runningRuns, type SourceRows } from "@jobgraph/db/Purge"
import { Effect, Schema, Stream } from "effect"
import { pipeline } from "../pipeline.ts"
import type { RawAd } from "../raw/RawAd.ts"

/** A run is at work and might publish what is being removed. */
export class RunsAtWork extends Schema.TaggedError<RunsAtWork>()("RunsAtWork", { runs: Schema.Array(Schema.String) }) {
  get isTransient() {
    return true
  }
  override get message() {
    return `nothing was removed, because ${this.runs.join(", ")} is at work: wait for it, or stop it`
  }
}

/** What a purge removes, found out beforehand. */
export interface PurgePlan {
  readonly source: string
  readonly rows: SourceRows
  /** Versions of `raw` that hold its ads, and all that was made from them. */
  readonly versions: ReadonlyArray<Materialization>
  /** Versions of the model as they are without the counts of these ads. */
  readonly models: ReadonlyArray<Materialization>
  /** Hashes of the parts that nothing else refers to. */
  readonly parts: ReadonlyArray<string>
}

export const isEmpty = ({ models, rows, versions }: PurgePlan): boolean =>
  versions.length + models.length + rows.jobs + rows.kept + rows.pages === 0

/**
 * Finds what came from `source`: by the name that it was collected under, a file's path included, or by the
 * `source` that its ads have. All versions count, not the current ones alone.
 */
export const planPurge = Effect.fn("planPurge")(function* (source: string) {
  const all = yield* allVersions
  const versions = yield* versionsFrom(source, all)
  const purged = new Set(versions.map(({ id }) => id))
  const countsOf = versions
    .filter(({ asset }) => asset === pipeline.enriched.key)
    .map(({ dataVersion, partition }) => `/${partition}@${dataVersion.slice(0, 16)}-`)
  const isPurged = (name: string | null) => name !== null && countsOf.some((counts) => name.includes(counts))
  const models = all
    .filter(
      ({ asset, manifest }) => asset === pipeline.tfidf_model.key && manifest.parts.some((part) => isPurged(part.name))
    )
    .map((model): Materialization => {
      // Sums over all ads, of which the purged ones cannot be told apart any more.
      const isSum = (name: string | null) => name?.startsWith("cache/") === true
      const parts = model.manifest.parts.filter(({ name }) => !isPurged(name) && !isSum(name))
      return { ...model, manifest: { ...model.manifest, parts } }
    })
  const rewritten = new Map(models.map((model) => [model.id, model]))
  const kept = all.flatMap((version) => (purged.has(version.id) ? [] : (rewritten.get(version.id) ?? version)))
  const used = new Set(kept.flatMap(hashesOf))
  const parts = [...new Set(all.flatMap(hashesOf))].filter((hash) => !used.has(hash))
  return { source, rows: yield* rowsOfSource(source), versions, models, parts } satisfies PurgePlan
})

/**
 * Removes what `planPurge` finds: the database's part in one transaction, then the parts of artifacts.
 *
 * Fails while a run is at work. A part that cannot be removed any more, because
 * the program ends in between, is referred to by nothing and left to garbage
 * collection. Answers what was removed.
 */
export const purgeSource = Effect.fn("purgeSource")(function* (source: string) {
  const store = yield* ArtifactStore
  const runs = yield* runningRuns
  if (runs.length > 0) {
    return yield* new RunsAtWork({ runs })
  }
  const plan = yield* planPurge(source)
  yield* purge(
    source,
    plan.versions.map(({ id }) => id),
    plan.models
  )
  yield* Effect.forEach(plan.parts, (hash) => store.remove(hash), { discard: true })
  return plan
})

const hashesOf = ({ manifest }: Materialization) => [...manifest.parts, ...manifest.rejects].map(({ hash }) => hash)

/** The versions of `raw` with ads of the source, and those made from them, from asset to asset. */
const versionsFrom = Effect.fnUntraced(function* (source: string, all: ReadonlyArray<Materialization>) {
  const isOf = (asset: string) => (version: Materialization) => version.asset === asset
  const found = yield* Effect.filter(all.filter(isOf(pipeline.raw.key)), (version) => holds(version, source))
  const chain = [pipeline.validated.key, pipeline.enriched.key, pipeline.exported.key]
  let upstream: ReadonlyArray<Materialization> = found
  for (const asset of chain) {
    const made = new Set(upstream.map(({ dataVersion, partition }) => `${partition} ${dataVersion}`))
    upstream = all
      .filter(isOf(asset))
      .filter(({ inputs, partition }) => inputs.some(({ dataVersion }) => made.has(`${partition} ${dataVersion}`)))
    found.push(...upstream)
  }
  return found
})

/** Was it collected under this name, or is one of its ads of this source? */
const holds = Effect.fnUntraced(function* (version: Materialization, source: string) {
  if (version.source?.name === source) {
    return true
  }
  const chunks = ArtifactReader.chunks<RawAd>(yield* ArtifactStore, version.manifest.parts)
  return yield* Stream.runFold(
    Stream.takeUntil(chunks, (rows) => rows.some((ad) => ad.source === source)),
    () => false,
    (isFound, rows) => isFound || rows.some((ad) => ad.source === source)
  )
})
