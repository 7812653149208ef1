/**
 * Ends processes at a named point, as `kill -9` does: nothing gets a chance to tidy up.
 *
 * @module
 */
import { appendFileSync } from "node:fs"
import { homeAt } from "@jobgraph/db/embedded/Home"
import { holderOf } from "@jobgraph/db/embedded/LockFile"
import { Context, Effect, Option, Predicate, References, Schema } from "effect"
import pg from "pg"
import { Order, ordersVariable, pointsVariable } from "./Order.ts"

const orders = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Array(Order)))(process.env[ordersVariable] ?? "[]")
const notes = process.env[pointsVariable]
const times = new Map<string, number>()
let total = 0

/** Whoever works here: a step's asset, or nobody where it is the run's own work. */
const place = Effect.map(References.CurrentLogAnnotations, ({ asset }) =>
  Predicate.isString(asset) ? `${asset}: ` : ""
)

/** The command has come to a point. Does not return where the order is to end it there. */
export const reach = Effect.fnUntraced(function* (name: string) {
  const point = `${yield* place}${name}`
  const time = (times.get(point) ?? 0) + 1
  times.set(point, time)
  total += 1
  const now = total
  if (notes !== undefined) {
    appendFileSync(notes, `${point}\n`)
  }
  for (const order of orders) {
    if (order.point === null ? order.time === now : order.point === point && order.time === time) {
      yield* execute(order)
    }
  }
})

const execute = Effect.fnUntraced(function* ({ delayMs, signal, victims }: Order) {
  if (delayMs > 0) {
    yield* Effect.sleep(delayMs)
  }
  if (victims.includes("connections")) {
    yield* Effect.promise(cutConnections)
  }
  if (victims.includes("database")) {
    const { folder } = homeAt(process.env.RUNNER_HOME ?? "")
    process.kill(Option.getOrThrow(holderOf(folder)).pid, signal)
  }
  if (victims.includes("runner")) {
    process.kill(process.pid, signal)
  }
})

/** Ends every connection to the command's database but the one that says so. */
const cutConnections = async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query(`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  await client.end()
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
