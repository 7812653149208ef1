import { Context } from "effect"

/** What the fiber was asked, as `GET /api/v1/jobs`: where a problem is that nothing more can be said of. */
export const RequestPlace = Context.Reference<string>("@jobgraph/runner/service/http/RequestPlace", {
  defaultValue: () => "the request"
})

/** The place of a request: its method and its path, cut where somebody sent a very long one. */
export const placeOf = (method: string, url: string): string => `${method} ${url.split("?")[0]?.slice(0, 200) ?? ""}`
