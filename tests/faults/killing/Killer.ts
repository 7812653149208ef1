/**
 * Ends processes at a named point, as `kill -9` does: nothing gets a chance to tidy up.
 *
 * @module
 */
import { appendFileSync } from "node:fs"
import { homeAt } from "@jobgraph/db/embedded/Home"
import { holderOf } from "@jobgraph/db/embedded/LockFile"
import { Context, Effect, Option, Predicate, References, Schema } from "effect"
import { Order, ordersVariable, pointsVariable } from "./Order.ts"

const orders = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(Order)))(process.env[ordersVariable] ?? "[]")
const notes = process.env[pointsVariable]
const times = new Map<string, number>()

/** Whoever works here: a step's asset, or nobody where it is the run's own work. */
const place = Effect.map(References.CurrentLogAnnotations, ({ asset }) =>
  Predicate.isString(asset) ? `${asset}: ` : ""
)

/** The command has come to a point. Does not return where the order is to end it there. */
export const reach = (name: string): Effect.Effect<void> =>
  Effect.map(place, (place) => {
    const point = `${place}${name}`
    const time = (times.get(point) ?? 0) + 1
    times.set(point, time)
    if (notes !== undefined) {
      appendFileSync(notes, `${point}\n`)
    }
    for (const order of orders) {
      if (order.point === point && order.time === time) {
        execute(order)
      }
    }
  })

const execute = ({ signal, victims }: Order): void => {
  if (victims.includes("database")) {
    const { folder } = homeAt(process.env.RUNNER_HOME ?? "")
    process.kill(Option.getOrThrow(holderOf(folder)).pid, signal)
  }
  if (victims.includes("runner")) {
    process.kill(process.pid, signal)
  }
}

/** An effect with a point before it and one after it. */
export const between = <A, E, R>(name: string, effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  reach(`before ${name}`).pipe(
    Effect.andThen(effect),
    Effect.tap(() => reach(`after ${name}`))
  )

/** The outermost transaction that the fiber is in; it has the name of its first statement. */
export const CurrentTransaction = Context.Reference<{ name: string | null } | null>(
  "@jobgraph/tests/faults/CurrentTransaction",
  { defaultValue: () => null }
)
