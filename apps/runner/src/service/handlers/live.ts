import { Effect, Option, Schema } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import { Api } from "../../api/Api.ts"
import { Topic } from "../../api/Live.ts"
import { answering, refused } from "../http/problems.ts"
import { liveEvents } from "./streams.ts"

const decodeTopic = Schema.decodeUnknownOption(Topic)

const topicsOf = Effect.fnUntraced(function* (text: string | undefined) {
  const names = text === undefined || text === "" ? Topic.literals : text.split(",").map((name) => name.trim())
  const topics = new Set<Topic>()
  for (const name of names) {
    const topic = decodeTopic(name)
    if (Option.isNone(topic)) {
      return yield* refused(`There is no topic "${name}"`, { next: `Topics are ${Topic.literals.join(", ")}` })
    }
    topics.add(topic.value)
  }
  return topics
})

export const liveHandlers = HttpApiBuilder.group(Api, "live", (handlers) =>
  handlers.handleAll({
    live: ({ query }) => answering(Effect.flatMap(topicsOf(query.topics), liveEvents))
  })
)
