import { Database } from "@jobgraph/db/Database"
import * as JobSearch from "@jobgraph/db/service/JobSearch"
import * as Queue from "@jobgraph/db/service/Queue"
import { graph } from "@jobgraph/stages/pipeline"
import { RequestBudget } from "@jobgraph/stages/source/RequestBudget"
import { Effect, Option, Redacted } from "effect"
import { HttpServerResponse } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import packageJson from "../../../package.json" with { type: "json" }
import { Api } from "../../api/Api.ts"
import { Unauthorized } from "../../api/Problem.ts"
import { today } from "../../command/environment.ts"
import { instant } from "../../print/json.ts"
import { cookieName, isEqual, sessionOf } from "../http/guard.ts"
import { answering } from "../http/problems.ts"
import { RequestId } from "../http/RequestId.ts"
import { Project } from "../Project.ts"
import { Self } from "../Self.ts"
import { search } from "./palette.ts"

/** The only source that has a quota. */
const live = "adzuna"

const meta = Effect.gen(function* () {
  const { settings } = yield* Project
  const self = yield* Self
  const { kind, target } = yield* Database
  return {
    version: packageJson.version,
    database: { kind, target },
    service: {
      id: self.id,
      startedAt: instant(self.startedAt),
      scheduler: !(yield* self.isDraining),
      draining: yield* self.isDraining,
      ...(yield* Queue.counts)
    },
    source: settings.source ?? null,
    hasSample: yield* JobSearch.isSample,
    markets: settings.markets,
    groups: [...new Set(graph.assets.map(({ group }) => group))],
    today: yield* today
  }
})

const quota = Effect.gen(function* () {
  const windows = yield* (yield* RequestBudget).use(live, 1)
  return {
    source: live,
    windows: windows.map((use) => ({ window: use.name, used: use.used, limit: use.limit, left: use.left }))
  }
})

export const systemHandlers = (token: Option.Option<Redacted.Redacted>) =>
  HttpApiBuilder.group(Api, "system", (handlers) =>
    handlers.handleAll({
      meta: () => answering(meta),
      quota: () => answering(quota),
      search: ({ query }) => answering(search(query.q)),
      signIn: Effect.fnUntraced(function* ({ payload, request }) {
        const known = Option.getOrUndefined(token)
        if (known === undefined || !isEqual(payload.token, Redacted.value(known))) {
          return yield* new Unauthorized({
            class: "usage",
            detail: "This is not the token",
            where: "token",
            next: "Send the word that RUNNER_API_TOKEN holds where the service was started",
            requestId: yield* RequestId
          })
        }
        return HttpServerResponse.setCookieUnsafe(
          HttpServerResponse.empty({ status: 204 }),
          cookieName,
          sessionOf(known),
          {
            httpOnly: true,
            sameSite: "strict",
            path: "/",
            secure: request.headers["x-forwarded-proto"] === "https"
          }
        )
      }),
      signOut: () =>
        Effect.succeed(
          HttpServerResponse.setCookieUnsafe(HttpServerResponse.empty({ status: 204 }), cookieName, "", {
            httpOnly: true,
            sameSite: "strict",
            path: "/",
            maxAge: 0
          })
        )
    })
  )
