/**
 * The runs of the service, in the process that carries them out: it lives as long as the service wants it.
 *
 * @module
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as NodeWorkerRunner from "@effect/platform-node/NodeWorkerRunner"
import type { Classified } from "@jobgraph/assets/Classified"
import { Cause, Deferred, Effect, Exit, Fiber, FiberMap, Layer, Option, Queue, Stream } from "effect"
import { RpcServer, RpcWorker } from "effect/rpc"
import { definitionsOf } from "../../command/environment.ts"
import { runLogLayer } from "../../command/runLog.ts"
import { pipelineLayer } from "../../services.ts"
import { Settings } from "../../settings/Settings.ts"
import { Project } from "../Project.ts"
import { ExecutorRpcs, type Message } from "./ExecutorRpcs.ts"
import { materialized } from "./materialized.ts"
import { type Outcome, outcomeOf } from "./Outcome.ts"

const handlers = ExecutorRpcs.toLayer(
  Effect.gen(function* () {
    const working = yield* FiberMap.make<string, Outcome, Classified>()
    const drained = yield* Deferred.make<void>()
    return {
      hello: () => Effect.void,
      materialize: (entry) =>
        Stream.callback((messages: Queue.Queue<Message, Cause.Done>) =>
          Effect.gen(function* () {
            const run = materialized(entry, {
              tell: (event) => Queue.offer(messages, { _tag: "Told", event }),
              draining: Deferred.await(drained)
            })
            const exit = yield* Fiber.await(yield* FiberMap.run(working, entry.runId, run))
            yield* tellDefect(exit)
            yield* Queue.offer(messages, { _tag: "Ended", outcome: outcomeOf(exit, "failed") })
            yield* Queue.end(messages)
            // Of a run that nobody follows any more nobody would know that it is at work.
          }).pipe(Effect.onInterrupt(() => FiberMap.remove(working, entry.runId)))
        ),
      cancel: ({ runId }) => FiberMap.remove(working, runId),
      drain: () => Effect.asVoid(Deferred.succeed(drained, undefined))
    }
  })
)

/** A bug is told whole in the log; in the queue it has no words for people. */
const tellDefect = <A, E>(exit: Exit.Exit<A, E>) =>
  Exit.isFailure(exit) && Cause.hasDies(exit.cause)
    ? Effect.logError("A run ended with an unexpected error", exit.cause)
    : Effect.void

/** With the settings of the service, which come first. */
const server = Layer.unwrap(
  Effect.gen(function* () {
    const settings = yield* RpcWorker.initialMessage(Settings)
    const definitions = yield* definitionsOf(settings)
    return RpcServer.layer(ExecutorRpcs, { disableTracing: true }).pipe(
      Layer.provide(handlers),
      Layer.provide(Layer.succeed(Project, { settings, definitions })),
      Layer.provide(pipelineLayer(settings, Option.none())),
      Layer.provide(runLogLayer)
    )
  })
)

const exit = await server.pipe(
  Layer.provide(RpcServer.layerProtocolWorkerRunner),
  Layer.provide([NodeWorkerRunner.layer, NodeServices.layer]),
  Layer.launch,
  Effect.runPromiseExit
)
if (Exit.isFailure(exit) && !Cause.hasInterruptsOnly(exit.cause)) {
  const reasons = Cause.prettyErrors(exit.cause).map(({ message }) => message)
  process.stderr.write(`The process of the runs ends: ${reasons.join("; ")}\n`)
  // What the service says to it keeps it there, though nobody listens any more.
  process.exit(1)
}
