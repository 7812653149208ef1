/**
 * Undoing what a transaction in memory has written.
 *
 * @module
 */
import { Context, Effect } from "effect"

/** How to undo what the fiber's transaction has written; null outside of one. */
const Journal = Context.Reference<Array<() => void> | null>("@jobgraph/assets/catalog/memory/Journal", {
  defaultValue: () => null
})

/** Writes, and if a transaction is open and fails later, undoes it. */
export const written = (write: () => void, undo: () => void) =>
  Effect.map(Journal, (journal) => {
    write()
    journal?.push(undo)
  })

/** Runs the content of a transaction, and undoes what it has written if it fails. */
export const journalled = <A, E, R>(content: Effect.Effect<A, E, R>) =>
  Effect.suspend(() => {
    const undo: Array<() => void> = []
    return Effect.provideService(content, Journal, undo).pipe(
      Effect.onError(() =>
        Effect.sync(() => {
          for (const takeBack of undo.reverse()) {
            takeBack()
          }
        })
      )
    )
  })

/** A map's entry set, or put back as it was. */
export const setIn = <K, V>(map: Map<K, V> | undefined, key: K, value: V) =>
  Effect.suspend(() => {
    const before = map?.get(key)
    return written(
      () => void map?.set(key, value),
      () => void (before === undefined ? map?.delete(key) : map?.set(key, before))
    )
  })

export const pushedTo = <A>(list: Array<A>, added: ReadonlyArray<A>) =>
  written(
    () => void list.push(...added),
    () => void list.splice(0, list.length, ...list.filter((one) => !added.includes(one)))
  )
