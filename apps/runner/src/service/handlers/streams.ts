/**
 * Server-sent events.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Classified } from "@jobgraph/assets/Classified"
import type { Event } from "@jobgraph/assets/Event"
import { Effect, Option, PubSub, Stream } from "effect"
import { HttpServerResponse } from "effect/http"
import type { LiveEventName, Topic } from "../../api/Live.ts"
import type { RunEventName } from "../../api/RunAnswers.ts"
import { Feed } from "../Feed.ts"
import { Self } from "../Self.ts"
import { eventView, runView } from "./runViews.ts"

/** Silence is broken after so long, so that a stream that is dead is noticed. */
const heartbeat = "15 seconds"

/** Events are read in pages of this size. */
const pageSize = 500

/** How long a client waits before it comes again, in milliseconds. */
const retry = "retry: 1000\n"

const message = (event: LiveEventName | RunEventName, data: unknown, id?: number): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

const comment = ": still here\n\n"

interface Place {
  readonly after: number
  readonly isOver: boolean
}

/** The events of a run after a number, as they come, to its end. */
export const runEvents = Effect.fnUntraced(function* (runId: string, after: number) {
  const catalog = yield* Catalog
  const feed = yield* Feed
  const next = Effect.fnUntraced(function* (place: Place) {
    const isEnded = Option.match(yield* catalog.run(runId), {
      onNone: () => false,
      onSome: ({ run }) => run.endedAt !== null
    })
    // Read after its end was seen, and by oneself then: what is read now has all of them.
    const events = yield* (isEnded ? catalog : feed).events(runId, place.after, pageSize)
    const last = events.at(-1)
    if (last !== undefined) {
      const isOver = last.kind === "RunEnded"
      const texts = messagesOf(events, place.after)
      return [isOver ? [...texts, message("end", {})] : texts, more({ after: last.sequence, isOver })] as const
    }
    if (isEnded) {
      return [[message("end", {})], Option.none<Place>()] as const
    }
    const news = yield* Effect.timeoutOption(feed.waitFor(runId, place.after), heartbeat)
    return [Option.isNone(news) ? [comment] : [], more(place)] as const
  })
  return yield* respond(Stream.paginate({ after, isOver: false }, next))
})

/** Events as they are sent after a number; where some are no longer kept, that is said before what there still is. */
export const messagesOf = (events: ReadonlyArray<Event>, after: number): ReadonlyArray<string> =>
  events.flatMap((event, index) => {
    const from = (events[index - 1]?.sequence ?? after) + 1
    const gap = event.sequence > from ? [message("gap", { from, to: event.sequence - 1 })] : []
    return [...gap, message(event.kind, eventView(event), event.sequence)]
  })

const more = (place: Place): Option.Option<Place> => (place.isOver ? Option.none() : Option.some(place))

/** What changes, as it changes: of a run the row of the list, of the rest that it changed. */
export const liveEvents = Effect.fnUntraced(function* (topics: ReadonlySet<Topic>) {
  const feed = yield* Feed
  const changes = Stream.unwrap(
    Effect.map(feed.changes, (subscription) => {
      const news = Stream.fromEffectRepeat(Effect.timeoutOption(PubSub.take(subscription), heartbeat)).pipe(
        Stream.map(
          Option.match({
            onNone: () => comment,
            onSome: ({ row, runId, topic }) =>
              !topics.has(topic)
                ? ""
                : topic === "runs"
                  ? message("run", row === null ? { runId } : runView(row))
                  : message(topic, { changed: true })
          })
        ),
        Stream.filter((text) => text !== "")
      )
      // Said when nothing can be missed any more.
      return Stream.concat(Stream.succeed(message("hello", { topics: [...topics] })), news)
    })
  )
  return yield* respond(changes)
})

/** The response of a stream, with a good-bye where the service drains. */
const respond = Effect.fnUntraced(function* <R>(events: Stream.Stream<string, Classified, R>) {
  const self = yield* Self
  const context = yield* Effect.context<R>()
  const body = Stream.succeed(retry).pipe(
    Stream.concat(events),
    Stream.interruptWhen(self.draining),
    Stream.concat(
      Stream.fromEffect(Effect.map(self.isDraining, (isDraining) => (isDraining ? message("bye", {}) : "")))
    ),
    Stream.encodeText,
    Stream.provideContext(context)
  )
  return HttpServerResponse.stream(body, {
    contentType: "text/event-stream",
    headers: { "cache-control": "no-store", "x-accel-buffering": "no" }
  })
})
