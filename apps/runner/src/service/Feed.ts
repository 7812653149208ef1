/**
 * Tells those who follow that something changed: one look at the database a second for all of them together.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Event } from "@jobgraph/assets/Event"
import { Database } from "@jobgraph/db/Database"
import type { DatabaseError } from "@jobgraph/db/DatabaseError"
import * as Changes from "@jobgraph/db/service/Changes"
import * as RunList from "@jobgraph/db/service/RunList"
import { Context, Deferred, Effect, Layer, Option, PubSub, type Scope } from "effect"
import type { Topic } from "../api/Live.ts"
import { note } from "../command/output.ts"
import { logLine } from "../print/logLines.ts"
import { Answers } from "./http/Answers.ts"
import { Loops } from "./Loops.ts"
import { makeShared } from "./Shared.ts"

/** What is told of a topic: of a run its id, of the others only that they changed. */
export interface Change {
  readonly topic: Topic
  readonly runId: string | null
  /** The run as it is now, read once for all who follow; null of other topics. */
  readonly row: RunList.RunRow | null
}

/** Events that every page shows at once. */
const seen: ReadonlySet<Event["kind"]> = new Set(["RunStarted", "StepStarted", "StepEnded", "RunEnded"])

/** How long events that were read are good for the next follower of the same run, in milliseconds. */
const readMillis = 500

export class Feed extends Context.Service<
  Feed,
  {
    /** An event of a run of this process: it is printed, and followers need not wait for the next look. */
    readonly tell: (event: Event) => Effect.Effect<void>
    /** Something changed here: look now. */
    readonly changed: Effect.Effect<void>
    /** The events of a run after a number, read once for all who are there. */
    readonly events: Catalog["Service"]["events"]
    /** Waits until a run has an event after a number, or has ended. */
    readonly waitFor: (runId: string, after: number) => Effect.Effect<void>
    /** What changes from now on: what is so at this moment is known when this answers. */
    readonly changes: Effect.Effect<PubSub.Subscription<Change>, DatabaseError, Scope.Scope>
  }
>()("@jobgraph/runner/service/Feed") {}

interface Waiter {
  readonly runId: string
  readonly after: number
  readonly done: Deferred.Deferred<void>
}

/** Looks as long as its scope is open, and only while somebody follows. */
export const feedLayer = Layer.effect(
  Feed,
  Effect.gen(function* () {
    const database = yield* Database
    const catalog = yield* Catalog
    const answers = yield* Answers
    const loops = yield* Loops
    const read = makeShared<ReadonlyArray<Event>>({ millis: readMillis })
    const forget = Effect.andThen(answers.forget, read.forget)
    const waiters = new Set<Waiter>()
    const hub = yield* PubSub.sliding<Change>(1_024)
    let followers = 0
    let known: Changes.Marks | null = null

    const release = Effect.gen(function* () {
      if (waiters.size === 0) {
        return
      }
      const ids = [...new Set([...waiters].map(({ runId }) => runId))]
      const last = yield* RunList.lastEvents(ids)
      const running = yield* Changes.unended(ids)
      yield* forget
      for (const waiter of waiters) {
        if ((last.get(waiter.runId) ?? 0) > waiter.after || !running.has(waiter.runId)) {
          yield* Deferred.succeed(waiter.done, undefined)
        }
      }
    })
    const compare = Effect.gen(function* () {
      if (followers === 0) {
        known = null
        return
      }
      const now = yield* Changes.marks
      const changes = known === null ? [] : differences(known, now)
      known = now
      if (changes.length > 0) {
        yield* forget
        const ids = changes.flatMap(({ runId }) => runId ?? [])
        const rows = new Map((yield* RunList.byIds(ids)).map((row) => [row.run.runId, row]))
        const whole = changes.map((change) => ({ ...change, row: rows.get(change.runId ?? "") ?? null }))
        yield* PubSub.publishAll(hub, whole)
      }
    })
    /** What the first follower's changes are told against. */
    const base = Effect.suspend(() =>
      known === null
        ? Effect.map(Effect.provideService(Changes.marks, Database, database), (marks) => {
            known ??= marks
          })
        : Effect.void
    )
    const look = Effect.provideService(Effect.andThen(release, compare), Database, database)
    yield* Effect.forkScoped(
      loops.run(look, { name: "feed", pause: Effect.sleep("1 second"), longestWait: "5 seconds" })
    )

    return Feed.of({
      tell: Effect.fnUntraced(function* (event) {
        if (seen.has(event.kind)) {
          yield* forget
        }
        for (const waiter of waiters) {
          if (waiter.runId === event.runId && event.sequence > waiter.after) {
            yield* Deferred.succeed(waiter.done, undefined)
          }
        }
        yield* Option.match(logLine(event, { hasPartitions: true }), { onNone: () => Effect.void, onSome: note })
      }),
      // What fails here fails in the loop too, which tells it.
      changed: Effect.andThen(
        forget,
        Effect.catchCause(look, () => Effect.void)
      ),
      events: (runId, after, limit) => read.find(`${runId} ${after} ${limit}`, catalog.events(runId, after, limit)),
      waitFor: (runId, after) =>
        Effect.acquireUseRelease(
          Effect.map(Deferred.make<void>(), (done) => {
            const waiter = { runId, after, done }
            waiters.add(waiter)
            return waiter
          }),
          ({ done }) => Deferred.await(done),
          (waiter) => Effect.sync(() => void waiters.delete(waiter))
        ),
      changes: Effect.andThen(
        Effect.acquireRelease(
          Effect.sync(() => {
            followers += 1
          }),
          () =>
            Effect.sync(() => {
              followers -= 1
            })
        ),
        Effect.tap(PubSub.subscribe(hub), () => base)
      )
    })
  })
)

const differences = (before: Changes.Marks, now: Changes.Marks): ReadonlyArray<Change> => [
  ...[...now.runs]
    .filter(([runId, mark]) => before.runs.get(runId) !== mark)
    .map(([runId]) => ({ topic: "runs" as const, runId, row: null })),
  ...(["assets", "schedules", "alerts", "models"] as const)
    .filter((topic) => before[topic] !== now[topic])
    .map((topic) => ({ topic, runId: null, row: null }))
]
