/**
 * The web page: files of a folder, under every address that is no other's.
 *
 * @module
 */
import * as path from "node:path"
import { Effect, FileSystem, Option } from "effect"
import { HttpRouter, HttpServerError, HttpServerRequest, HttpServerResponse, HttpStaticServer } from "effect/http"
import { NotFound } from "../../api/Problem.ts"
import { RequestId } from "./RequestId.ts"

/** Where the build of apps/dashboard puts the page. */
export const builtPage = path.resolve(import.meta.dirname, "../../../../dashboard/dist")

const notBuilt = `The web page is not built. In the project's folder: npx -y pnpm@12 build

The API works without it: /api/docs
`

/** A problem where nothing is, so that programs never read a page for an answer. */
export const nothing = Effect.gen(function* () {
  const { method, url } = yield* HttpServerRequest.HttpServerRequest
  const problem = new NotFound({
    class: "usage",
    detail: `There is nothing at ${method} ${url.split("?")[0]?.slice(0, 200)}`,
    next: "See /api/docs",
    requestId: yield* RequestId
  })
  return HttpServerResponse.jsonUnsafe({ ...problem }, { status: 404, contentType: "application/problem+json" })
})

/** Serves the page of a folder; without one, says at `/` how it is made. */
export const pageLayer = (folder: string) =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const system = yield* FileSystem.FileSystem
      const isBuilt = yield* Effect.orElseSucceed(system.exists(path.join(folder, "index.html")), () => false)
      const files = isBuilt ? yield* Effect.option(HttpStaticServer.make({ root: folder, spa: true })) : Option.none()
      yield* router.add("*", "/api/*", nothing)
      yield* router.add(
        "GET",
        "/*",
        Option.match(files, {
          onNone: () =>
            Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ url }) =>
              url === "/" || url.startsWith("/?")
                ? Effect.succeed(HttpServerResponse.text(notBuilt, { status: 503 }))
                : nothing
            ),
          onSome: (serve) =>
            Effect.catchIf(
              Effect.map(serve, (response) =>
                // The names of built assets have their hash in them; the page itself is asked for again.
                HttpServerResponse.setHeader(response, "cache-control", "no-cache")
              ),
              (error) => error instanceof HttpServerError.HttpServerError && error.reason._tag === "RouteNotFound",
              () => nothing
            )
        })
      )
    })
  )
