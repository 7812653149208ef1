/**
 * The web page: files of a folder, under every address that is no other's.
 *
 * @module
 */
import * as path from "node:path"
import { Effect, FileSystem, Option, Ref } from "effect"
import { HttpRouter, HttpServerError, HttpServerRequest, HttpServerResponse, HttpStaticServer } from "effect/http"
import { unrouted } from "./methods.ts"
import { build, builtPage, isOld } from "./pageBuild.ts"
import { nothing } from "./problems.ts"

const building = `The web page is being built, which takes some seconds. It shows itself here.

The API works without it: /api/docs
`
const notBuilt = (reason: string) => `The web page is not there: ${reason}

The API works without it: /api/docs
`

const serverOf = Effect.fnUntraced(function* (folder: string) {
  const files = yield* FileSystem.FileSystem
  const isThere = yield* Effect.orElseSucceed(files.exists(path.join(folder, "index.html")), () => false)
  return isThere ? yield* Effect.option(HttpStaticServer.make({ root: folder, spa: true })) : Option.none()
})
type Server = Effect.Success<ReturnType<typeof serverOf>>

/** Text at the address where a person looks first, and for a browser that opens any address without an ending; else a problem. */
const inPlaceOfThePage = (text: string, refresh: Readonly<Record<string, string>> = {}) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ headers, url }) => {
    const [address = ""] = url.split("?")
    const isOpened = path.extname(address) === "" && headers.accept?.includes("text/html") === true
    return address === "/" || isOpened
      ? Effect.succeed(HttpServerResponse.text(text, { status: 503, headers: refresh }))
      : nothing
  })

/** What is served now: the page, or a text in its place. */
interface Page {
  readonly server: Server
  readonly text: string
  readonly isBuilding: boolean
}

/**
 * The page as it is now: of a folder of one's own, or of the workspace, where
 * it is built behind the first requests if it is missing or older than its sources.
 */
const current = Effect.fnUntraced(function* (folder: Option.Option<string>) {
  const root = Option.getOrElse(folder, () => builtPage)
  const isBuilding = Option.isNone(folder) && (yield* isOld)
  const first: Page = { server: yield* serverOf(root), text: notBuilt(`${root} has none`), isBuilding }
  const page = yield* Ref.make(first)
  if (isBuilding) {
    const renewed = Effect.matchEffect(build, {
      onSuccess: () => Effect.map(serverOf(root), (server) => ({ server })),
      onFailure: ({ message }) => Effect.as(Effect.logWarning(message), { text: notBuilt(message) })
    })
    yield* Effect.forkScoped(
      Effect.flatMap(renewed, (news) => Ref.update(page, (now) => ({ ...now, ...news, isBuilding: false })))
    )
  }
  return Ref.get(page)
})

/** Serves the page; where there is none, says at `/` why. */
export const pageLayer = (folder: Option.Option<string>) =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const page = yield* current(folder)
      yield* router.add("*", "/api/*", unrouted)
      yield* router.add(
        "GET",
        "/*",
        Effect.flatMap(page, ({ isBuilding, server, text }) =>
          Option.match(server, {
            onNone: () => (isBuilding ? inPlaceOfThePage(building, { refresh: "2" }) : inPlaceOfThePage(text)),
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
      )
    })
  )
