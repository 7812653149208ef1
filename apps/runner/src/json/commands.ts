/**
 * What each command prints with `--json`.
 *
 * @module
 */
import { Collected, Exported, Found, Insight, Purged } from "./ads.ts"
import { Assets, Checks, PlanDocument, Rejects, Reports, Status } from "./assets.ts"
import { BackedUp, DatabaseStatus, Explanation, Explanations, Findings, Garbage, Restored } from "./machine.ts"
import { ModelDiff, ModelFiles, ModelList, ModelReport } from "./models.ts"
import { Released, Rollback, RunCancelled, RunDetail, RunEnd, RunEvents, RunList } from "./runs.ts"
import { Alerts, AlertTests, BackfillQueued, Backfills, Schedules, Stats, Ticks, Triggered } from "./service.ts"

/**
 * The schema of each document, by the words of its command; with flags or an
 * argument in capitals where those make it another document.
 */
export const documents = {
  materialize: RunEnd,
  "materialize --dry-run": PlanDocument,
  plan: PlanDocument,
  status: Status,
  assets: Assets,
  "runs list": RunList,
  "runs show": RunDetail,
  "runs logs": RunEvents,
  "runs cancel": RunCancelled,
  "runs retry": RunEnd,
  "runs rollback": Rollback,
  "runs release": Released,
  "schedule list": Schedules,
  "schedule preview": Ticks,
  trigger: Triggered,
  "trigger --now": RunEnd,
  backfill: BackfillQueued,
  "backfill list": Backfills,
  "alerts list": Alerts,
  "alerts test": AlertTests,
  stats: Stats,
  report: Reports,
  "report --rejects": Rejects,
  checks: Checks,
  search: Found,
  similar: Found,
  insights: Insight,
  "models list": ModelList,
  "models show": ModelReport,
  "models diff": ModelDiff,
  "models export": ModelFiles,
  collect: Collected,
  export: Exported,
  purge: Purged,
  gc: Garbage,
  "db status": DatabaseStatus,
  "db backup": BackedUp,
  "db restore": Restored,
  doctor: Findings,
  explain: Explanations,
  "explain CODE": Explanation
} as const
