import { setImmediate } from "node:timers/promises"
import { Clock, Effect, Fiber, Option, Redacted, Ref } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { makeAdzunaClient, rateOf } from "../../src/source/Adzuna.ts"
import { makeAdzunaSource } from "../../src/source/AdzunaSource.ts"
import { type CollectSettings, defaultCollectSettings } from "../../src/source/CollectSettings.ts"
import { RequestBudget } from "../../src/source/RequestBudget.ts"
import type { ReceivedPages } from "../../src/source/Source.ts"

/** An ad as Adzuna sends it, with everything that it may hold; override or delete the field that a test is about. */
export const adzunaAd = (fields: Record<string, unknown> = {}) => ({
  __CLASS__: "Adzuna::API::Response::Job",
  id: "5000000001",
  title: "Data Engineer (H/F)",
  description: "Vous construirez des pipelines en Python.",
  created: "2026-03-07T09:18:35Z",
  redirect_url: "https://www.adzuna.fr/land/ad/5000000001?se=abc&utm_medium=api&v=0A",
  company: { __CLASS__: "Adzuna::API::Response::Company", display_name: "Atelier Données" },
  location: { display_name: "Lyon, Rhône", area: ["France", "Rhône-Alpes", "Rhône", "Lyon"] },
  category: { tag: "it-jobs", label: "Emplois Informatique" },
  salary_min: 42_000,
  salary_max: 48_000,
  salary_is_predicted: "0",
  contract_type: "permanent",
  contract_time: "full_time",
  latitude: 45.75,
  longitude: 4.83,
  ...fields
})

export const page = (ads: ReadonlyArray<unknown>, count = ads.length) =>
  Response.json({ __CLASS__: "Adzuna::API::Response::JobSearchResults", count, mean: 43_123.4, results: ads })

/** As many ads as asked for, whose ids begin with `prefix`. */
export const ads = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => adzunaAd({ id: `${prefix}-${index}` }))

/** A request as the outside world saw it. */
export interface Seen {
  readonly url: URL
  readonly millis: number
}

/** The outside world: answers each request with `answer`, and keeps what was asked and when. */
export const world = Effect.fnUntraced(function* (answer: (url: URL, index: number) => Effect.Effect<Response>) {
  const seen = yield* Ref.make<ReadonlyArray<Seen>>([])
  const client = HttpClient.make(
    Effect.fnUntraced(function* (request, url) {
      const millis = yield* Clock.currentTimeMillis
      const index = yield* Ref.modify(seen, (before) => [before.length, [...before, { url, millis }]] as const)
      return HttpClientResponse.fromWeb(request, yield* answer(url, index))
    })
  )
  return { seen: Ref.get(seen), client }
})

/** Plays the answers in order; one request too many is a defect. */
export const script = (answers: ReadonlyArray<() => Response>) =>
  world((_, index) => {
    const answer = answers[index]
    return answer === undefined
      ? Effect.die(new Error(`request ${index + 1} was not expected`))
      : Effect.sync(() => answer())
  })

export const oneSearch: CollectSettings = {
  ...defaultCollectSettings,
  queries: ["data engineer"],
  locations: { fr: ["Lyon"] },
  rateLimitPerMinute: null
}

/** A source over a scripted world; its name is `adzuna`, its credentials are easy to find in a leak. */
export const sourceOver = Effect.fnUntraced(function* (
  http: HttpClient.HttpClient,
  settings: CollectSettings = oneSearch,
  budget: RequestBudget["Service"] = RequestBudget.unlimited
) {
  const account = {
    source: "adzuna",
    baseUrl: "https://adzuna.test/v1/api",
    appId: Redacted.make("SECRET-ID"),
    appKey: Redacted.make("SECRET-KEY")
  }
  const client = yield* makeAdzunaClient(account, settings, yield* rateOf(settings)).pipe(
    Effect.provideService(HttpClient.HttpClient, http),
    Effect.provideService(RequestBudget, budget)
  )
  return makeAdzunaSource({
    name: "adzuna",
    canReplay: true,
    keepsPages: true,
    settings,
    budget,
    client: () => Effect.succeed(client)
  })
})

export const batch = { date: "2026-03-07", market: "fr" }

/** Keeps pages in memory, as a step does in the database. */
export const pagesInMemory = (): ReceivedPages & { readonly keys: () => ReadonlyArray<string> } => {
  const kept = new Map<string, unknown>()
  return {
    get: (key) => Effect.sync(() => Option.fromUndefinedOr(kept.get(key))),
    put: (key, value) => Effect.sync(() => void kept.set(key, JSON.parse(JSON.stringify(value)))),
    keys: () => [...kept.keys()]
  }
}

/** Waits for a fiber while virtual time passes second by second, with room for real promises (bodies) between. */
export const joinLetting = Effect.fnUntraced(function* <A, E>(fiber: Fiber.Fiber<A, E>) {
  while (fiber.pollUnsafe() === undefined) {
    yield* Effect.promise(() => setImmediate())
    yield* TestClock.adjust("1 second")
  }
  return yield* Fiber.join(fiber)
})
