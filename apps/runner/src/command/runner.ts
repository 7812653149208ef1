import { Command } from "effect/cli"
import { alerts } from "./alerts.ts"
import { assets } from "./assets.ts"
import { backfill } from "./backfill.ts"
import { checks } from "./checks.ts"
import { collect } from "./collect.ts"
import { db } from "./db.ts"
import { dev } from "./dev.ts"
import { doctor } from "./doctor.ts"
import { explain } from "./explain.ts"
import { exportJobs } from "./export.ts"
import { gc } from "./gc.ts"
import { init } from "./init.ts"
import { insights } from "./insights.ts"
import { materialize } from "./materialize.ts"
import { models } from "./models.ts"
import { plan } from "./plan.ts"
import { purge } from "./purge.ts"
import { Root } from "./Root.ts"
import { report } from "./report.ts"
import { runs } from "./runs.ts"
import { schedule } from "./schedule.ts"
import { search, similar } from "./search.ts"
import { simulate } from "./simulate.ts"
import { stats } from "./stats.ts"
import { status } from "./status.ts"
import { trigger } from "./trigger.ts"

/** The whole command: its shared flags and all its subcommands, in the order in which help lists them. */
export const runner = Root.pipe(
  Command.withSubcommands([
    materialize,
    plan,
    status,
    assets,
    runs,
    dev,
    schedule,
    trigger,
    backfill,
    alerts,
    stats,
    report,
    checks,
    search,
    similar,
    insights,
    models,
    collect,
    simulate,
    exportJobs,
    purge,
    gc,
    db,
    doctor,
    init,
    explain
  ])
)
