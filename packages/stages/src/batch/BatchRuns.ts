import { Catalog } from "@jobgraph/assets/Catalog"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as Partitions from "@jobgraph/assets/Partitions"
import type { Run, Step } from "@jobgraph/assets/Run"
import { RunListener, type StepChange } from "@jobgraph/assets/RunListener"
import { Database } from "@jobgraph/db/Database"
import { Effect, Layer } from "effect"
import { sql } from "kysely"
import { stageOf } from "./BatchStage.ts"
import { batchIdOf } from "./batchId.ts"
import { batchRow } from "./batchRow.ts"
import { lastSteps } from "./lastSteps.ts"

/** The batch date that a step belongs to: its partition's, or for an unpartitioned asset the newest of its run. */
export const batchDateOf = (run: Run, partition: Step["partition"]): string | null =>
  Partitions.keyParts(partition).date ??
  run.partitions
    .flatMap((key) => Partitions.keyParts(key).date ?? [])
    .reduce<string | null>((a, b) => (a !== null && a > b ? a : b), null)

/**
 * Keeps `batch_runs`: one row for each stage of each batch, summed over its markets.
 *
 * Each change of a step computes its stage's row afresh from the steps of the
 * run and of those that it retries, so that the row always says what the catalog says. Markets that change
 * at the same moment do so in turn: each reads the steps after the other's
 * commit, since two that read side by side would each leave the other out.
 * Once versions of a stage are taken back, its row says so, and keeps its counts.
 */
export const layer = Layer.effect(
  RunListener,
  Effect.gen(function* () {
    const catalog = yield* Catalog
    const database = yield* Database

    const refresh = Effect.fnUntraced(function* ({ run, step }: StepChange) {
      const stage = stageOf(step.asset)
      const date = batchDateOf(run, step.partition)
      if (stage === undefined || date === null) {
        return
      }
      const batchId = batchIdOf(run.rootRunId, date)
      yield* database.transaction(
        Effect.gen(function* () {
          yield* database.run("lockBatchRun", (db) =>
            sql`select pg_advisory_xact_lock(hashtextextended(${`${batchId} ${stage.stage}`}, 0))`.execute(db)
          )
          const ofDate = Partitions.keyParts(step.partition).date ?? ""
          const steps = lastSteps(yield* catalog.chainSteps(run.rootRunId, step.asset, ofDate)).filter(
            (other) => batchDateOf(run, other.partition) === date
          )
          const row = batchRow(stage, run, steps)
          if (row === null) {
            return
          }
          const { counts, ...rest } = row
          const values = { ...rest, ...counts, run_id: run.runId }
          yield* database.run("saveBatchRun", (db) =>
            db
              .insertInto("public.batch_runs")
              .values({ batch_id: batchId, batch_date: date, stage: stage.stage, ...values })
              .onConflict((conflict) =>
                conflict.columns(["batch_id", "stage"]).doUpdateSet({ ...values, updated_at: sql`current_timestamp` })
              )
              .execute()
          )
        })
      )
    })

    const rolledBack = Effect.fnUntraced(function* (run: Run, versions: ReadonlyArray<Materialization>) {
      const rows = new Map(
        versions.flatMap(({ asset, partition }) => {
          const stage = stageOf(asset)?.stage
          const date = batchDateOf(run, partition)
          return stage === undefined || date === null ? [] : [[`${stage} ${date}`, { stage, date }]]
        })
      )
      yield* Effect.forEach(
        rows.values(),
        ({ date, stage }) =>
          database.run("rollBackBatchRun", (db) =>
            db
              .updateTable("public.batch_runs")
              .set({ status: "rolled_back", updated_at: sql`current_timestamp` })
              .where("batch_id", "=", batchIdOf(run.rootRunId, date))
              .where("stage", "=", stage)
              .execute()
          ),
        { discard: true }
      )
    })

    return { started: refresh, published: refresh, ended: refresh, rolledBack }
  })
)
