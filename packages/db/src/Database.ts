/**
 * The one door to PostgreSQL: Kysely for the queries, Effect for their failures, transactions and lifetime.
 *
 * @module
 */
import { Context, Effect, Layer, type Scope } from "effect"
import { type Kysely, sql } from "kysely"
import { DatabaseError } from "./DatabaseError.ts"
import type { Source } from "./Pool.ts"
import { type Session, withSession } from "./Session.ts"
import type { Tables } from "./Tables.ts"
import * as Transaction from "./Transaction.ts"

/**
 * Runs statements.
 *
 * Every operation has a name: it is the span, and the subject of the error. No
 * statement is named on the server and none changes the session, because
 * the embedded database shares one session between all its clients.
 */
export class Database extends Context.Service<
  Database,
  {
    readonly kind: "server" | "embedded"
    /** The database in words, for messages; never with a password. */
    readonly target: string
    /**
     * Runs `query` on one connection: the transaction's if the fiber is inside
     * one, else one of its own. Interruption cancels it.
     */
    run<A>(
      operation: string,
      query: (db: Kysely<Tables>, session: Session) => PromiseLike<A>
    ): Effect.Effect<A, DatabaseError>
    /**
     * Runs `query` outside of any transaction, on a connection kept for this:
     * what must not wait until one of the others is free.
     */
    runAside<A>(operation: string, query: (db: Kysely<Tables>) => PromiseLike<A>): Effect.Effect<A, DatabaseError>
    /**
     * Runs `effect` in a transaction, which every `run` of the same fiber and
     * of its children joins. Failure, defect and interruption roll it back.
     *
     * The whole of `effect` is run again, a few times, when the database undid
     * the transaction because of another one, or the connection was lost before
     * the commit; so it must not do outside what may not be done twice. Inside
     * another transaction it is a savepoint, and is not run again by itself.
     */
    transaction<A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | DatabaseError, R>
  }
>()("@jobgraph/db/Database") {
  /** A database over any source of connections. Fails if it cannot be reached or is too old. */
  static readonly layerSource = <E>(acquire: Effect.Effect<Source, E, Scope.Scope>) =>
    Layer.effect(
      Database,
      Effect.gen(function* () {
        const source = yield* Effect.acquireRelease(acquire, (source) => Effect.promise(() => source.end()))
        const database = make(source)
        yield* assertVersion(database)
        return database
      })
    )
}

/** The oldest server that the tests run on. */
const oldestServer = 15

/** The name of an operation says where it is from; a stack for each statement would cost more than many a statement. */
const unlocated = { captureStackTrace: false }

const make = (source: Source): Database["Service"] => {
  const aside: Source = { ...source, connect: source.connectAside }
  return Database.of({
    kind: source.kind,
    target: source.target,
    run: (operation, query) =>
      Effect.flatMap(Transaction.currentOf(source), (transaction) =>
        transaction === undefined
          ? withSession(source)(operation, (session) => session.statement(operation, () => query(session.db, session)))
          : transaction.session
              .statement(operation, () => query(transaction.session.db, transaction.session))
              .pipe(Effect.tapError((error) => Transaction.noteFailure(transaction, error)))
      ).pipe(Effect.withSpan(operation, {}, unlocated)),
    runAside: (operation, query) =>
      withSession(aside)(operation, (session) => session.statement(operation, () => query(session.db))).pipe(
        Effect.withSpan(operation, {}, unlocated)
      ),
    transaction: (effect) =>
      Effect.flatMap(Transaction.currentOf(source), (transaction) =>
        transaction === undefined ? Transaction.outermost(source, effect) : Transaction.nested(transaction, effect)
      )
  })
}

const assertVersion = Effect.fnUntraced(function* (database: Database["Service"]) {
  const { rows } = yield* database.run("connect", (db) =>
    sql<{ readonly version: number; readonly name: string }>`
      select current_setting('server_version_num')::int / 10000 as version, current_setting('server_version') as name
    `.execute(db)
  )
  const version = rows[0]
  if (version !== undefined && version.version < oldestServer) {
    return yield* new DatabaseError({
      operation: "connect",
      target: database.target,
      code: null,
      detail: `the server is PostgreSQL ${version.name}; Jobgraph needs ${oldestServer} or later`,
      cause: null
    })
  }
})
