/**
 * Assets, versions and checks in the shapes of the API.
 *
 * @module
 */
import type { Definition } from "@jobgraph/assets/Definitions"
import { assetOf, mappingOf } from "@jobgraph/assets/Dependency"
import type { Edge, Node } from "@jobgraph/assets/Graph"
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { CheckRow, VersionRow } from "@jobgraph/db/service/VersionList"
import { graph } from "@jobgraph/stages/pipeline"
import { Duration, Record, Schema } from "effect"
import type * as Api from "../../api/AssetAnswers.ts"
import { instant } from "../../print/json.ts"

export const nodeView = (asset: Node<unknown>) => ({
  key: asset.key,
  description: asset.description,
  group: asset.group,
  kind: asset.artifact._tag.toLowerCase(),
  tags: asset.tags,
  codeVersion: asset.codeVersion,
  partitions: asset.partitions._tag === "None" ? null : "date/market"
})

export const edgeView = ({ from, mapping, to }: Edge) => ({ from, to, mapping })

export const detailView = ({ asset, configHash, encodedConfig }: Definition): Api.AssetDetail => ({
  ...nodeView(asset),
  dependencies: [
    ...Object.values(asset.dependencies).map((dependency) => ({
      from: assetOf(dependency).key,
      to: asset.key,
      mapping: mappingOf(dependency)
    })),
    ...asset.after.map((after) => ({
      from: typeof after === "string" ? after : after.key,
      to: asset.key,
      mapping: "after" as const
    }))
  ],
  configuration: json(encodedConfig),
  configHash,
  rowSchema: asset.artifact._tag === "Rows" ? json(Schema.toJsonSchemaDocument(asset.artifact.row).schema) : null,
  retry: { attempts: asset.retry.attempts, waitsSeconds: asset.retry.waits.map(Duration.toSeconds) },
  checks: asset.checks.map(({ name, severity }) => ({ name, severity }))
})

/** A value that is JSON already, told so to the compiler. */
export const json = Schema.decodeUnknownSync(Schema.Json)

export const currentView = (version: Materialization) => ({
  id: version.id,
  runId: version.runId,
  at: instant(version.endedAt),
  dataVersion: version.dataVersion,
  rows: version.rows,
  rejected: version.rejected,
  bytes: bytesOf(version),
  figures: figuresOf(version),
  durationMs: version.endedAt - version.startedAt,
  changed: version.changed
})

const bytesOf = ({ manifest }: Materialization): number => manifest.parts.reduce((sum, { bytes }) => sum + bytes, 0)

/** Of an artifact of files, which has no rows: what its metadata counts. */
const figuresOf = ({ asset, metadata }: Materialization): Readonly<Record<string, number>> | null =>
  graph.byKey.get(asset)?.artifact._tag === "Files"
    ? Record.filter(metadata, (value) => typeof value === "number")
    : null

export const versionView = ({ isCurrent, isRefused, version }: VersionRow): Api.Materialization => ({
  id: version.id,
  asset: version.asset,
  partition: version.partition,
  runId: version.runId,
  attempt: version.attempt,
  codeVersion: version.codeVersion,
  configHash: version.configHash,
  dataVersion: version.dataVersion,
  inputs: version.inputs,
  source: version.source?.name ?? null,
  rows: version.rows,
  rejected: version.rejected,
  bytes: bytesOf(version),
  durationMs: version.endedAt - version.startedAt,
  at: instant(version.endedAt),
  metadata: version.metadata,
  checks: version.checks,
  changed: version.changed,
  current: isCurrent,
  refused: isRefused
})

export const checkView = (row: CheckRow): Api.CheckResult => ({
  materialization: row.materialization,
  asset: row.asset,
  partition: row.partition,
  runId: row.runId,
  at: instant(row.at),
  name: row.name,
  severity: row.severity === "error" ? "error" : "warn",
  passed: row.passed,
  message: row.message
})
