import type { Statements } from "./Statements.ts"

/** Frees all that a run holds. */
export const dropClaims = ({ run }: Statements, runId: string) =>
  run("dropClaims", (db) =>
    db.updateTable("runner.claim").set({ run_id: null, claimed_at: null }).where("run_id", "=", runId).execute()
  )
