import type { Insight } from "@jobgraph/db/insights/Insight"
import { dataVersion, insight } from "@jobgraph/db/insights/Insights"
import { insightCsv } from "@jobgraph/db/insights/insightCsv"
import type { InsightRequest } from "@jobgraph/db/insights/Request"
import { type Condition, parse } from "@jobgraph/db/jobs/Filter"
import { fieldOf } from "@jobgraph/db/jobs/FilterField"
import { Cache, Effect } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import type { InsightKind, insightQuery } from "../../api/Insights.ts"
import { today } from "../../command/environment.ts"
import { commandLine } from "../../insights/commandLine.ts"
import { answering } from "../http/problems.ts"

type Query = { readonly [Name in keyof typeof insightQuery]?: (typeof insightQuery)[Name]["Type"] }

/** Parameters that are filters by their own names. */
const filters = ["city", "company", "skill", "contract", "language", "country", "source", "remote"] as const

const conditions = (query: Query): ReadonlyArray<Condition> =>
  filters.flatMap((name) => {
    // A country is named by its code, as among the ads.
    const field = fieldOf(name === "country" ? "country_code" : name)
    const values = (query[name] ?? "").split(",").flatMap((value) => (value.trim() === "" ? [] : [value.trim()]))
    return field === undefined || values.length === 0 ? [] : [{ field, operator: "=", values }]
  })

const requestOf = Effect.fnUntraced(function* (kind: InsightKind, query: Query) {
  const { by, bucket, days, from, limit, measure, to } = query
  const request: InsightRequest = {
    kind,
    filter: [...(yield* Effect.fromResult(parse(query.where ?? ""))), ...conditions(query)],
    ...(by && { by }),
    ...(bucket && { bucket }),
    ...(measure && { measure }),
    ...(days && { days }),
    ...(from && { from }),
    ...(to && { to }),
    ...(limit && { limit }),
    ...(query.predicted === "true" && { predicted: true }),
    ...(query.suspect === "true" && { suspect: true })
  }
  return request
})

/** Of one state of the data, on one day (an ad's age is reckoned from today). */
interface Key {
  readonly request: InsightRequest
  readonly version: string
  readonly today: string
}

/** Rows that somebody else writes past the runner are noticed once; so nothing is kept for longer. */
const kept = { capacity: 500, timeToLive: "1 minute" } as const

export const insightHandlers = HttpApiBuilder.group(
  Api,
  "insights",
  Effect.fnUntraced(function* (handlers) {
    const cache = yield* Cache.make({ ...kept, lookup: ({ request }: Key) => insight(request) })
    return handlers.handleAll({
      show: ({ params, query }) =>
        answering(
          Effect.gen(function* () {
            const request = yield* requestOf(params.kind, query)
            const found = yield* Cache.get(cache, { request, version: yield* dataVersion, today: yield* today })
            const { headers } = yield* HttpServerRequest.HttpServerRequest
            return wantsCsv(headers["accept"]) ? csvOf(found) : { ...found, command: commandLine(request) }
          })
        )
    })
  })
)

/** Is CSV asked for by name? What takes anything gets JSON. */
const wantsCsv = (accept = ""): boolean => /(^|[\s,])text\/csv\b/i.test(accept)

const csvOf = (insight: Insight) =>
  HttpServerResponse.text(insightCsv(insight), {
    contentType: "text/csv; charset=utf-8; header=present",
    headers: { "content-disposition": `attachment; filename="${insight.kind}-${insight.n}-ads.csv"`, vary: "accept" }
  })
