/**
 * Transactions that follow the fiber: whoever runs inside one joins it without being told.
 *
 * @module
 */
import { Context, Effect, Exit, Schedule, Semaphore } from "effect"
import { DatabaseError } from "./DatabaseError.ts"
import type { Source } from "./Pool.ts"
import { type OpenSession, withSession } from "./Session.ts"

/** The transaction that the present fiber is in. */
export interface Transaction {
  /** Which database it belongs to; a program may have two. */
  readonly source: Source
  readonly session: OpenSession
  readonly depth: number
  /** Runs one savepoint at a time. */
  readonly inTurn: <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  readonly progress: Progress
}

/** How far a transaction came, which decides whether a failed one may be run again. */
interface Progress {
  phase: "begin" | "body" | "commit"
  /** The failure of a statement after which the whole is worth another try. */
  retryable: DatabaseError | undefined
}

export const CurrentTransaction = Context.Reference<Transaction | undefined>(
  "@jobgraph/db/Transaction/CurrentTransaction",
  { defaultValue: () => undefined }
)

/** The transaction of the fiber, if it is one on this database. */
export const currentOf = (source: Source) =>
  Effect.map(CurrentTransaction, (transaction) => (transaction?.source === source ? transaction : undefined))

/** Notes a statement's failure in the transaction that it broke. */
export const noteFailure = (transaction: Transaction, error: DatabaseError) =>
  Effect.sync(() => {
    if (error.isCollision || error.isConnectionLoss) {
      transaction.progress.retryable = error
    }
  })

/** A transaction of its own: begun anew after a collision, or when the connection was lost before the commit. */
export const outermost = <A, E, R>(source: Source, effect: Effect.Effect<A, E, R>) => {
  const progress: Progress = { phase: "begin", retryable: undefined }
  const isWorthRetrying = (error: E | DatabaseError) => {
    switch (progress.phase) {
      case "begin":
        return error instanceof DatabaseError && error.isConnectionLoss
      case "body":
        return progress.retryable !== undefined
      // A commit without an answer may have happened.
      case "commit":
        return error instanceof DatabaseError && error.isCollision
    }
  }
  return withSession(source)("begin", (session) =>
    Effect.gen(function* () {
      progress.phase = "begin"
      progress.retryable = undefined
      const inTurn = (yield* Semaphore.make(1)).withPermits(1)
      const transaction: Transaction = { source, session, depth: 0, inTurn, progress }
      return yield* within(transaction, effect, { begin: "begin", commit: "commit", rollback: "rollback" })
    })
  ).pipe(Effect.retry({ while: isWorthRetrying, schedule: backoff, times: retries }))
}

/** A savepoint of the transaction that the fiber is in: its failure undoes no more than itself. */
export const nested = <A, E, R>(outer: Transaction, effect: Effect.Effect<A, E, R>) =>
  outer.inTurn(
    Effect.gen(function* () {
      const depth = outer.depth + 1
      const inTurn = (yield* Semaphore.make(1)).withPermits(1)
      return yield* within({ ...outer, depth, inTurn }, effect, {
        begin: `savepoint s${depth}`,
        commit: `release savepoint s${depth}`,
        rollback: `rollback to savepoint s${depth}`
      })
    })
  )

/** Times that a transaction is begun anew; the waits grow from 20 ms, spread so that two do not collide again. */
const retries = 6
const backoff = Schedule.exponential("20 millis").pipe(Schedule.jittered)

interface Words {
  readonly begin: string
  readonly commit: string
  readonly rollback: string
}

/** Runs the effect between `begin` and `commit`, or takes everything back. */
const within = <A, E, R>(transaction: Transaction, effect: Effect.Effect<A, E, R>, words: Words) => {
  const { depth, progress, session } = transaction
  const command = (text: string) =>
    session
      .statement(text, () => session.connection.query(text))
      // A savepoint that is lost with the connection loses the whole; the outermost commit may have happened.
      .pipe(Effect.tapError((error) => (depth === 0 ? Effect.void : noteFailure(transaction, error))))
  const reach = (phase: Progress["phase"]) => {
    progress.phase = depth === 0 ? phase : progress.phase
  }
  return Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      yield* command(words.begin)
      reach("body")
      const exit = yield* Effect.exit(restore(Effect.provideService(effect, CurrentTransaction, transaction)))
      if (Exit.isFailure(exit)) {
        // If this fails too, the connection is gone and the database rolls back by itself.
        const undone = yield* Effect.exit(command(words.rollback))
        if (Exit.isFailure(undone)) {
          session.discard()
        }
        return yield* exit
      }
      reach("commit")
      const answer = yield* command(words.commit).pipe(Effect.tapError(() => Effect.sync(session.discard)))
      // Someone swallowed the error of a statement: the database answers a commit of that by rolling back.
      if (answer.command === "ROLLBACK") {
        reach("body")
        return yield* DatabaseError.from(words.commit, transaction.source.target, abortedTransaction)
      }
      return exit.value
    })
  )
}

const abortedTransaction = Object.assign(new Error("an earlier statement had failed, so all was rolled back"), {
  code: "25P02"
})
