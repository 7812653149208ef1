/**
 * What the service does again and again: each loop goes on whatever happens in it, and says how it is.
 *
 * @module
 */
import { Cause, Clock, Context, Duration, Effect, Exit, Layer } from "effect"

export interface LoopOptions<R> {
  readonly name: string
  /** What comes between two turns. */
  readonly pause: Effect.Effect<unknown, never, R>
  /** A turn that takes longer than that is stuck. */
  readonly patience?: Duration.Input
  /** The longest wait after turns that failed, one after another. */
  readonly longestWait?: Duration.Input
}

export interface LoopReport {
  readonly name: string
  readonly state: "ok" | "failing" | "stuck"
}

interface Loop {
  readonly name: string
  readonly patience: number
  /** When the turn began that is not over; null between turns. */
  startedAt: number | null
  failures: number
  /** What was logged last of a failure, so that one condition is told once. */
  told: string | null
}

export class Loops extends Context.Service<
  Loops,
  {
    /** Takes turns until it is interrupted. */
    readonly run: <R, R2>(
      turn: Effect.Effect<unknown, unknown, R>,
      options: LoopOptions<R2>
    ) => Effect.Effect<never, never, R | R2>
    readonly reports: Effect.Effect<ReadonlyArray<LoopReport>>
  }
>()("@jobgraph/runner/service/Loops") {
  static readonly layer = Layer.sync(Loops, () => {
    const loops = new Map<string, Loop>()
    return Loops.of({
      run: (turn, { longestWait = "15 seconds", name, patience = "1 minute", pause }) =>
        Effect.suspend(() => {
          const loop: Loop = { name, patience: Duration.toMillis(patience), startedAt: null, failures: 0, told: null }
          loops.set(name, loop)
          const longest = Duration.fromInputUnsafe(longestWait)
          const wait = () => Duration.min(Duration.seconds(2 ** Math.min(loop.failures - 1, 16)), longest)
          const once = Effect.gen(function* () {
            loop.startedAt = yield* Clock.currentTimeMillis
            const exit = yield* Effect.exit(turn)
            loop.startedAt = null
            yield* Exit.match(exit, { onFailure: (cause) => fell(loop, cause), onSuccess: () => stood(loop) })
            yield* Exit.isSuccess(exit) ? pause : Effect.sleep(wait())
          })
          return Effect.forever(once)
        }),
      reports: Effect.map(Clock.currentTimeMillis, (now) => [...loops.values()].map((loop) => reportOf(loop, now)))
    })
  })
}

const reportOf = ({ failures, name, patience, startedAt }: Loop, now: number): LoopReport => ({
  name,
  state: startedAt !== null && now - startedAt > patience ? "stuck" : failures > 0 ? "failing" : "ok"
})

const fell = (loop: Loop, cause: Cause.Cause<unknown>) =>
  Effect.suspend(() => {
    loop.failures += 1
    const words = Cause.prettyErrors(cause)
      .map(({ message }) => message)
      .join("; ")
    const isKnown = loop.told === words
    loop.told = words
    return isKnown
      ? Effect.void
      : Effect.logWarning(`The service's loop "${loop.name}" fails, and goes on trying`, cause)
  })

const stood = (loop: Loop) =>
  Effect.suspend(() => {
    const { told } = loop
    loop.failures = 0
    loop.told = null
    return told === null ? Effect.void : Effect.logInfo(`The service's loop "${loop.name}" works again`)
  })
