/**
 * Where ads come from, and whether that can be asked.
 *
 * @module
 */
import { existsSync } from "node:fs"
import { Database } from "@jobgraph/db/Database"
import { makeAdzunaClient, rateOf } from "@jobgraph/stages/source/Adzuna"
import { type Credentials, completeAccount, credentials, hasCredentials } from "@jobgraph/stages/source/AdzunaAccount"
import { searchesOf } from "@jobgraph/stages/source/CollectSettings"
import * as RequestBudgetDatabase from "@jobgraph/stages/source/RequestBudgetDatabase"
import { Effect, Result } from "effect"
import { FetchHttpClient } from "effect/http"
import { adviceOf } from "../command/advice.ts"
import { counted, figure } from "../print/format.ts"
import type { Settings } from "../settings/Settings.ts"
import { type Finding, fail, ok, warn } from "./Finding.ts"

const variables = "ADZUNA_APP_ID and ADZUNA_APP_KEY"

/** Which source a run would read today, and whether its credentials are there. */
export const sourceFindings = Effect.fnUntraced(function* ({ source }: Settings) {
  const account = yield* credentials
  const name = source ?? (hasCredentials(account) ? "adzuna" : "sample")
  return name === "adzuna"
    ? [ok("source", "Ads come from Adzuna"), yield* credentialsFinding(account)]
    : name === "sample"
      ? [ok("source", "Ads are made up by the built-in sample", `For real ones set ${variables}`)]
      : [fileFinding(name)]
})

const credentialsFinding = (account: Credentials): Effect.Effect<Finding> =>
  Effect.match(completeAccount(account), {
    onFailure: (error) => fail("credentials", error.message, adviceOf(error) || `Set ${variables}`),
    onSuccess: () => ok("credentials", `${variables} are set`)
  })

const fileFinding = (file: string): Finding =>
  file.includes("{") || existsSync(file)
    ? ok("source", `Ads come from ${file}`)
    : fail("source", `The setting source names ${file}, which is not there`, "Correct the setting, or leave it out")

/** Asks Adzuna for one page of one ad, which counts as a request. */
export const requestFinding = Effect.fnUntraced(
  function* (given: Credentials, settings: Settings) {
    const account = yield* completeAccount(given)
    const once = { ...settings.raw, ...settings.requests, pageSize: 1, retries: 0 }
    const client = yield* makeAdzunaClient(account, once, yield* rateOf(once))
    const [market] = settings.markets
    const [search] = searchesOf(once, market)
    const { page } = yield* client.page(search ?? { market, what: "data engineer", where: null }, 1)
    return ok(
      "request",
      `Adzuna answers: ${counted(page.count ?? page.ads.length, "ad")} for the first search in ${market}`
    )
  },
  Effect.catch((error) =>
    Effect.succeed(
      error.isTransient
        ? warn("request", error.message, "It may pass: try again later")
        : fail("request", error.message, `Look at ${variables}: https://developer.adzuna.com/admin/access_details`)
    )
  ),
  (effect, _, { requests }) => Effect.provide(effect, [FetchHttpClient.layer, RequestBudgetDatabase.layer(requests)])
)

/** Whose ads the database holds; those of the sample are left out beside others. */
export const adsFinding = Effect.gen(function* () {
  const { run } = yield* Database
  const rows = yield* run("doctor.ads", (db) =>
    db
      .selectFrom("public.jobs")
      .select(["source", (select) => select.fn.countAll<string>().as("ads")])
      .groupBy("source")
      .orderBy("source")
      .execute()
  )
  const held = rows.map(({ ads, source }) => `${figure(Number(ads))} of ${source ?? "elsewhere"}`)
  const isMixed = rows.length > 1 && rows.some(({ source }) => source === "sample")
  return rows.length === 0
    ? ok("ads", "The database holds no ads yet", "`runner materialize --all` collects today's")
    : isMixed
      ? warn(
          "ads",
          `The database holds ${held.join(", ")}; those of the sample are in no model, search or insight`,
          "`runner purge --source sample` removes them"
        )
      : ok("ads", `The database holds ${held.join(", ")}`)
})

/** Settings that cannot be used: the checks go on with the defaults. */
export const settingsFinding = (loaded: Result.Result<Settings, { readonly message: string }>): Finding =>
  Result.match(loaded, {
    onFailure: ({ message }) =>
      fail(
        "settings",
        message,
        "Correct it (docs/reference/settings.md has them all); what follows is for the defaults"
      ),
    onSuccess: ({ markets, schedules }) =>
      ok("settings", `Valid: markets ${markets.join(", ")}; ${counted(Object.keys(schedules).length, "schedule")}`)
  })
