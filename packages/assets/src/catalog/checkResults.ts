import { Effect } from "effect"
import type { PartitionKey } from "../definition/Partitions.ts"
import type { CheckRecord, Materialization } from "../version/Materialization.ts"
import { Catalog } from "./Catalog.ts"

/** What a check found in a version, published or not. */
export interface CheckResult extends CheckRecord {
  readonly asset: string
  readonly partition: PartitionKey
  readonly runId: string
  readonly versionId: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
  /** Was the version published? A check of severity `error` that did not pass keeps it from that. */
  readonly isPublished: boolean
}

export interface CheckResultsFilter {
  readonly assets: ReadonlyArray<string>
  readonly isMeant: (partition: PartitionKey) => boolean
  /** Only those that did not pass. */
  readonly isFailed: boolean
  readonly limit: number
}

/** Versions of an asset that are looked through. */
const versions = 10_000

/** What checks found over time, newest first. */
export const checkResults = Effect.fn("checkResults")(function* (filter: CheckResultsFilter) {
  const catalog = yield* Catalog
  const all = yield* Effect.forEach(filter.assets, (asset) =>
    Effect.gen(function* () {
      const published = yield* catalog.materializations({ asset, limit: versions })
      const refused = yield* catalog.refused({ asset, limit: versions })
      return [...published.flatMap(resultsOf(true)), ...refused.flatMap(resultsOf(false))]
    })
  )
  return all
    .flat()
    .filter(({ partition, passed }) => filter.isMeant(partition) && !(filter.isFailed && passed))
    .sort((a, b) => b.at - a.at)
    .slice(0, filter.limit)
})

const resultsOf =
  (isPublished: boolean) =>
  ({ asset, checks, endedAt, id, partition, runId }: Materialization): ReadonlyArray<CheckResult> =>
    checks.map((check) => ({ ...check, asset, partition, runId, versionId: id, at: endedAt, isPublished }))
