/**
 * The API described for people, to try it out: Swagger UI, served from here, since the page may load nothing from elsewhere.
 *
 * @module
 */
import { createRequire } from "node:module"
import * as path from "node:path"
import { Effect, FileSystem } from "effect"
import { HttpRouter, HttpServerResponse } from "effect/http"
import { OpenApi } from "effect/http-api"
import { Api } from "../../api/Api.ts"

/** Swagger UI makes HTML of texts, which it cleans itself: so Trusted Types cannot be asked for here, and all else is. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jobgraph API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>The API as OpenAPI: <a href="openapi.json">openapi.json</a></noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`

const start = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null })
`

/** The files of the package that the page needs, and no others. */
const files = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png"
} as const

const folder = () => path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"))

/** `/api/openapi.json` and `/api/docs`. */
export const documentsLayer = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const system = yield* FileSystem.FileSystem
    const document = yield* Effect.cached(Effect.sync(() => HttpServerResponse.jsonUnsafe(OpenApi.fromApi(Api))))
    yield* router.add("GET", "/api/openapi.json", document)
    const headers = { "content-security-policy": policy }
    yield* router.add(
      "GET",
      "/api/docs",
      Effect.sync(() => HttpServerResponse.html(page).pipe(HttpServerResponse.setHeaders(headers)))
    )
    yield* router.add(
      "GET",
      "/api/docs/start.js",
      Effect.sync(() => HttpServerResponse.text(start, { contentType: "text/javascript; charset=utf-8" }))
    )
    for (const [name, contentType] of Object.entries(files)) {
      const bytes = yield* Effect.cached(Effect.orDie(system.readFile(path.join(folder(), name))))
      yield* router.add(
        "GET",
        `/api/docs/${name}`,
        Effect.map(bytes, (body) =>
          HttpServerResponse.uint8Array(body, { contentType, headers: { "cache-control": "max-age=86400" } })
        )
      )
    }
  })
)
