import { type Filter, print } from "@jobgraph/db/jobs/Filter"
import { changesBetween, claimsOn } from "@jobgraph/db/service/JobHistory"
import * as JobSearch from "@jobgraph/db/service/JobSearch"
import { ModelSearch } from "@jobgraph/stages/search/ModelSearch"
import { Clock, Effect, Option } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { JobClaim, JobPage } from "../../api/Jobs.ts"
import { today } from "../../command/environment.ts"
import { defaultLimit, offsets } from "../http/cursors.ts"
import { answering, notFound, refused } from "../http/problems.ts"
import { quoted } from "../Requests.ts"
import { timeOf } from "./assetStatus.ts"
import { json } from "./assetViews.ts"
import { facetsOfAds, facetsOfTable } from "./jobFacets.ts"
import { type FilterQuery, filterOf } from "./jobFilters.ts"
import { detailOf, listedJob, rankedJob } from "./jobViews.ts"

interface Question extends FilterQuery {
  readonly q?: string
  readonly text?: string
  readonly similarTo?: string
}

interface SearchQuery extends Question {
  readonly sort?: JobSearch.JobSort
  readonly limit?: number
  readonly cursor?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const wordsOf = (q: string | undefined): ReadonlyArray<string> =>
  (q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "")
    .slice(0, 20)

/** How a question is answered: by a filter alone, or by the model. */
const kindOf = Effect.fnUntraced(function* ({ q, similarTo, text }: Question) {
  const asked = Object.entries({ q, text, similarTo }).flatMap(([name, value]) =>
    value === undefined || value.trim() === "" ? [] : [name]
  )
  if (asked.length > 1) {
    return yield* refused(`Ask with one of ${asked.join(" and ")}, not with both`, {
      where: asked.join(", "),
      next: "q filters by words, text and similarTo rank by likeness"
    })
  }
  return asked[0] === "text" || asked[0] === "similarTo" ? asked[0] : "q"
})

const page = Effect.fnUntraced(function* (query: SearchQuery) {
  const began = yield* Clock.currentTimeMillis
  const kind = yield* kindOf(query)
  const limit = query.limit ?? defaultLimit
  const { from } = (yield* offsets.read(query.cursor)) ?? { from: 0 }
  const filter = yield* filterOf(query)
  const found =
    kind === "q"
      ? yield* listed(query, filter, { limit, offset: from })
      : yield* ranked(kind, query, filter, { limit, offset: from })
  const { items, total } = found
  return {
    ...found,
    tookMs: Math.round((yield* Clock.currentTimeMillis) - began),
    sample: items.length > 0 && items.every(({ source }) => source === "sample"),
    next: from + items.length < total && items.length > 0 ? offsets.of({ from: from + items.length }) : null
  } satisfies JobPage
})

interface Piece {
  readonly limit: number
  readonly offset: number
}

const listed = Effect.fnUntraced(function* ({ q, sort = "posted" }: SearchQuery, filter: Filter, piece: Piece) {
  const words = wordsOf(q)
  const { rows, total } = yield* JobSearch.search({ words, filter }, { ...piece, sort })
  return { total, model: null, known: [], items: rows.map((row) => listedJob(row, words)), command: null }
})

const ranked = Effect.fnUntraced(function* (
  kind: "text" | "similarTo",
  { similarTo = "", sort, text = "" }: SearchQuery,
  filter: Filter,
  piece: Piece
) {
  if (sort !== undefined) {
    const next = "Leave sort out, or filter with q and where"
    return yield* refused(`What ${kind} finds is ranked by likeness`, { where: "sort", next })
  }
  const search = yield* ModelSearch
  const request = { ...piece, filter, today: yield* today }
  const answer =
    kind === "text" ? yield* search.search(text, request) : yield* search.similar(yield* jobIdOf(similarTo), request)
  const where = filter.length === 0 ? "" : ` --where ${quoted(print(filter))}`
  const asked = kind === "text" ? `search ${quoted(text)}` : `similar ${similarTo}`
  return {
    total: answer.total,
    model: answer.model,
    known: answer.known,
    items: answer.found.map(rankedJob),
    command: `runner ${asked} --top ${piece.offset + piece.limit}${where}`
  }
})

const jobIdOf = Effect.fnUntraced(function* (text: string) {
  return uuid.test(text) ? text.toLowerCase() : yield* notFound(`ad ${text}`, "GET /api/v1/jobs lists them")
})

const facets = Effect.fnUntraced(function* (query: Question, limit: number) {
  const kind = yield* kindOf(query)
  const filter = yield* filterOf(query)
  if (kind === "q") {
    return yield* facetsOfTable({ words: wordsOf(query.q), filter }, limit)
  }
  const { similarTo = "", text = "" } = query
  const jobId = kind === "similarTo" ? yield* jobIdOf(similarTo) : null
  const model = yield* (yield* ModelSearch).loaded
  const date = yield* today
  return yield* facetsOfAds(
    (filter, most) => {
      const request = { limit: most, filter, today: date }
      return Effect.fromResult(jobId === null ? model.search(text, request) : model.similar(jobId, request))
    },
    filter,
    limit
  )
})

const history = Effect.fnUntraced(function* (text: string) {
  const jobId = yield* jobIdOf(text)
  const claims = yield* claimsOn(jobId)
  if (claims.length === 0) {
    return yield* notFound(`ad ${jobId}`, "GET /api/v1/jobs lists them")
  }
  return claims.map(
    ({ batchDate, content, partition, publishedAt, runId, state }, index): JobClaim => ({
      partition,
      batchDate,
      runId,
      at: timeOf(publishedAt),
      state,
      changes: changesBetween(claims[index - 1]?.content, content).map(({ field, from, to }) => ({
        field,
        from: json(from),
        to: json(to)
      }))
    })
  )
})

export const jobHandlers = HttpApiBuilder.group(Api, "jobs", (handlers) =>
  handlers.handleAll({
    search: ({ query }) => answering(page(query)),
    facets: ({ query: { limit = 20, ...query } }) => answering(facets(query, limit)),
    show: ({ params }) =>
      answering(
        Effect.gen(function* () {
          const jobId = yield* jobIdOf(params.jobId)
          const found = yield* JobSearch.find(jobId)
          return Option.isSome(found)
            ? detailOf(found.value)
            : yield* notFound(`ad ${jobId}`, "GET /api/v1/jobs lists them")
        })
      ),
    similar: ({ params, query }) => answering(page({ ...query, similarTo: params.jobId })),
    history: ({ params }) => answering(history(params.jobId))
  })
)
