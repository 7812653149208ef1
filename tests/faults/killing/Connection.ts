/**
 * Stands in for `@jobgraph/db/Connection`: the same database, with points between its statements, and a hurried clock.
 *
 * @module
 */
import * as Real from "@jobgraph/db/Connection"
import { Database } from "@jobgraph/db/Database"
import { Effect, Layer } from "effect"
import { hurriedClock } from "./hurriedClock.ts"
import { between, CurrentTransaction, reach } from "./Killer.ts"

export * from "@jobgraph/db/Connection"

const withPoints = (database: Database["Service"]) =>
  Database.of({
    kind: database.kind,
    target: database.target,
    run: (operation, query) =>
      Effect.flatMap(CurrentTransaction, (transaction) => {
        if (transaction !== null) {
          transaction.name ??= operation
        }
        return between(operation, database.run(operation, query))
      }),
    // Leases are renewed when time has passed, not at a place in the work.
    runAside: database.runAside,
    transaction: (effect) =>
      Effect.flatMap(CurrentTransaction, (outer) => {
        if (outer !== null) {
          return database.transaction(effect)
        }
        const transaction: { name: string | null } = { name: null }
        const body = effect.pipe(
          Effect.provideService(CurrentTransaction, transaction),
          Effect.tap(() => reach(`before commit of ${transaction.name}`))
        )
        return Effect.tap(database.transaction(body), () => reach(`after commit of ${transaction.name}`))
      })
  })

export const layer = Layer.effect(Database, Effect.map(Database, withPoints)).pipe(
  Layer.provide(Real.layer),
  // What a layer gives besides its port reaches the whole command.
  Layer.provideMerge(hurriedClock)
)
