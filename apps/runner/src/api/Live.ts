/**
 * One stream of what changes, for pages that are open.
 *
 * @module
 */
import { Schema } from "effect"
import { Sse } from "effect/encoding"
import { HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { Text } from "./Common.ts"
import { Refused } from "./Problem.ts"

export const Topic = Schema.Literals(["assets", "runs", "schedules", "alerts", "models"])
export type Topic = typeof Topic.Type

/**
 * `event: hello` first; then `run` with the whole row that the list call has,
 * so that doubles and gaps do no harm: the one with the greater `version`
 * holds. The other topics say only that they changed: `assets`, `schedules`,
 * `alerts`, `models`. `bye` before the service ends.
 */
export const LiveEventName = Schema.Literals(["hello", "run", "assets", "schedules", "alerts", "models", "bye"])
export type LiveEventName = typeof LiveEventName.Type

export const LiveMessage = Schema.Struct({
  ...Sse.EventEncoded.fields,
  event: LiveEventName,
  data: Schema.fromJsonString(Schema.Json)
})

export const live = HttpApiGroup.make("live")
  .add(
    HttpApiEndpoint.get("live", "/live", {
      query: { topics: Schema.optionalKey(Text) },
      success: HttpApiSchema.StreamSse({ events: LiveMessage }),
      error: [Refused]
    }).annotate(OpenApi.Summary, "What changes, as it changes; subscribe first, read second")
  )
  .annotate(OpenApi.Description, "Server-sent events")
