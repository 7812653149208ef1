import { Effect, Exit, Scope } from "effect"
import { afterAll, beforeAll } from "vitest"

/** What is opened before all tests of a file and closed after them. */
export const opened = <A>(open: Effect.Effect<A, never, Scope.Scope>): (() => A) => {
  const scope = Effect.runSync(Scope.make())
  let value: A | undefined
  beforeAll(async () => {
    value = await Effect.runPromise(Effect.provideService(open, Scope.Scope, scope))
  }, 300_000)
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)), 60_000)
  return () => {
    if (value === undefined) {
      throw new Error("It is not open yet")
    }
    return value
  }
}
