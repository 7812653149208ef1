/**
 * One connection in use: typed queries over it, one statement at a time.
 *
 * @module
 */
import { Effect, Semaphore } from "effect"
import { Kysely, PostgresDialect } from "kysely"
import { DatabaseError } from "./DatabaseError.ts"
import type { Connection, Source } from "./Pool.ts"
import type { Tables } from "./Tables.ts"

/** What a statement runs on: typed queries, and the connection under them for what Kysely has no words for (COPY). */
export interface Session {
  readonly db: Kysely<Tables>
  readonly connection: Connection
}

/** A session with its turn-taking; `fail` tells a foreign failure in our words. */
export interface OpenSession extends Session {
  /**
   * Runs one statement, after those that began before it.
   *
   * Interruption asks the database to cancel it and waits until it has let go,
   * so that whatever comes next on the connection is not mixed with it.
   */
  statement<A>(operation: string, query: () => PromiseLike<A>): Effect.Effect<A, DatabaseError>
  /** After this the connection is closed instead of lent again. */
  discard(): void
}

/** Lends a connection for as long as `use` runs. Waiting for it can be interrupted; none is ever lost. */
export const withSession =
  (source: Source) =>
  <A, E, R>(operation: string, use: (session: OpenSession) => Effect.Effect<A, E, R>) =>
    Effect.acquireUseRelease(
      Effect.sync((): Loan => ({ connection: undefined, isOver: false, isDiscarded: false })),
      (loan) => Effect.flatMap(connect(source, operation, loan), use),
      (loan) =>
        Effect.sync(() => {
          loan.isOver = true
          loan.connection?.release(loan.isDiscarded)
        })
    )

interface Loan {
  connection: Connection | undefined
  isOver: boolean
  isDiscarded: boolean
}

const connect = (source: Source, operation: string, loan: Loan) =>
  Effect.tryPromise({
    try: () =>
      source.connect().then((connection) => {
        // It may come when nobody waits any more.
        if (loan.isOver) {
          connection.release()
        } else {
          loan.connection = connection
        }
        return connection
      }),
    catch: (cause) => DatabaseError.from(operation, source.target, cause)
  }).pipe(
    (attempt) => orRevive(source, attempt),
    Effect.flatMap((connection) => open(source, connection, loan))
  )

/** A process may end between being found and being used, as when it was idle for too long just then. */
const reviveTimes = 5

const orRevive = <A>({ revive }: Source, attempt: Effect.Effect<A, DatabaseError>) =>
  revive === undefined
    ? attempt
    : attempt.pipe(
        Effect.catchIf(
          (error) => error.isConnectionLoss,
          (error) => Effect.andThen(revive, Effect.fail(error))
        ),
        Effect.retry({ while: (error) => error.isConnectionLoss, times: reviveTimes })
      )

const open = Effect.fnUntraced(function* (source: Source, connection: Connection, loan: Loan) {
  const inTurn = (yield* Semaphore.make(1)).withPermits(1)
  const session: OpenSession = {
    db: kyselyOf(connection),
    connection,
    statement: <A>(operation: string, query: () => PromiseLike<A>) =>
      inTurn(
        Effect.callback<A, DatabaseError>((resume) => {
          const settled = Promise.resolve()
            .then(query)
            .then(
              (value) => resume(Effect.succeed(value)),
              (cause) => resume(Effect.fail(DatabaseError.from(operation, source.target, cause)))
            )
          return Effect.promise(async () => {
            await source.cancel(connection).catch(() => {})
            await settled
          })
        })
      ),
    discard: () => {
      loan.isDiscarded = true
    }
  }
  return session
})

/** Kysely over a connection that is ours already: it takes it and gives it back without effect. */
const kyselyOf = (connection: Connection): Kysely<Tables> => {
  const known = kyselys.get(connection)
  if (known !== undefined) {
    return known
  }
  const lent = {
    query: connection.query.bind(connection),
    release: () => {}
  }
  const made = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool: { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} }
    })
  })
  kyselys.set(connection, made)
  return made
}

const kyselys = new WeakMap<Connection, Kysely<Tables>>()
