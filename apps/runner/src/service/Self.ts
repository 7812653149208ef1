import { Clock, Context, Deferred, Effect, Layer } from "effect"
import { v7 as uuidv7 } from "uuid"

/** This service: who it is, and whether it still takes work. */
export class Self extends Context.Service<
  Self,
  {
    readonly id: string
    readonly startedAt: number
    readonly isDraining: Effect.Effect<boolean>
    /** From now on: no new work, and streams say good-bye. */
    readonly drain: Effect.Effect<void>
    /** Ends as soon as it drains. */
    readonly draining: Effect.Effect<void>
  }
>()("@jobgraph/runner/service/Self") {
  static readonly layer = Layer.effect(
    Self,
    Effect.gen(function* () {
      const startedAt = yield* Clock.currentTimeMillis
      const drained = yield* Deferred.make<void>()
      return Self.of({
        id: uuidv7({ msecs: startedAt }),
        startedAt,
        isDraining: Deferred.isDone(drained),
        drain: Effect.asVoid(Deferred.succeed(drained, undefined)),
        draining: Deferred.await(drained)
      })
    })
  )
}
