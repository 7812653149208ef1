import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Option } from "effect"
import { TestClock } from "effect/testing"
import * as ArtifactStoreMemory from "../../src/artifact/ArtifactStoreMemory.ts"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as CatalogMemory from "../../src/catalog/CatalogMemory.ts"
import { RowWorkers } from "../../src/run/RowWorkers.ts"
import { type Call, catalogWithFaults, type Decide, type Fault, storeWithFaults } from "../../src/testing/faults.ts"
import { materialize, rowsOf, statuses } from "../../src/testing/materialize.ts"
import { assetsOver, script } from "./words.ts"

const day = "2026-01-08"
const good = new Set(["materialized", "unchanged", "fresh"])

/** Layers whose faults a test switches on and off. */
const withFaults = () => {
  const faults: { catalog: Decide; store: Decide } = { catalog: () => null, store: () => null }
  const layer = Layer.mergeAll(
    catalogWithFaults(CatalogMemory.layer, (call) => faults.catalog(call)),
    storeWithFaults(ArtifactStoreMemory.layer, (call) => faults.store(call)),
    RowWorkers.layer(1)
  )
  return { faults, layer }
}

/** Runs with virtual time passing for the waits of a day. */
const ended = Effect.fnUntraced(function* <A, E, R>(program: Effect.Effect<A, E, R>) {
  const fiber = yield* Effect.forkChild(Effect.exit(program))
  yield* TestClock.adjust("1 hour")
  return yield* Fiber.join(fiber)
})

/** The calls that an undisturbed run makes. */
const callsOf = (port: "catalog" | "store") => {
  const { faults, layer } = withFaults()
  const calls: Array<Call> = []
  faults[port] = (call) => {
    calls.push(call)
    return null
  }
  return Effect.as(materialize(assetsOver(script({ [day]: "to be or not" }))), calls).pipe(Effect.provide(layer))
}

/** Lets one call of a run fail, and looks at what is left. */
const afterFault = Effect.fnUntraced(function* (port: "catalog" | "store", number: number, fault: Fault) {
  const { faults, layer } = withFaults()
  return yield* Effect.gen(function* () {
    let count = 0
    faults[port] = () => {
      count += 1
      return count === number ? fault : null
    }
    const assets = assetsOver(script({ [day]: "to be or not" }))
    const exit = yield* ended(materialize(assets))
    faults[port] = () => null
    const catalog = yield* Catalog
    const [run] = yield* catalog.runs({ limit: 9 })
    const steps = run === undefined ? [] : Option.getOrThrow(yield* catalog.run(run.runId)).steps
    const published = yield* catalog.currents()
    const events = run === undefined ? [] : yield* catalog.events(run.runId, 0, 99)
    const again = yield* materialize(assets, { waitForHolder: false })
    const rows = yield* rowsOf(assets[1], day)
    return { exit, run, steps, published, events, again, rows }
  }).pipe(Effect.provide(layer))
})

const kinds = [
  { happens: false, isTransient: false },
  { happens: true, isTransient: false },
  { happens: false, isTransient: true },
  { happens: true, isTransient: true }
] as const

describe("a run whose bookkeeping fails once", () => {
  it.effect.each(kinds)("tells no lies, wherever it fails (happens: $happens, transient: $isTransient)", (fault) =>
    Effect.gen(function* () {
      const calls = yield* callsOf("catalog")
      assert.isAbove(calls.length, 30)
      for (const { method, number } of calls) {
        const where = `${method}, call ${number}`
        const { again, events, exit, published, rows, run, steps } = yield* afterFault("catalog", number, fault)
        const isSuccess = Exit.isSuccess(exit) && exit.value.status === "success"
        // What the run says of itself, and what it did.
        if (isSuccess && run !== undefined) {
          assert.strictEqual(run.status, "success", where)
        }
        if (run?.status === "success") {
          assert.isTrue(
            steps.every(({ status }) => good.has(status)),
            where
          )
        } else if (run !== undefined) {
          assert.strictEqual(run.status, "failed", where)
        }
        assert.isFalse(
          steps.some(({ status }) => ["pending", "running", "waiting"].includes(status)),
          where
        )
        // Every version belongs to a step that says so, and the other way round.
        assert.deepStrictEqual(
          published.map(({ asset, dataVersion }) => [asset, dataVersion]).sort(),
          steps
            .filter(({ status }) => status === "materialized")
            .map(({ asset, dataVersion }) => [asset, dataVersion])
            .sort(),
          where
        )
        if (!(fault.happens && method === "append")) {
          assert.deepStrictEqual(
            events.map(({ sequence }) => sequence),
            events.map((_, index) => index + 1),
            where
          )
        }
        // Nothing is held, and a later run completes.
        assert.strictEqual(again.status, "success", where)
        assert.strictEqual(rows.length, 4, where)
      }
    })
  )

  it.effect("goes on after a short break of the catalog", () =>
    Effect.gen(function* () {
      const calls = yield* callsOf("catalog")
      for (const { number, method } of calls.filter((call) => ["append", "endRun"].includes(call.method))) {
        const { exit } = yield* afterFault("catalog", number, { happens: false, isTransient: true })
        assert.isTrue(Exit.isSuccess(exit) && exit.value.status === "success", `${method}, call ${number}`)
      }
    })
  )
})

describe("a run whose artifact store fails once", () => {
  it.effect("fails the step on a full disk, and a later run completes", () =>
    Effect.gen(function* () {
      for (const { number } of yield* callsOf("store")) {
        const { again, exit, rows } = yield* afterFault("store", number, { happens: false, isTransient: false })
        const result = Exit.isSuccess(exit) ? exit.value : null
        assert.strictEqual(result?.status, "failed")
        const error = result?.steps.find(({ status }) => status === "failed")?.error
        assert.deepStrictEqual([error?.tag, error?.transient], ["StoreFailed", false])
        assert.deepStrictEqual([again.status, rows.length], ["success", 4])
      }
    })
  )

  it.effect("attempts the step again where the failure may pass", () =>
    Effect.gen(function* () {
      for (const { number } of yield* callsOf("store")) {
        const { exit } = yield* afterFault("store", number, { happens: false, isTransient: true })
        const result = Exit.isSuccess(exit) ? exit.value : null
        assert.deepStrictEqual(result === null ? null : Object.values(statuses(result)), [
          "materialized",
          "materialized",
          "materialized"
        ])
      }
    })
  )
})
