import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, Latch, type Layer, Ref } from "effect"
import { Executor, type ReadyAttempt } from "../run/Executor.ts"

const ready = (fields: Partial<ReadyAttempt> = {}): ReadyAttempt => ({
  runId: "01900000-0000-7000-8000-000000000001",
  asset: "raw",
  partition: "2026-01-08/fr",
  attempt: 1,
  ...fields
})

/** The promises of `Executor`, as tests of an implementation. */
export const executorContract = (name: string, layer: Layer.Layer<never>) =>
  describe(`${name} as an Executor`, () => {
    const withExecutor = <A, E>(test: (executor: Executor) => Effect.Effect<A, E>) =>
      Effect.flatMap(Executor, test).pipe(Effect.provide(layer))

    it.live("answers what the attempt answers", () =>
      withExecutor(({ execute }) =>
        Effect.map(execute(ready(), Effect.succeed(42)), (answer) => assert.strictEqual(answer, 42))
      )
    )

    it.live("fails as the attempt fails, and passes defects on", () =>
      withExecutor(
        Effect.fnUntraced(function* ({ execute }) {
          assert.strictEqual(yield* Effect.flip(execute(ready(), Effect.fail("no"))), "no")
          const exit = yield* Effect.exit(execute(ready(), Effect.die("bug")))
          assert.isTrue(Exit.isFailure(exit) && Cause.hasDies(exit.cause))
        })
      )
    )

    it.live("works once for each attempt", () =>
      withExecutor(
        Effect.fnUntraced(function* ({ execute }) {
          const works = yield* Ref.make(0)
          const work = Ref.update(works, (n) => n + 1)
          yield* execute(ready(), work)
          yield* execute(ready({ attempt: 2 }), work)
          assert.strictEqual(yield* Ref.get(works), 2)
        })
      )
    )

    it.live("lets attempts work beside each other", () =>
      withExecutor(
        Effect.fnUntraced(function* ({ execute }) {
          const met = yield* Latch.make()
          const waits = execute(ready(), met.await)
          const meets = execute(ready({ asset: "validated" }), met.open)
          yield* Effect.all([waits, meets], { concurrency: "unbounded" })
        })
      )
    )

    it.live("ends the work when it is interrupted", () =>
      withExecutor(
        Effect.fnUntraced(function* ({ execute }) {
          const begun = yield* Latch.make()
          const ended = yield* Latch.make()
          const work = begun.open.pipe(
            Effect.andThen(Effect.never),
            Effect.onInterrupt(() => ended.open)
          )
          const fiber = yield* Effect.forkChild(execute(ready(), work))
          yield* begun.await
          yield* Fiber.interrupt(fiber)
          yield* ended.await
        })
      )
    )
  })
