import type { Step } from "@jobgraph/assets/Run"
import { stepContent, toColumn } from "./Rows.ts"
import type { Statements } from "./Statements.ts"

/** Replaces what is known of a step, unless its run has ended; was there one to replace? */
export const saveStep = ({ run }: Statements, step: Step, options: { readonly evenOver: boolean }) =>
  run("saveStep", (db) =>
    db
      .updateTable("runner.step")
      .set(stepContent(step))
      .where("run_id", "=", step.runId)
      .where("asset", "=", step.asset)
      .where("partition", "=", toColumn(step.partition))
      .$if(!options.evenOver, (query) =>
        query.where(({ exists, not, selectFrom }) =>
          not(exists(selectFrom("runner.run").where("run_id", "=", step.runId).where("status", "!=", "running")))
        )
      )
      .executeTakeFirstOrThrow()
      .then(({ numUpdatedRows }) => numUpdatedRows > 0)
  )
