import { createServer, type ServerResponse } from "node:http"
import { Effect } from "effect"

/** Something that speaks as Adzuna does: four pages of one ad each. It answers a page when it is allowed to. */
export const stallingApi = Effect.gen(function* () {
  const asked: Array<number> = []
  const waiting: Array<() => void> = []
  let allowed = 0
  const answer = (response: ServerResponse, page: number) => {
    const id = String(5_600_000_000 + page)
    const ad = { id, title: `Data engineer confirmé ${page}`, description: "Python et SQL.", created: "2026-01-08" }
    const redirect_url = `https://www.adzuna.fr/details/${id}`
    response.setHeader("content-type", "application/json")
    response.end(JSON.stringify({ count: 4, results: page > 4 ? [] : [{ ...ad, redirect_url }] }))
  }
  const server = createServer((request, response) => {
    const page = Number(/\/search\/(\d+)/.exec(request.url ?? "")?.[1])
    asked.push(page)
    if (page <= allowed) {
      answer(response, page)
    } else {
      waiting.push(() => answer(response, page))
    }
  })
  yield* Effect.acquireRelease(
    Effect.promise(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))),
    () =>
      Effect.sync(() => {
        server.closeAllConnections()
        server.close()
      })
  )
  const address = server.address()
  const port = address !== null && typeof address === "object" ? address.port : 0
  return {
    /** The pages that were asked for, in that order. */
    asked,
    /** Answers the pages up to this one, and the others never. */
    allow: (page: number) => {
      allowed = page
    },
    /** Answers the pages that wait, and all others from now on. */
    release: () => {
      allowed = Number.POSITIVE_INFINITY
      for (const send of waiting.splice(0)) {
        send()
      }
    },
    variables: {
      ADZUNA_BASE_URL: `http://127.0.0.1:${port}/v1/api`,
      ADZUNA_APP_ID: "id",
      ADZUNA_APP_KEY: "key",
      RUNNER__requests__pageSize: "1",
      RUNNER__requests__concurrency: "1",
      RUNNER__requests__timeoutSeconds: "600",
      RUNNER__raw__queries: "[data engineer]",
      RUNNER__raw__locations: "{ fr: [] }"
    }
  }
})
