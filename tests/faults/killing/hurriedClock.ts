import { Clock, Context, Duration, Effect, Layer } from "effect"

/** The waits between the attempts at a step: a minute, and two. */
const waits: ReadonlySet<number> = new Set([60_000, 120_000])

/** The real clock, on which the waits between attempts take a hundredth of their time. */
export const hurriedClock: Layer.Layer<never> = Layer.effectContext(
  Effect.map(Clock.Clock, (clock) => {
    const hurried: Clock.Clock = Object.assign(Object.create(clock), {
      sleep: (duration: Duration.Duration) =>
        clock.sleep(waits.has(Duration.toMillis(duration)) ? Duration.divideUnsafe(duration, 100) : duration)
    })
    return Context.make(Clock.Clock, hurried)
  })
)
