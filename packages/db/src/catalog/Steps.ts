import type { Step } from "@jobgraph/assets/Run"
import { stepContent, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** Replaces what is known of a step. */
export const saveStep = ({ run }: Statements, step: Step) =>
  run("saveStep", (db) =>
    db
      .updateTable("runner.step")
      .set(stepContent(step))
      .where("run_id", "=", step.runId)
      .where("asset", "=", step.asset)
      .where("partition", "=", toColumn(step.partition))
      .execute()
  )
