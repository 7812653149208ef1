import * as BatchReports from "@jobgraph/db/service/BatchReports"
import { Effect, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { Batch, BatchStage } from "../../api/Batches.ts"
import { instant } from "../../print/json.ts"
import { cursorsOf, defaultLimit, pageOf } from "../http/cursors.ts"
import { answering, notFound } from "../http/problems.ts"
import { Project } from "../Project.ts"
import { serviceLevelsOf } from "../serviceLevels.ts"

const cursors = cursorsOf(
  Schema.Struct({ createdAt: Schema.String.check(Schema.isPattern(/^\d{4}-[\d :.+-]{5,40}$/)), batchId: Schema.String })
)

export const stageView = (row: BatchReports.BatchRow): BatchStage => ({
  batchId: row.batch_id,
  batchDate: row.batch_date,
  stage: row.stage,
  status: row.status,
  jobsCollected: row.jobs_collected,
  jobsValidated: row.jobs_validated,
  jobsEnriched: row.jobs_enriched,
  jobsVectorized: row.jobs_vectorized,
  jobsInserted: row.jobs_inserted,
  jobsUpdated: row.jobs_updated,
  jobsFailed: row.jobs_failed,
  errorMessage: row.error_message,
  executionTimeSeconds: row.execution_time_seconds,
  runId: row.run_id,
  createdAt: instant(row.created_at.getTime()),
  updatedAt: instant(row.updated_at.getTime())
})

/** The worst of the stages, in this order. */
const worst = ["failed", "crashed", "cancelled", "in_progress", "rolled_back"]

const batchView = ({ batchId, stages }: BatchReports.BatchWithStages): Batch => {
  const created = stages.map(({ created_at }) => created_at.getTime())
  return {
    batchId,
    batchDate: stages[0]?.batch_date ?? "",
    status: worst.find((status) => stages.some((stage) => stage.status === status)) ?? "success",
    executionTimeSeconds: stages.reduce((sum, stage) => sum + (stage.execution_time_seconds ?? 0), 0),
    createdAt: instant(created.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)),
    stages: stages.map(stageView)
  }
}

export const batchHandlers = HttpApiBuilder.group(Api, "batches", (handlers) =>
  handlers.handleAll({
    list: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const limit = query.limit ?? defaultLimit
          const after = yield* cursors.read(query.cursor)
          const rows = yield* BatchReports.batches({ status: query.status, after, limit: limit + 1 })
          return pageOf(rows, limit, batchView, ({ batchId, createdAt }) => cursors.of({ batchId, createdAt }))
        })
      ),
    show: ({ params }) =>
      answering(
        Effect.gen(function* () {
          const [batch] = yield* BatchReports.batches({ batchId: params.batchId, limit: 1 })
          return batch === undefined ? yield* notFound(`batch ${params.batchId}`) : batchView(batch)
        })
      )
  })
)

export const statHandlers = HttpApiBuilder.group(Api, "stats", (handlers) =>
  handlers.handleAll({
    current: () => answering(Effect.map(BatchReports.current, (rows) => rows.map(stageView))),
    successRate: ({ query }) => answering(BatchReports.successRate(query.days ?? 7)),
    stageTimes: ({ query }) => answering(BatchReports.stageTimes(query.days ?? 30)),
    errors: ({ query }) =>
      answering(
        Effect.map(BatchReports.errors(query.limit ?? 10), (rows) =>
          rows.map((row) => ({
            batchId: row.batch_id,
            batchDate: row.batch_date,
            stage: row.stage,
            errorMessage: row.error_message,
            createdAt: instant(row.created_at.getTime())
          }))
        )
      ),
    serviceLevels: ({ query }) =>
      answering(
        Effect.gen(function* () {
          const { settings } = yield* Project
          return serviceLevelsOf(settings.serviceLevels, yield* BatchReports.stagePoints(query.days ?? 30))
        })
      )
  })
)
