/**
 * Begins the runs that wait in the queue, as many at a time as may work, and sees them to their ends.
 *
 * @module
 */
import { Catalog } from "@jobgraph/assets/Catalog"
import * as Liveness from "@jobgraph/assets/Liveness"
import * as OwnerProcess from "@jobgraph/assets/OwnerProcess"
import * as Recovery from "@jobgraph/assets/Recovery"
import { Database } from "@jobgraph/db/Database"
import * as Queue from "@jobgraph/db/service/Queue"
import * as QueueRecovery from "@jobgraph/db/service/QueueRecovery"
import * as QueueWork from "@jobgraph/db/service/QueueWork"
import * as Services from "@jobgraph/db/service/Services"
import {
  Queue as Bell,
  Clock,
  Context,
  Duration,
  Effect,
  Exit,
  FiberMap,
  Layer,
  Metric,
  Option,
  Schedule
} from "effect"
import { note } from "../command/output.ts"
import { Executor, type ExecutorLost } from "./executor/Executor.ts"
import { type Outcome, outcomeOf } from "./executor/Outcome.ts"
import { Feed } from "./Feed.ts"
import { Loops } from "./Loops.ts"
import { Project } from "./Project.ts"
import { Self } from "./Self.ts"

/** How often the queue is looked at when nobody says that something came. */
const pollInterval = "1 second"

/** How often a service tells that it lives and renews what it has. */
const beatInterval = "5 seconds"

/** How long runs may take, beyond what their steps have, to record how far they came. */
const lettingGo = Duration.seconds(10)

const ended = Metric.counter("runs_ended", { description: "Runs by how they ended", incremental: true })

export class Worker extends Context.Service<
  Worker,
  {
    /** Says that something was put into the queue. */
    readonly wake: Effect.Effect<void>
    /** Waits until nothing is worked on: steps at work end or are cut off, and what is left goes to another service. */
    readonly finish: Effect.Effect<void>
  }
>()("@jobgraph/runner/service/Worker") {}

/** Works until its scope is closed. `url` is where the service can be asked. */
export const workerLayer = (url: Effect.Effect<string>) =>
  Layer.effect(
    Worker,
    Effect.gen(function* () {
      const self = yield* Self
      const loops = yield* Loops
      const { settings } = yield* Project
      const database = yield* Database
      let isCutOff = false
      const working = yield* FiberMap.make<string, void, never>()
      const liveness = yield* Liveness.make
      const bell = yield* Bell.sliding<void>(1)

      const claim = Effect.gen(function* () {
        if (yield* self.isDraining) {
          return Option.none<Queue.Entry>()
        }
        return yield* QueueWork.claimNext(self.id, settings.queue, yield* Clock.currentTimeMillis)
      })
      const claimAll = Effect.gen(function* () {
        for (let entry = yield* claim; Option.isSome(entry); entry = yield* claim) {
          const { value } = entry
          yield* FiberMap.run(
            working,
            value.runId,
            Effect.ensuring(
              execute(value, () => isCutOff),
              Bell.offer(bell, undefined)
            )
          )
        }
      })

      /** Ends a run that this service works on, as cancelled; not waited for, since that takes as long as it takes. */
      const interrupt = (runId: string) => Effect.forkDetach(FiberMap.remove(working, runId))
      const beat = Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const owner = yield* OwnerProcess.self
        yield* Services.beat({
          id: self.id,
          url: yield* url,
          owner,
          startedAt: self.startedAt,
          seenAt: now,
          isDraining: yield* self.isDraining
        })
        const cancelled = yield* QueueWork.renew(
          self.id,
          now,
          [...working].map(([runId]) => runId)
        )
        yield* Effect.forEach(cancelled, interrupt, { discard: true })
        yield* Recovery.look(liveness)
        yield* QueueRecovery.recover(now)
      })

      // Heard of before it answers; what fails here is told by the loop, which begins with the same.
      yield* Effect.exit(beat)
      const rung = Effect.raceFirst(Bell.take(bell), Effect.sleep(pollInterval))
      yield* Effect.forkScoped(loops.run(claimAll, { name: "queue", pause: rung }))
      yield* Effect.forkScoped(
        loops.run(beat, { name: "heartbeat", pause: Effect.sleep(beatInterval), longestWait: beatInterval })
      )
      yield* Effect.addFinalizer(() =>
        Effect.gen(function* () {
          yield* QueueRecovery.handBack(self.id)
          yield* Services.leave(self.id, yield* Clock.currentTimeMillis)
        }).pipe(Effect.ignore)
      )

      return Worker.of({
        wake: Effect.asVoid(Bell.offer(bell, undefined)),
        finish: Effect.gen(function* () {
          yield* Effect.ignore(QueueRecovery.beginHandOver(self.id), { log: "Warn" })
          const limit = Duration.sum(Duration.seconds(settings.service.drainSeconds), lettingGo)
          yield* FiberMap.awaitEmpty(working).pipe(Effect.timeoutOption(limit))
          isCutOff = true
          yield* FiberMap.clear(working)
        }).pipe(Effect.provideService(Database, database))
      })
    })
  )

/**
 * One entry to its end, whatever that is. Interruption ends its run as cancelled;
 * where it is the service that ends, what it cuts off is for the next one.
 */
const execute = (entry: Queue.Entry, isCutOff: () => boolean) =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const feed = yield* Feed
      const self = yield* Self
      const executor = yield* Executor
      const exit = yield* Effect.exit(restore(executor.run(entry)))
      const { name, reason } = yield* endOf(entry.runId, exit)
      // Its process may have been killed with the service.
      const isCut = Exit.hasInterrupts(exit) ? isCutOff() : Exit.isFailure(exit) && (yield* self.isDraining)
      const isLeft = name === "handedOver" || (isCut && name !== "success")
      const now = yield* Clock.currentTimeMillis
      const end = isLeft ? left(entry, now) : Queue.end(entry.runId, name, reason, now, self.id)
      // What does not come into the books stays claimed until its time is over, as it is not renewed any more.
      yield* Effect.retry(end, { schedule: Schedule.exponential("200 millis"), times: 5 }).pipe(
        Effect.catchCause((cause) => Effect.logWarning(`The end of run ${entry.runId} could not be recorded`, cause))
      )
      yield* Metric.update(Metric.withAttributes(ended, { outcome: name }), 1)
      yield* feed.changed
    })
  )

/** How an entry ended. Whatever cuts off a run as it ends by itself takes nothing from what it became. */
const endOf = Effect.fnUntraced(function* (runId: string, exit: Exit.Exit<Outcome, ExecutorLost>) {
  const outcome = outcomeOf(exit, "crashed")
  if (Exit.isSuccess(exit)) {
    return outcome
  }
  const known = yield* Effect.orElseSucceed((yield* Catalog).run(runId), Option.none)
  return Option.match(known, {
    onNone: () => outcome,
    onSome: ({ run: { status } }): Outcome =>
      status === "running" || status === outcome.name ? outcome : { name: status, reason: "" }
  })
})

/**
 * Continued by another service. One that had not become a run stays claimed, to be given back when the worker ends; so
 * does one whose run has not let go yet, until that is found to have ended.
 */
const left = Effect.fnUntraced(function* (entry: Queue.Entry, now: number) {
  const known = yield* (yield* Catalog).run(entry.runId)
  if (Option.isNone(known) || known.value.run.status === "running") {
    return
  }
  const next = yield* QueueRecovery.handOver(entry, now, (yield* Self).id)
  if (Option.isSome(next)) {
    yield* note(`Run ${entry.runId} is left: run ${next.value} waits in the queue and continues it`)
  }
})
