/**
 * What all suites of faults share: a server, places in which the first day was
 * materialized, to be copied, and what the second day comes to undisturbed.
 *
 * @module
 */
import { stop } from "@jobgraph/db/embedded/control"
import { Duration, Effect, Fiber } from "effect"
import type { TestProject } from "vitest/node"
import { start } from "../postgres/Server.ts"
import { firstDay, type Ground, grounds, materialize, secondDay } from "./days.ts"
import { finalState, leftovers } from "./finalState.ts"
import { type Kind, kinds, makePlace, type Origin, type Place, type Template } from "./Place.ts"

export interface Shared {
  /** The server's URL. */
  readonly server: string
  /** The first day, materialized. */
  readonly templates: Readonly<Record<Kind, Template>>
  readonly undisturbed: ReadonlyArray<Undisturbed>
}

/** What a run over the second day comes to that nobody disturbs. */
export interface Undisturbed {
  readonly kind: Kind
  readonly ground: Ground
  readonly state: Effect.Success<ReturnType<typeof finalState>>
  readonly milliseconds: number
}

declare module "vitest" {
  interface ProvidedContext {
    readonly shared: Shared
  }
}

export default async (project: TestProject) => {
  const ready = Promise.withResolvers<Shared>()
  const program = Effect.gen(function* () {
    const { url: server } = yield* start()
    const [embedded, onServer] = yield* Effect.all(
      [template({ kind: "embedded", server }), template({ kind: "server", server })],
      { concurrency: 2 }
    )
    const templates = { embedded, server: onServer }
    const pairs = kinds.flatMap((kind) => grounds.map((ground) => ({ kind, ground })))
    const calm = yield* Effect.forEach(
      pairs,
      ({ ground, kind }) =>
        undisturbed(ground, { kind, server, ...(ground === "nothing" ? {} : { copyOf: templates[kind] }) }),
      { concurrency: 2 }
    )
    ready.resolve({ server, templates, undisturbed: calm })
    return yield* Effect.never
  })
  const fiber = Effect.runFork(Effect.scoped(program))
  fiber.addObserver((exit) => ready.reject(new Error(`the suites cannot begin: ${String(exit)}`)))
  project.provide("shared", await ready.promise)
  return () => Effect.runPromise(Fiber.interrupt(fiber))
}

const template = Effect.fnUntraced(function* (origin: Origin) {
  const place = yield* makePlace(origin)
  yield* materialized(place, firstDay)
  yield* Effect.orDie(stop(place.home))
  const database = place.databaseUrl === undefined ? null : new URL(place.databaseUrl).pathname.slice(1)
  return { home: place.home, database } satisfies Template
})

const undisturbed = Effect.fnUntraced(function* (ground: Ground, origin: Origin) {
  const place = yield* makePlace(origin)
  const [duration] = yield* Effect.timed(materialized(place, secondDay))
  const state = yield* finalState(place)
  return { kind: origin.kind, ground, state, milliseconds: Duration.toMillis(duration) } satisfies Undisturbed
}, Effect.scoped)

const materialized = Effect.fnUntraced(function* (place: Place, day: string) {
  const { code, stderr } = yield* place.run(materialize(day))
  const left = yield* leftovers(place)
  if (code !== 0 || Object.keys(left).length > 0) {
    return yield* Effect.die(new Error(`${day} ended with ${code} and left ${JSON.stringify(left)}: ${stderr}`))
  }
})
