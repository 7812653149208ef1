import { DateTime, Duration, Effect, Option, Schema, Semaphore, Stream } from "effect"
import { type AdzunaClient, nameOf } from "./Adzuna.ts"
import { AdzunaPage } from "./AdzunaPage.ts"
import { NotReplayable, UnknownMarket } from "./BatchRefused.ts"
import { type CollectSettings, type Search, searchesOf } from "./CollectSettings.ts"
import { marketCodes } from "./Markets.ts"
import type { RequestBudget } from "./RequestBudget.ts"
import { leftOf, refusalOf, shortfallOf } from "./requestQuota.ts"
import type { Batch, ReceivedPages, Source, SourceChunk } from "./Source.ts"
import { SourceError } from "./SourceError.ts"

/** A run that began before midnight may end after it. */
const graceAfterMidnight = Duration.hours(1)

export interface AdzunaSourceOptions {
  readonly name: string
  readonly canReplay: boolean
  readonly settings: CollectSettings
  /** Asked before the first request whether all that are needed may be sent; the client spends it. */
  readonly budget: RequestBudget["Service"]
  /** Are pages to be kept for a later attempt? Not where asking again costs less. */
  readonly keepsPages: boolean
  /** The client for one batch. */
  client(batch: Batch): Effect.Effect<AdzunaClient, SourceError>
}

/**
 * The ads of every search of a market, from Adzuna or something that speaks as it does.
 *
 * First pages come first: they say how many others there are. Pages of several
 * searches are asked for at the same time and come out in a fixed order all the
 * same: by search, then by page. A page that was received is not asked for again
 * by a later attempt.
 *
 * Where the quota does not hold the first pages, no request is sent; where it
 * does not hold the others that they announce, none of those is. With `ifQuota:
 * "shorten"` as many are sent as are left, and only an empty quota fails.
 *
 * A later page whose body stays damaged is logged, kept as a malformed record,
 * and left out. Any other page that does not come fails the whole, unless
 * `ifIncomplete` says to publish what there is.
 *
 * Counts: `pages`, `requests`, `retries`, `reused_pages` (of an earlier
 * attempt), `announced` (ads that the searches should give), `received`,
 * `beyond_limit` (ads that match but lie beyond `limitPerQuery`),
 * `defaulted_fields`, `lost_pages`, `pages_beyond_quota`.
 */
export const makeAdzunaSource = (options: AdzunaSourceOptions): Source => {
  const { budget, canReplay, client, keepsPages, name, settings } = options
  const mayGoOn = (error: SourceError) =>
    (settings.ifIncomplete === "publish" && error.isTransient) || (settings.ifQuota === "shorten" && isOverQuota(error))

  const read = Effect.fnUntraced(function* (batch: Batch, received: ReceivedPages) {
    yield* canReplay ? Effect.void : refuseOtherDays(name, settings.timeZone, batch.date)
    yield* refuseOtherMarkets(name, batch.market)
    const adzuna = yield* client(batch)
    const slots = yield* Semaphore.make(settings.concurrency)

    // Others need not wait for their turn to be refused.
    let spent: SourceError | undefined

    const pageOf = Effect.fnUntraced(function* (search: Search, page: number) {
      const key = keyOf(settings, search, page)
      const kept = Option.flatMap(yield* received.get(key), Schema.decodeUnknownOption(AdzunaPage))
      if (Option.isSome(kept)) {
        return { page: kept.value, counts: { pages: 1, reused_pages: 1 } }
      }
      const answer = yield* slots
        .withPermit(Effect.suspend(() => (spent === undefined ? adzuna.page(search, page) : Effect.fail(spent))))
        .pipe(
          Effect.tapError((error) =>
            Effect.sync(() => {
              spent = isOverQuota(error) ? error : spent
            })
          )
        )
      yield* received.put(key, answer.page)
      return { page: answer.page, counts: { pages: 1, requests: answer.requests, retries: answer.requests - 1 } }
    })

    /** Of these pages, those that an earlier attempt has not received. */
    const missing = (pages: ReadonlyArray<SearchPage>) =>
      Effect.filter(pages, ({ page, search }) => Effect.map(received.get(keyOf(settings, search, page)), Option.isNone))

    const assertQuota = Effect.fnUntraced(function* (pages: ReadonlyArray<SearchPage>) {
      if (leftOf(yield* budget.use(name, pages.length)) >= pages.length) {
        return
      }
      const needed = (yield* missing(pages)).length
      const uses = yield* budget.use(name, needed)
      const shortfall = yield* shortfallOf(name, uses, needed)
      if (shortfall === undefined) {
        return
      }
      const refusal = yield* refusalOf(name, shortfall, settings.ifQuota, budget)
      if (refusal !== undefined) {
        return yield* refusal
      }
      yield* Effect.logWarning(`${shortfall.message}. Going on with ${leftOf(uses)} of ${needed}`)
    })

    const firstPage = Effect.fnUntraced(function* (search: Search) {
      const { counts, page } = yield* pageOf(search, 1)
      const matching = page.count ?? (page.ads.length < settings.pageSize ? page.ads.length : settings.limitPerQuery)
      const wanted = Math.min(matching, settings.limitPerQuery)
      const announced = page.count === null ? 0 : wanted
      return {
        chunk: chunkOf(page, settings, 1, { ...counts, announced, beyond_limit: matching - wanted }),
        later: laterPages(Math.ceil(wanted / settings.pageSize)).map((page) => ({ search, page }))
      }
    })

    const laterPage = ({ page, search }: SearchPage) =>
      pageOf(search, page).pipe(
        Effect.map((answer) => chunkOf(answer.page, settings, page, answer.counts)),
        Effect.catchIf(
          (error) => isDamaged(error) || mayGoOn(error),
          (error) => lose(search, page, error)
        )
      )

    const begin = (search: Search) =>
      firstPage(search).pipe(
        Effect.catchIf(mayGoOn, (error) => Effect.map(lose(search, 1, error), (chunk) => ({ chunk, later: [], error })))
      )

    const searches = searchesOf(settings, batch.market)
    yield* assertQuota(searches.map((search) => ({ search, page: 1 })))
    const begun = yield* Effect.forEach(searches, begin, { concurrency: settings.concurrency })
    const lost = begun.flatMap((first) => ("error" in first ? [first.error] : []))
    if (lost[0] !== undefined && lost.length === begun.length) {
      // Nothing at all came: that is no part of a collection.
      return yield* lost[0]
    }
    yield* assertQuota(begun.flatMap(({ later }) => later))
    return Stream.fromIterable(begun).pipe(
      Stream.flatMap(({ chunk, later }) => Stream.fromIterable([Effect.succeed(chunk), ...later.map(laterPage)])),
      Stream.mapEffect((task) => task, { concurrency: settings.concurrency })
    )
  })

  return {
    name,
    canReplay,
    observe: () => Effect.succeedNone,
    read: (batch, received) => Stream.unwrap(read(batch, keepsPages ? received : nothingKept))
  }
}

interface SearchPage {
  readonly search: Search
  readonly page: number
}

const nothingKept: ReceivedPages = { get: () => Effect.succeedNone, put: () => Effect.void }

const refuseOtherMarkets = (source: string, market: string) =>
  marketCodes.includes(market)
    ? Effect.void
    : Effect.fail(new SourceError({ reason: new UnknownMarket({ source, market, known: marketCodes }) }))

/** Only today's batch, in `timeZone`, can be collected from what is online now. */
const refuseOtherDays = Effect.fnUntraced(function* (source: string, timeZone: string, date: string) {
  const now = DateTime.setZoneNamedUnsafe(yield* DateTime.now, timeZone)
  const today = DateTime.formatIsoDate(now)
  const justNow = DateTime.formatIsoDate(DateTime.subtractDuration(now, graceAfterMidnight))
  if (date !== today && date !== justNow) {
    return yield* new SourceError({ reason: new NotReplayable({ source, date, today }) })
  }
})

/** Everything that decides what the page holds, so that a page of other settings is never taken for it. */
const keyOf = (settings: CollectSettings, { market, what, where }: Search, page: number) =>
  JSON.stringify([market, what, where, settings.distanceKm, settings.maxDaysOld, settings.pageSize, page])

const laterPages = (pages: number) => Array.from({ length: Math.max(0, pages - 1) }, (_, index) => index + 2)

/** A page as a chunk, cut where the search's limit is reached. */
const chunkOf = (
  page: AdzunaPage,
  settings: CollectSettings,
  number: number,
  counts: Readonly<Record<string, number>>
): SourceChunk => {
  const defaulted = Object.values(page.defaulted).reduce((sum, times) => sum + times, 0)
  const ads = page.ads.slice(0, settings.limitPerQuery - (number - 1) * settings.pageSize)
  return {
    ads,
    malformed: page.malformed,
    counts: { ...counts, received: ads.length + page.malformed.length, defaulted_fields: defaulted }
  }
}

const isOverQuota = (error: SourceError) => error.reason._tag === "QuotaExceeded"

const isDamaged = (error: SourceError) => error.reason._tag === "UnexpectedBody" && error.reason.isDamaged

/** Goes on without a page, but not in silence: it stands among the rejects and in the log. */
const lose = Effect.fnUntraced(function* (
  search: Search,
  page: number,
  error: SourceError
): Effect.fn.Return<SourceChunk> {
  if (isOverQuota(error)) {
    // Said once for all of them, before.
    return { ads: [], malformed: [], counts: { pages_beyond_quota: 1 } }
  }
  yield* Effect.logError(`${error.message}. Going on without ${nameOf(search, page)}`)
  return {
    ads: [],
    malformed: [
      {
        rule: isDamaged(error) ? "unreadable_page" : "page_not_received",
        reason: error.message,
        record: { ...search, page }
      }
    ],
    counts: { lost_pages: 1 }
  }
})
