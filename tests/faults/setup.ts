/**
 * What all suites of faults share: a server, and places in which the first day was materialized, to be copied.
 *
 * @module
 */
import { stop } from "@jobgraph/db/embedded/control"
import { Effect, Fiber } from "effect"
import type { TestProject } from "vitest/node"
import { start } from "../postgres/Server.ts"
import { firstDay, materialize } from "./days.ts"
import { type Kind, makePlace, type Template } from "./Place.ts"

export interface Shared {
  /** The server's URL. */
  readonly server: string
  /** The first day, materialized. */
  readonly templates: Readonly<Record<Kind, Template>>
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
    ready.resolve({ server, templates: { embedded, server: onServer } })
    return yield* Effect.never
  })
  const fiber = Effect.runFork(Effect.scoped(program))
  fiber.addObserver((exit) => ready.reject(new Error(`the suites cannot begin: ${String(exit)}`)))
  project.provide("shared", await ready.promise)
  return () => Effect.runPromise(Fiber.interrupt(fiber))
}

const template = Effect.fnUntraced(function* (origin: { readonly kind: Kind; readonly server: string }) {
  const place = yield* makePlace(origin)
  const { code, stderr } = yield* place.run(materialize(firstDay))
  if (code !== 0) {
    return yield* Effect.die(new Error(`the first day ended with ${code}: ${stderr}`))
  }
  yield* Effect.orDie(stop(place.home))
  const database = place.databaseUrl === undefined ? null : new URL(place.databaseUrl).pathname.slice(1)
  return { home: place.home, database } satisfies Template
})
