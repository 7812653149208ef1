import { Api } from "@jobgraph/runner/api/Api"
import { OpenApi } from "effect/http-api"

/** docs/reference/openapi.json: what `/api/openapi.json` answers, so that a change of the API is seen where it is made. */
export const openApiFile = (): string => `${JSON.stringify(OpenApi.fromApi(Api), null, 2)}\n`
