/**
 * Statements and transactions of the catalog, whose failures are the catalog's.
 *
 * @module
 */
import { CatalogError, CatalogUnavailable } from "@jobgraph/assets/CatalogError"
import { Effect } from "effect"
import type { Kysely } from "kysely"
import type { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import type { Tables } from "../Tables.ts"

export interface Statements {
  run<A>(operation: string, query: (db: Kysely<Tables>) => Promise<A>): Effect.Effect<A, CatalogError>
  /** A statement outside of all transactions, on a connection that none of them holds. */
  runAside<A>(operation: string, query: (db: Kysely<Tables>) => Promise<A>): Effect.Effect<A, CatalogError>
  /** A transaction whose own failures are the catalog's, and those of `effect` its own. */
  transaction<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | CatalogError, R>
}

export const statementsOf = (database: Database["Service"]): Statements => ({
  run: (operation, query) => database.run(`catalog.${operation}`, query).pipe(Effect.mapError(unavailable)),
  runAside: (operation, query) => database.runAside(`catalog.${operation}`, query).pipe(Effect.mapError(unavailable)),
  transaction: (effect) =>
    database
      .transaction(Effect.mapError(effect, (error) => new Inner(error)))
      .pipe(Effect.catch((error) => Effect.fail(error instanceof Inner ? error.error : unavailable(error))))
})

/** The error of what ran inside a transaction, kept apart from those of the transaction itself. */
class Inner<E> {
  readonly error: E
  constructor(error: E) {
    this.error = error
  }
}

const unavailable = (error: DatabaseError): CatalogError =>
  new CatalogError({
    reason: new CatalogUnavailable({ detail: error.message, transient: error.isTransient, cause: error })
  })
