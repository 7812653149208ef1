/**
 * Rows and rejects of a version, in pages that read no more parts than they show.
 *
 * @module
 */
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Part } from "@jobgraph/assets/Manifest"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as VersionList from "@jobgraph/db/service/VersionList"
import { Effect, Option, Stream } from "effect"
import { defaultLimit, offsets } from "../http/cursors.ts"
import { notFound, refused } from "../http/problems.ts"

export interface DataQuery {
  readonly partition?: string
  readonly version?: string
  readonly limit?: number
  readonly cursor?: string
}

/** The version that a query means: the one named, else the current one of the partition or day, else the newest current one. */
export const versionOf = Effect.fnUntraced(function* (asset: string, { partition, version }: DataQuery) {
  if (version !== undefined) {
    const found = yield* VersionList.find(version)
    return Option.isSome(found) && found.value.version.asset === asset
      ? found.value.version
      : yield* notFound(`version ${version} of ${asset}`)
  }
  const catalog = yield* Catalog
  const currents = (yield* catalog.currents()).filter((current) => current.asset === asset)
  const found =
    partition === undefined
      ? currents.at(-1)
      : (currents.find((current) => current.partition === partition) ??
        // A day alone means any of its markets.
        currents.findLast((current) => current.partition?.startsWith(`${partition}/`)))
  return (
    found ?? (yield* notFound(partition === undefined ? `version of ${asset}` : `version of ${asset} ${partition}`))
  )
})

/** A page of the rows in some parts, and where the next one begins. */
const pageOf = Effect.fnUntraced(function* <Row>(
  parts: ReadonlyArray<Part>,
  { cursor, limit = defaultLimit }: DataQuery
) {
  const store = yield* ArtifactStore
  const { from } = (yield* offsets.read(cursor)) ?? { from: 0 }
  const total = parts.reduce((sum, part) => sum + part.rows, 0)
  const items: Array<Row> = []
  let before = 0
  for (const part of parts) {
    const start = Math.max(0, from - before)
    if (start < part.rows && items.length < limit) {
      const [rows = []] = yield* Stream.runCollect(ArtifactReader.chunks<Row>(store, [part]))
      items.push(...rows.slice(start, start + limit - items.length))
    }
    before += part.rows
  }
  const next = from + items.length < total ? offsets.of({ from: from + items.length }) : null
  return { total, items, next }
})

export const rowsOf = Effect.fnUntraced(function* (version: Materialization, query: DataQuery, kind: string) {
  if (kind !== "rows") {
    return yield* refused(`${version.asset} has no rows of its own to show`, {
      ...(kind === "external" ? { next: "Look at /api/v1/jobs" } : {})
    })
  }
  return yield* pageOf<(typeof ArtifactReader.RejectRow.Type)["row"]>(version.manifest.parts, query)
})

export const rejectsOf = (version: Materialization, query: DataQuery) =>
  pageOf<ArtifactReader.RejectRow>(version.manifest.rejects, query)
