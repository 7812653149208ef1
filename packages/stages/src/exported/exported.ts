/**
 * The last asset: rows in `jobs`.
 *
 * @module
 */
import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import type { Check } from "@jobgraph/assets/Check"
import { exportRows, forgetVersion, outsideChanges, undoVersion } from "@jobgraph/db/Jobs"
import { Duration, Effect, Stream } from "effect"
import { batchIdOf } from "../batch/batchId.ts"
import { enriched } from "../enriched/enriched.ts"
import { adPartitions, batchOf } from "../partitions.ts"
import { tfidfModel } from "../tfidf/tfidfModel.ts"
import { ExportSettings } from "./ExportSettings.ts"
import { jobRow } from "./jobRow.ts"

/** The specification's success criterion: less than 5 % of the enriched ads fail to be written. */
const failedShare: Check<ExportSettings> = {
  name: "failed_share",
  severity: "error",
  test: ({ config, rejected, rows }) => {
    const share = rows + rejected === 0 ? 0 : rejected / (rows + rejected)
    return {
      passed: rejected === 0 || share < config.failedShareLimit,
      message: `the database refused ${rejected} of ${rows + rejected} rows`
    }
  }
}

/** Rows of `jobs` that are made at a time: those of a whole part would outlive what becomes of them by far. */
const rowsAtOnce = 256

/**
 * `exported`: the ads of the partition as rows of the table `jobs`.
 *
 * Rows, their history, the batch's books and the record of the version are
 * committed in one transaction. Its order after the model says only that a
 * batch whose model failed is not exported; it reads nothing of it. See
 * `exportRows` for which row wins.
 */
export const exported = Asset.make({
  key: "exported",
  description: "Rows in the table jobs",
  group: "ads",
  tags: ["export"],
  codeVersion: "1",
  partitions: adPartitions,
  dependencies: { enriched },
  after: [tfidfModel],
  artifact: Artifact.external(),
  undo: ({ materialization: { id, partition } }) =>
    Effect.asVoid(undoVersion({ partition: partition ?? "", versionId: id })),
  forget: ({ nextId, version }) => forgetVersion(version.id, nextId),
  config: ExportSettings,
  checks: [failedShare],
  serviceLevel: { alert: Duration.seconds(150), target: Duration.minutes(3) },
  observe: ({ partition }) =>
    Effect.map(outsideChanges, (partitions) => ({
      name: "jobs",
      version: partitions.includes(partition ?? "") ? "changed" : null,
      hint: null
    })),
  *make({ inputs, output, partition, report, rootRunId, versionId }) {
    const { date } = batchOf(partition)
    const rows = inputs.enriched.chunks.pipe(Stream.flattenIterable, Stream.rechunk(rowsAtOnce), Stream.map(jobRow))
    const target = {
      partition: partition ?? "",
      batchDate: date,
      batchId: batchIdOf(rootRunId, date),
      versionId
    }
    const { counts, refused } = yield* exportRows(target, rows)
    yield* output.reject(refused.map(({ reason, row }) => ({ rule: "refused_by_database", reason, row })))
    yield* report({ ...counts })
    return { rows: inputs.enriched.rows - counts.failed, dataVersion: inputs.enriched.dataVersion }
  }
})
