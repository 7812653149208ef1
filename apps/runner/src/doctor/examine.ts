/**
 * Everything that `runner doctor` looks at, in the order in which one thing needs the other. Changes nothing.
 *
 * @module
 */
import { LeaseTime } from "@jobgraph/assets/Lease"
import * as CatalogDatabase from "@jobgraph/db/CatalogDatabase"
import * as Connection from "@jobgraph/db/Connection"
import * as Services from "@jobgraph/db/service/Services"
import { credentials } from "@jobgraph/stages/source/AdzunaAccount"
import { Clock, Duration, Effect, Result, Schema } from "effect"
import { Settings } from "../settings/Settings.ts"
import { clockFinding, databaseFinding, isThere, migrationFinding } from "./database.ts"
import { type Finding, fail, ok } from "./Finding.ts"
import { queueFinding, runFindings } from "./leftovers.ts"
import { homeFindings, nodeFinding } from "./machine.ts"
import { portFinding } from "./port.ts"
import { adsFinding, requestFinding, settingsFinding, sourceFindings } from "./sources.ts"

const defaults = Schema.decodeSync(Settings)({})

/** A database that takes longer to answer is not of use. */
const patience = "30 seconds"

export interface Examination {
  /** The settings, or what is wrong with them. */
  readonly loaded: Result.Result<Settings, { readonly message: string }>
  /** May one request be sent to Adzuna? */
  readonly hasRequest: boolean
}

/** All findings. A part that fails is a finding, and the others are looked at all the same. */
export const examine = Effect.fnUntraced(function* ({ hasRequest, loaded }: Examination) {
  const settings = Result.getOrElse(loaded, () => defaults)
  const storage = yield* storageFindings(settings, hasRequest)
  return [
    yield* nodeFinding,
    settingsFinding(loaded),
    ...(yield* homeFindings(yield* Connection.runnerHome)),
    ...storage.findings,
    ...(yield* sourceFindings(settings)),
    ...storage.requests,
    yield* portFinding(settings, storage.living)
  ]
})

interface Storage {
  readonly findings: ReadonlyArray<Finding>
  readonly requests: ReadonlyArray<Finding>
  readonly living: ReadonlyArray<Services.LiveService>
}

/** What can only be known from the database; an embedded one that is not there is not made for it. */
const storageFindings = Effect.fnUntraced(function* (settings: Settings, hasRequest: boolean) {
  if (!(yield* isThere)) {
    const message = "None yet: the first command makes an embedded one (DATABASE_URL would name a server)"
    return { findings: [ok("database", message)], requests: notAsked(hasRequest), living: [] } satisfies Storage
  }
  return yield* Effect.gen(function* () {
    const database = yield* databaseFinding
    const migrations = yield* migrationFinding
    const clock = yield* clockFinding
    if (migrations.state !== "ok") {
      return { findings: [database, migrations, clock], requests: notAsked(hasRequest), living: [] } satisfies Storage
    }
    return {
      findings: [database, migrations, clock, ...(yield* runFindings), yield* queueFinding, yield* adsFinding],
      requests: hasRequest ? [yield* requestFinding(yield* credentials, settings)] : [],
      living: yield* Services.living(yield* Clock.currentTimeMillis)
    } satisfies Storage
  }).pipe(
    Effect.provide(CatalogDatabase.layer),
    Effect.provide(Connection.layer),
    Effect.provideService(LeaseTime, Duration.seconds(settings.run.leaseSeconds)),
    Effect.timeout(patience),
    Effect.catch(
      (error): Effect.Effect<Storage> =>
        Effect.succeed({
          findings: [
            fail(
              "database",
              error._tag === "TimeoutError" ? "It did not answer within 30 seconds" : error.message,
              "See docs/databases.md; DATABASE_URL names a server, RUNNER_HOME the folder of the embedded one"
            )
          ],
          requests: notAsked(hasRequest),
          living: []
        })
    )
  )
})

/** A request must be counted, and the database keeps the count. */
const notAsked = (hasRequest: boolean): ReadonlyArray<Finding> =>
  hasRequest
    ? [
        fail(
          "request",
          "No request was sent: it is counted in the database, which is not ready",
          "See to the database first"
        )
      ]
    : []
