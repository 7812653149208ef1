/**
 * How the process ends when it is asked to. That the first signal interrupts the
 * program is not done here; what is left undone, the next command does.
 *
 * @module
 */
import { Effect, type Scope } from "effect"

const signals = ["SIGINT", "SIGTERM"] as const

/** What a second signal is: not the same one again, as a terminal and a wrapper such as pnpm may both send it. */
const echoMillis = 500

/** How long a run may take to let go of everything. */
const letGoMillis = 4_500

const end = () => process.exit(130)

/** Lets a second Ctrl-C or SIGTERM end the process at once. */
export const endOnSecondSignal = (): void => {
  let first: number | undefined
  const onSignal = () => {
    const now = performance.now()
    first ??= now
    if (now - first > echoMillis) {
      end()
    }
  }
  for (const signal of signals) {
    process.on(signal, onSignal)
  }
}

/** In its scope, ends the process a few seconds after a signal even if something does not let go. */
export const endSoonAfterSignal: Effect.Effect<void, never, Scope.Scope> = Effect.asVoid(
  Effect.acquireRelease(
    Effect.sync(() => {
      const onSignal = () => void setTimeout(end, letGoMillis).unref()
      for (const signal of signals) {
        process.once(signal, onSignal)
      }
      return onSignal
    }),
    (onSignal) =>
      Effect.sync(() => {
        for (const signal of signals) {
          process.removeListener(signal, onSignal)
        }
      })
  )
)
