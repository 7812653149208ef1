import { Context, Layer } from "effect"
import type { HttpServerResponse } from "effect/http"
import { makeShared, type Shared } from "../Shared.ts"

/** Long enough that a hundred open pages ask the database once, and too short for a person to notice. */
const millis = 300

/** What the API answered to reading requests just now. Forgotten whenever something changes through this service. */
export class Answers extends Context.Service<Answers, Shared<HttpServerResponse.HttpServerResponse>>()(
  "@jobgraph/runner/service/http/Answers"
) {
  static readonly layer = Layer.sync(Answers, () =>
    makeShared({ millis, isShared: ({ body, status }) => status === 200 && body._tag === "Uint8Array" })
  )
}

/** May an address be answered with what another one got? Not streams, which are each one's own. */
export const isShareable = (method: string, url: string): boolean =>
  method === "GET" && url.startsWith("/api/v1/") && !/\/(events|live)(\?|$)/.test(url)
