/**
 * Answers that several ask for at the same moment, found once for all of them.
 *
 * @module
 */
import { Clock, Deferred, Effect, Exit, Option } from "effect"

export interface Shared<A> {
  /** What another one has found for the same key a moment ago, or is finding just now, else what `find` does. */
  readonly find: <E, R>(key: string, find: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Something has changed: who asks from now on gets nothing that was begun before. */
  readonly forget: Effect.Effect<void>
}

interface Options<A> {
  /** How long an answer holds unless something changes, in milliseconds. */
  readonly millis: number
  /** Which answers may be given to others; by default all. Failures never are. */
  readonly isShared?: (answer: A) => boolean
}

interface Entry<A> {
  readonly epoch: number
  /** Null while it is being found. */
  until: number | null
  /** None where the one who looked has failed or gone away. */
  readonly done: Deferred.Deferred<Option.Option<A>>
}

/** More keys than that are forgotten together: who asks everything once has nothing of this. */
const mostKeys = 500

export const makeShared = <A>({ isShared = () => true, millis }: Options<A>): Shared<A> => {
  const entries = new Map<string, Entry<A>>()
  let epoch = 0

  const lead = <E, R>(key: string, find: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.suspend(() => {
      const entry: Entry<A> = { epoch, until: null, done: Deferred.makeUnsafe() }
      if (entries.size >= mostKeys) {
        entries.clear()
      }
      entries.set(key, entry)
      const settle = Effect.fnUntraced(function* (exit: Exit.Exit<A, E>) {
        const answer = Option.filter(Exit.getSuccess(exit), isShared)
        entry.until = (yield* Clock.currentTimeMillis) + millis
        if (Option.isNone(answer) && entries.get(key) === entry) {
          entries.delete(key)
        }
        yield* Deferred.succeed(entry.done, answer)
      })
      return Effect.onExit(find, settle)
    })

  return {
    find: (key, find) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const known = entries.get(key)
        return known === undefined || known.epoch !== epoch || (known.until !== null && known.until <= now)
          ? lead(key, find)
          : Effect.flatMap(Deferred.await(known.done), Option.match({ onNone: () => find, onSome: Effect.succeed }))
      }),
    forget: Effect.sync(() => {
      epoch += 1
    })
  }
}
