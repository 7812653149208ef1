/**
 * Which methods an address takes, for who asks with another one.
 *
 * @module
 */
import { Effect } from "effect"
import { HttpServerRequest, HttpServerResponse } from "effect/http"
import { HttpApi } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { MethodNotAllowed } from "../../api/Problem.ts"
import { pathOf } from "./canonical.ts"
import { answer, nothing } from "./problems.ts"
import { RequestId } from "./RequestId.ts"
import { RequestPlace } from "./RequestPlace.ts"

interface Place {
  readonly pattern: RegExp
  readonly method: string
}

const places: ReadonlyArray<Place> = (() => {
  const found: Array<Place> = []
  HttpApi.reflect(Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => {
      const pattern = new RegExp(`^${endpoint.path.replaceAll(/:\w+/g, "[^/]+")}$`)
      found.push({ pattern, method: endpoint.method })
    }
  })
  return found
})()

/** Of an address of the API; those of the page and the documents are only read. */
const methodsAt = (path: string): ReadonlyArray<string> => {
  const own = path.startsWith("/api/v1/")
    ? places.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    : path.startsWith("/api/") && !/^\/api\/(openapi\.json|docs)$/.test(path)
      ? []
      : ["GET"]
  return own.includes("GET") ? [...own, "HEAD"] : own
}

/** Where no route fits: 405 if another method would, else 404. */
export const unrouted = Effect.gen(function* () {
  const { method, url } = yield* HttpServerRequest.HttpServerRequest
  const methods = methodsAt(pathOf(url))
  if (methods.length === 0 || methods.includes(method)) {
    return yield* nothing
  }
  const allow = methods.join(", ")
  const members = { where: yield* RequestPlace, next: `Ask with ${allow}`, requestId: yield* RequestId }
  return HttpServerResponse.setHeader(
    yield* answer(new MethodNotAllowed({ class: "usage", ...members })),
    "allow",
    allow
  )
})
