/**
 * Carries out the runs of the service, in a process of their own: what a run computes keeps no request waiting, and a
 * run that takes all memory ends alone.
 *
 * @module
 */
import { fork } from "node:child_process"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import { Catalog } from "@jobgraph/assets/Catalog"
import type * as Queue from "@jobgraph/db/service/Queue"
import { Context, Duration, Effect, Fiber, Layer, Option, RcRef, Schedule, Schema, Stream } from "effect"
import { RpcClient, RpcWorker } from "effect/rpc"
import { Settings } from "../../settings/Settings.ts"
import { Feed } from "../Feed.ts"
import { Project } from "../Project.ts"
import { Self } from "../Self.ts"
import { ExecutorRpcs } from "./ExecutorRpcs.ts"
import type { Outcome } from "./Outcome.ts"

/** How long the process lives when nothing is to do: it takes a second to start, and memory while it is there. */
const idleTimeToLive = "10 minutes"

/** How long it may take until it takes work: a second, where nothing else wants the processor; more than a database is waited for. */
const starting = Duration.seconds(90)

/** Pauses between attempts to begin a run in a new process: an outage of the database that is over by then costs no run. */
const attempts = Schedule.exponential("1 second").pipe(
  Schedule.modifyDelay(({ duration }) => Effect.succeed(Duration.min(duration, Duration.seconds(10)))),
  Schedule.upTo({ duration: "2 minutes" })
)

/** How long a run that is interrupted may take to let go of everything. */
const lettingGo = "10 seconds"

/** The process ended while it worked on a run, or did not start. */
export class ExecutorLost extends Schema.TaggedError<ExecutorLost>()("ExecutorLost", {
  hasStarted: Schema.Boolean,
  cause: Schema.Defect()
}) {
  readonly isTransient = true
  override get message() {
    return this.hasStarted
      ? "the process that worked on it ended before it did"
      : `the process that was to work on it did not start within ${Duration.format(starting)}`
  }
}

export class Executor extends Context.Service<
  Executor,
  {
    /** Carries out an entry; its events are told to the feed. Interruption cancels the run, and waits for that. */
    readonly run: (entry: Queue.Entry) => Effect.Effect<Outcome, ExecutorLost>
  }
>()("@jobgraph/runner/service/executor/Executor") {}

/** In a process that is started for the first run. */
export const executorLayer = Layer.effect(
  Executor,
  Effect.gen(function* () {
    const { settings } = yield* Project
    const catalog = yield* Catalog
    const feed = yield* Feed
    const self = yield* Self
    const executor = yield* RcRef.make({ acquire: inTime(started(settings)), idleTimeToLive })

    const carriedOut = Effect.fnUntraced(function* ({ request, runId, trigger }: Queue.Entry) {
      const client = yield* RcRef.get(executor)
      yield* Effect.forkScoped(Effect.andThen(self.draining, Effect.ignore(client.drain())))
      const following = yield* Effect.forkScoped(
        client.materialize({ runId, trigger, request }).pipe(
          Stream.runFoldEffect(
            () => Option.none<Outcome>(),
            (outcome, message) =>
              message._tag === "Ended"
                ? Effect.succeed(Option.some(message.outcome))
                : Effect.as(feed.tell(message.event), outcome)
          ),
          Effect.flatMap(Effect.fromOption)
        )
      )
      const cancel = Effect.andThen(client.cancel({ runId }), Fiber.await(following))
      return yield* Effect.onInterrupt(Fiber.join(following), () =>
        cancel.pipe(Effect.timeoutOption(lettingGo), Effect.ignore)
      )
    }, Effect.scoped)

    /** Unless the service ends: then it is for the next one. */
    const isToBegin = (runId: string) =>
      Effect.gen(function* () {
        const isUnknown = Effect.match(catalog.run(runId), { onFailure: () => true, onSuccess: Option.isNone })
        return !(yield* self.isDraining) && (yield* isUnknown)
      })

    return Executor.of({
      run: (entry) =>
        carriedOut(entry).pipe(
          // Else it would be started again and again, as long as whatever ends it lasts.
          Effect.tapError(() => RcRef.invalidate(executor)),
          Effect.mapError((cause) =>
            cause instanceof ExecutorLost ? cause : new ExecutorLost({ hasStarted: true, cause })
          ),
          // What had not begun is begun again by the next process.
          Effect.retry({ schedule: attempts, while: () => isToBegin(entry.runId) })
        )
    })
  })
)

const inTime = Effect.timeoutOrElse({
  duration: starting,
  orElse: () => Effect.fail(new ExecutorLost({ hasStarted: false, cause: new Error("it gave no answer") }))
})

/** The other side of the process, which is started for it and ends with the scope. */
const started = (settings: Settings) =>
  Effect.gen(function* () {
    const context = yield* Layer.build(
      // Calls are as many as runs at work, and those that end them.
      RpcClient.layerProtocolWorker({ size: 1, concurrency: Number.MAX_SAFE_INTEGER }).pipe(
        Layer.provide([NodeWorker.layer(forked), RpcWorker.layerInitialMessage(Settings, Effect.succeed(settings))])
      )
    )
    const client = yield* Effect.provideContext(RpcClient.make(ExecutorRpcs, { disableTracing: true }), context)
    yield* client.hello()
    return client
  })

const forked = () => {
  const { RUNNER_API_TOKEN: _, ...env } = process.env
  return fork(fileURLToPath(new URL(`./executorProcess${extname(import.meta.url)}`, import.meta.url)), [], {
    env,
    // Node strips the types by itself; a loader of this process, such as tsx, would load everything twice.
    execArgv: process.execArgv.filter((word) => word.startsWith("--max-")),
    serialization: "advanced",
    stdio: ["ignore", 2, 2, "ipc"]
  })
}
