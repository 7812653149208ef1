import { DateTime, Duration, Effect, Option, Schema, Semaphore, Stream } from "effect"
import { type AdzunaClient, nameOf } from "./Adzuna.ts"
import { AdzunaPage } from "./AdzunaPage.ts"
import { NotReplayable, UnknownMarket } from "./BatchRefused.ts"
import { type CollectSettings, type Search, searchesOf } from "./CollectSettings.ts"
import { marketCodes } from "./Markets.ts"
import type { Batch, ReceivedPages, Source, SourceChunk } from "./Source.ts"
import { SourceError } from "./SourceError.ts"

/** A run that began before midnight may end after it. */
const graceAfterMidnight = Duration.hours(1)

export interface AdzunaSourceOptions {
  readonly name: string
  readonly canReplay: boolean
  readonly settings: CollectSettings
  /** Are pages to be kept for a later attempt? Not where asking again costs less. */
  readonly keepsPages: boolean
  /** The client for one batch. */
  client(batch: Batch): Effect.Effect<AdzunaClient, SourceError>
}

/**
 * The ads of every search of a market, from Adzuna or something that speaks as it does.
 *
 * Pages of several searches are asked for at the same time and come out in a
 * fixed order all the same: by search, then by page. A page that was received
 * is not asked for again by a later attempt.
 *
 * A later page whose body stays damaged is logged, kept as a malformed record,
 * and left out. Any other page that does not come fails the whole, unless
 * `ifIncomplete` says to publish what there is.
 *
 * Counts: `pages`, `requests`, `retries`, `reused_pages` (of an earlier
 * attempt), `announced` (ads that the searches should give), `beyond_limit` (ads
 * that match but lie beyond `limitPerQuery`), `defaulted_fields`, `lost_pages`.
 */
export const makeAdzunaSource = (options: AdzunaSourceOptions): Source => {
  const { canReplay, client, keepsPages, name, settings } = options
  const mayGoOn = (error: SourceError) => settings.ifIncomplete === "publish" && error.isTransient

  const read = Effect.fnUntraced(function* (batch: Batch, received: ReceivedPages) {
    yield* canReplay ? Effect.void : refuseOtherDays(name, settings.timeZone, batch.date)
    yield* refuseOtherMarkets(name, batch.market)
    const adzuna = yield* client(batch)
    const slots = yield* Semaphore.make(settings.concurrency)

    const pageOf = Effect.fnUntraced(function* (search: Search, page: number) {
      const key = keyOf(settings, search, page)
      const kept = Option.flatMap(yield* received.get(key), Schema.decodeUnknownOption(AdzunaPage))
      if (Option.isSome(kept)) {
        return { page: kept.value, counts: { pages: 1, reused_pages: 1 } }
      }
      const answer = yield* slots.withPermit(adzuna.page(search, page))
      yield* received.put(key, answer.page)
      return { page: answer.page, counts: { pages: 1, requests: answer.requests, retries: answer.requests - 1 } }
    })

    const firstPage = Effect.fnUntraced(function* (search: Search) {
      const { counts, page } = yield* pageOf(search, 1)
      const matching = page.count ?? (page.ads.length < settings.pageSize ? page.ads.length : settings.limitPerQuery)
      const announced = Math.min(matching, settings.limitPerQuery)
      return {
        chunk: chunkOf(page, settings, 1, { ...counts, announced, beyond_limit: matching - announced }),
        pages: Math.ceil(announced / settings.pageSize)
      }
    })

    const laterPage = (search: Search, page: number) =>
      pageOf(search, page).pipe(
        Effect.map((answer) => chunkOf(answer.page, settings, page, answer.counts)),
        Effect.catchIf(
          (error) => isDamaged(error) || mayGoOn(error),
          (error) => lose(search, page, error)
        )
      )

    const tasksOf = (search: Search) =>
      firstPage(search).pipe(
        Effect.map(({ chunk, pages }) => [
          Effect.succeed(chunk),
          ...laterPages(pages).map((page) => laterPage(search, page))
        ]),
        Effect.catchIf(mayGoOn, (error) => Effect.succeed([lose(search, 1, error)]))
      )

    return Stream.fromIterable(searchesOf(settings, batch.market)).pipe(
      Stream.mapEffect(tasksOf, { concurrency: settings.concurrency }),
      Stream.flatMap((tasks) => Stream.fromIterable(tasks)),
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
  return {
    ads: page.ads.slice(0, settings.limitPerQuery - (number - 1) * settings.pageSize),
    malformed: page.malformed,
    counts: { ...counts, defaulted_fields: defaulted }
  }
}

const isDamaged = (error: SourceError) => error.reason._tag === "UnexpectedBody" && error.reason.isDamaged

/** Goes on without a page, but not in silence: it stands among the rejects and in the log. */
const lose = Effect.fnUntraced(function* (search: Search, page: number, error: SourceError) {
  yield* Effect.logError(`${error.message}. Going on without ${nameOf(search, page)}`)
  const chunk: SourceChunk = {
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
  return chunk
})
