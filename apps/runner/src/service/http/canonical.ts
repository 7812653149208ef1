/**
 * One reading of an address for all: the guard decides by a path what the router finds by it.
 *
 * The router would read `//api/v1/runs`, `/API/v1/runs`, `/%61pi/v1/runs` and
 * `http://[/api/v1/runs` as `/api/v1/runs`. The guard would have to read them in
 * just that way, in each version. So the router is told to be strict, and what
 * could still be read in two ways is not routed at all.
 *
 * @module
 */
import type { FindMyWay } from "effect/http"

/** Every route has one spelling. */
export const strictRoutes: Partial<FindMyWay.RouterConfig> = {
  caseSensitive: true,
  ignoreDuplicateSlashes: false,
  ignoreTrailingSlash: false
}

/** The path of a request's target, as it was sent. */
export const pathOf = (url: string): string => url.split("?")[0] ?? ""

/** Slashes that stand together, segments of dots, what ends a path for some, and letters written as `%61`. */
const ambiguous = /\/\/|\/\.{1,2}(\/|$)|[;#\\]|%(2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)|%(?![0-9a-f]{2})/i

/** Is there one way to read the path only? */
export const isCanonical = (url: string): boolean => {
  const path = pathOf(url)
  return path.startsWith("/") && !ambiguous.test(path)
}
