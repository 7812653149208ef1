/**
 * The embedded database's one process: holds the lock, the files and the socket, and ends when nobody needs it.
 *
 * @module
 */
import { rmSync } from "node:fs"
import { createServer } from "node:net"
import { DateTime, Deferred, Duration, Effect, Queue, Schedule, type Scope, Stream } from "effect"
import { EmbeddedError } from "./EmbeddedError.ts"
import { type Home, homeAt, prepareHome } from "./Home.ts"
import { acquireLock, isOwnLock, renewLock } from "./LockFile.ts"
import { type Multiplexer, makeMultiplexer } from "./Multiplexer.ts"
import { openPglite, type PgliteBackend } from "./PgliteBackend.ts"

export interface ServeOptions {
  readonly runnerHome: string
  /** Ends itself this long after its last client has left. */
  readonly idle: Duration.Input
  /** How long a client may sit idle in a transaction while others wait for it. */
  readonly idleInTransaction?: Duration.Input
}

/**
 * Serves the database until it is interrupted, or idle for too long.
 *
 * Answers `held` at once if another process serves it. Listens before the files
 * are open, so that clients wait in line meanwhile, and are told why if the
 * files cannot be opened.
 */
export const serve = Effect.fnUntraced(function* (options: ServeOptions) {
  const home = homeAt(options.runnerHome)
  const isHolder = yield* Effect.try({
    try: () => {
      prepareHome(home)
      return acquireLock(home.folder)
    },
    catch: EmbeddedError.in(home.folder)
  })
  return isHolder ? yield* Effect.scoped(serveHeld(home, options)) : ("held" as const)
})

/** Long enough for clients that are on their way to hear why the files cannot be opened. */
const farewell: Duration.Input = "3 seconds"

const serveHeld = Effect.fnUntraced(function* (home: Home, options: ServeOptions) {
  const counts = yield* Queue.unbounded<number>()
  // Before any client's: one that waits for the files to be opened is a client already.
  yield* Queue.offer(counts, 0)
  const broken = yield* Deferred.make<never, EmbeddedError>()
  const opening = Promise.withResolvers<PgliteBackend>()
  opening.promise.catch(() => {})

  const multiplexer = makeMultiplexer({
    backend: opening.promise,
    idleInTransaction: Duration.toMillis(options.idleInTransaction ?? "30 seconds"),
    onClients: (count) => Queue.offerUnsafe(counts, count),
    onBroken: (cause) => Deferred.doneUnsafe(broken, Effect.fail(EmbeddedError.in(home.folder)(cause)))
  })
  yield* listen(home, multiplexer)
  yield* Effect.forkScoped(renewing(home))
  yield* Effect.forkScoped(endingWithFolder(home))

  yield* Effect.acquireRelease(
    Effect.tryPromise({ try: () => openPglite(home.data), catch: EmbeddedError.in(home.folder) }).pipe(
      Effect.tap((backend) => Effect.sync(() => opening.resolve(backend))),
      Effect.tapError((error) =>
        Effect.sync(() => multiplexer.close("XX000", error.message)).pipe(Effect.andThen(Effect.sleep(farewell)))
      )
    ),
    (backend) => Effect.ignore(Effect.tryPromise(() => backend.close()))
  )
  yield* Effect.addFinalizer(() =>
    Effect.sync(() => multiplexer.close("57P01", "the embedded database is being stopped"))
  )
  yield* Effect.logInfo(`Serving the embedded database on ${home.socket}`)

  yield* Effect.raceFirst(
    untilIdle(counts, options.idle),
    Deferred.await(broken).pipe(Effect.tapError((error) => Effect.logError(error.message, error.cause)))
  )
  return "idle" as const
})

/** For those who share the folder from another machine. */
const renewing = (home: Home) =>
  Effect.ignore(
    Effect.flatMap(DateTime.now, (now) => Effect.try(() => renewLock(home.folder, DateTime.toDateUtc(now))))
  ).pipe(Effect.repeat(Schedule.spaced("20 seconds")))

/**
 * Ends the process when its folder is removed.
 *
 * At once and without closing anything: whoever makes the folder anew gets
 * another process, whose files and socket have the same names.
 */
const endingWithFolder = (home: Home) =>
  Effect.sync(() => isOwnLock(home.folder)).pipe(
    Effect.repeat({ while: (isOwn) => isOwn, schedule: Schedule.spaced("200 millis") }),
    Effect.andThen(Effect.sync(() => process.kill(process.pid, "SIGKILL")))
  )

/** Waits until there has been no client for the whole time. */
const untilIdle = (counts: Queue.Queue<number>, idle: Duration.Input) =>
  Stream.fromQueue(counts).pipe(
    Stream.switchMap((count) => (count > 0 ? Stream.never : Stream.fromEffect(Effect.sleep(idle)))),
    Stream.take(1),
    Stream.runDrain
  )

/** Listens on the socket for as long as the scope lives. Whoever is connected keeps the connection. */
const listen = (home: Home, multiplexer: Multiplexer): Effect.Effect<void, EmbeddedError, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.callback<() => void, EmbeddedError>((resume) => {
      // Left behind by a process that was killed; the lock says that none uses it.
      rmSync(home.socket, { force: true })
      const server = createServer((stream) => multiplexer.attach(stream))
      server.on("error", (cause) => resume(Effect.fail(EmbeddedError.in(home.folder)(cause))))
      server.listen(home.socket, () => resume(Effect.succeed(() => server.close())))
    }),
    (close) => Effect.sync(close)
  ).pipe(Effect.asVoid)
