/**
 * The Adzuna search API, as Jobgraph uses it.
 *
 * @module
 */
import { Effect, flow, Redacted, Ref, Result } from "effect"
import { HttpClient, HttpClientRequest } from "effect/http"
import type { AdzunaAccount } from "./AdzunaAccount.ts"
import { bodyOf, connectionLost } from "./AdzunaAnswer.ts"
import { type AdzunaPage, decodePage } from "./AdzunaPage.ts"
import { retryPage } from "./AdzunaRetry.ts"
import type { CollectSettings, Search } from "./CollectSettings.ts"
import { RequestBudget } from "./RequestBudget.ts"
import { makeRollingRate, type RollingRate, unlimitedRate } from "./RollingRate.ts"
import { SourceError, TimedOut, UnexpectedBody } from "./SourceError.ts"

/** A page, and what it cost to get it. */
export interface Answer {
  readonly page: AdzunaPage
  /** Sent for this page, retries included. */
  readonly requests: number
}

/** Reads pages of search results. */
export interface AdzunaClient {
  /** One page, counted from 1, newest ads first; asked for again as `retryPage` says. A page past the end is empty. */
  page(search: Search, page: number): Effect.Effect<Answer, SourceError>
}

/** The rate limit of the settings; all clients of one account must share it. */
export const rateOf = (settings: CollectSettings): Effect.Effect<RollingRate> =>
  settings.rateLimitPerMinute === null
    ? Effect.succeed(unlimitedRate)
    : makeRollingRate(settings.rateLimitPerMinute, "1 minute")

/** A client of one account. The id and the key stay redacted up to the query string. */
export const makeAdzunaClient = Effect.fnUntraced(function* (
  account: AdzunaAccount,
  settings: CollectSettings,
  rate: RollingRate
) {
  const { source } = account
  const budget = yield* RequestBudget
  const client = (yield* HttpClient.HttpClient).pipe(
    HttpClient.mapRequest(
      flow(
        HttpClientRequest.prependUrl(`${account.baseUrl}/jobs`),
        HttpClientRequest.setUrlParams({
          app_id: account.appId,
          app_key: account.appKey,
          results_per_page: settings.pageSize,
          sort_by: "date",
          max_days_old: settings.maxDaysOld,
          "content-type": "application/json"
        }),
        HttpClientRequest.acceptJson
      )
    )
  )

  const attempt = Effect.fnUntraced(function* (search: Search, page: number) {
    const name = nameOf(search, page)
    const place = search.where === null ? {} : { where: search.where, distance: settings.distanceKm }
    const body = yield* client
      .get(`/${search.market}/search/${page}`, { urlParams: { what: search.what, ...place } })
      .pipe(
        Effect.mapError((error) => connectionLost(source, error)),
        Effect.flatMap((response) => bodyOf(source, name, response)),
        Effect.timeoutOrElse({
          duration: `${settings.timeoutSeconds} seconds`,
          orElse: () =>
            Effect.fail(new SourceError({ reason: new TimedOut({ source, seconds: settings.timeoutSeconds }) }))
        })
      )
    const unexpected = (detail: string, isDamaged: boolean) =>
      new SourceError({ reason: new UnexpectedBody({ source, search: name, detail, isDamaged }) })
    const json = yield* Effect.try({
      try: (): unknown => JSON.parse(body),
      catch: () => unexpected(body === "" ? "it is empty" : "it is cut or no JSON", true)
    })
    return yield* Effect.fromResult(
      Result.mapError(decodePage(json, { source, market: search.market, query: search.what }), (detail) =>
        unexpected(detail, false)
      )
    )
  })

  const page = Effect.fn("Adzuna.page")(function* (search: Search, page: number) {
    yield* Effect.annotateCurrentSpan({ source, page, ...search })
    const requests = yield* Ref.make(0)
    const answer = yield* Effect.gen(function* () {
      yield* rate.pass
      yield* budget.spend(source)
      yield* Ref.update(requests, (sent) => sent + 1)
      return yield* attempt(search, page)
    }).pipe(retryPage(settings))
    const defaulted = Object.entries(answer.defaulted)
    if (defaulted.length > 0) {
      const fields = defaulted.map(([field, times]) => `${field} (${times})`).join(", ")
      yield* Effect.logWarning(`${source}: fields missing or of a wrong type in ${nameOf(search, page)}: ${fields}`)
    }
    const ads = answer.ads.map((ad) => ({ ...ad, url: withoutAccount(ad.url, account.appId) }))
    return { page: { ...answer, ads }, requests: yield* Ref.get(requests) }
  })

  return { page } satisfies AdzunaClient
})

/** Adzuna repeats the caller's id in every `redirect_url`; it must not be stored with the ads. */
const withoutAccount = (url: string | null, appId: Redacted.Redacted) =>
  url === null ? null : url.replaceAll(`utm_source=${encodeURIComponent(Redacted.value(appId))}`, "utm_source=")

/** A search as a person reads it: `fr "data engineer" in Paris, page 2`. */
export const nameOf = (search: Search, page: number) =>
  `${search.market} ${JSON.stringify(search.what)}${search.where === null ? "" : ` in ${search.where}`}, page ${page}`
