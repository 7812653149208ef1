import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Schema, Stream } from "effect"
import { ArtifactStore } from "../../src/artifact/ArtifactStore.ts"
import * as ArtifactStoreMemory from "../../src/artifact/ArtifactStoreMemory.ts"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as CatalogMemory from "../../src/catalog/CatalogMemory.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import * as Definitions from "../../src/definition/Definitions.ts"
import * as Graph from "../../src/definition/Graph.ts"
import * as RetryPolicy from "../../src/definition/RetryPolicy.ts"
import { collectGarbage } from "../../src/retention/collectGarbage.ts"
import type { Retention } from "../../src/retention/Retention.ts"
import { RowWorkers } from "../../src/run/RowWorkers.ts"
import { layer, materialize } from "../../src/testing/materialize.ts"

/** Two files of which the first never changes. */
const numbers = Asset.make({
  key: "numbers",
  codeVersion: "1",
  artifact: Artifact.files(),
  config: Schema.Struct({ n: Schema.Int }),
  retry: RetryPolicy.standard,
  *make({ config, output }) {
    yield* output.write("constant", Buffer.from("constant"))
    yield* output.write("number", Buffer.from(String(config.n)))
  }
})

const all: Retention = {
  replacedBefore: Number.POSITIVE_INFINITY,
  refusedBefore: Number.POSITIVE_INFINITY,
  eventsBefore: 0,
  memoryBefore: 0,
  condemnedBefore: Number.POSITIVE_INFINITY
}
const none: Retention = { ...all, replacedBefore: 0, refusedBefore: 0, condemnedBefore: 0 }

const collect = Effect.fnUntraced(function* (retention: Retention, dryRun = false) {
  const graph = yield* Effect.fromResult(Graph.make([numbers]))
  return yield* collectGarbage(yield* Definitions.make(graph, { numbers: { n: 0 } }), retention, { dryRun })
})
const make = (n: number) => materialize([numbers], { configs: { numbers: { n } } })
const texts = Effect.gen(function* () {
  const store = yield* ArtifactStore
  const parts = yield* Stream.runCollect(Stream.mapEffect(store.hashes(), store.get))
  return parts.map((bytes) => Buffer.from(bytes).toString()).sort()
})

describe("garbage collection", () => {
  it.effect("says on a dry run what it would remove, and then removes just that", () =>
    Effect.gen(function* () {
      yield* make(1)
      yield* make(2)
      yield* (yield* ArtifactStore).put(Buffer.from("left behind"))
      const said = yield* collect(all, true)
      assert.deepStrictEqual([said.versions.length, said.parts, said.bytes], [1, 2, "1left behind".length])
      assert.deepStrictEqual(yield* texts, ["1", "2", "constant", "left behind"])
      const done = yield* collect(all)
      assert.deepStrictEqual([done.versions, done.parts, done.bytes], [said.versions, said.parts, said.bytes])
      assert.deepStrictEqual(yield* texts, ["2", "constant"])
      assert.deepStrictEqual((yield* collect(all)).parts, 0)
    }).pipe(Effect.provide(layer))
  )

  it.effect("keeps what is within its retention, and what was condemned within the grace period", () =>
    Effect.gen(function* () {
      yield* make(1)
      yield* make(2)
      assert.strictEqual((yield* collect(none)).parts, 0)
      const condemning = yield* collect({ ...all, condemnedBefore: 0 })
      assert.deepStrictEqual([condemning.versions.length, condemning.parts, condemning.condemned], [1, 0, 1])
      assert.deepStrictEqual(yield* texts, ["1", "2", "constant"])
      // What was condemned is used again: it is no garbage any more.
      yield* make(1)
      assert.strictEqual((yield* collect({ ...none, condemnedBefore: Number.POSITIVE_INFINITY })).parts, 0)
      assert.deepStrictEqual(yield* texts, ["1", "2", "constant"])
    }).pipe(Effect.provide(layer))
  )

  /** Every call that a run makes to catalog or store, in order. */
  const calls = ["put", "has", "secureParts", "publish", "saveStep", "claim", "release", "endRun"] as const

  it.effect.each(
    calls.flatMap((method) => [0, 1, 2].flatMap((skip) => ["before", "after"].map((side) => ({ method, skip, side }))))
  )(
    "comes $side call $skip of $method of a run, and leaves it every part that it refers to",
    ({ method, side, skip }) =>
      Effect.gen(function* () {
        let count = 0
        let armed = false
        let collecting = Effect.void
        /** Collects at the chosen moment; a collection in the midst of a transaction waits for its end, as on a server. */
        const around =
          (name: string) =>
          <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
            Effect.suspend(() => {
              const isIt = armed && name === method && count++ === skip
              if (!isIt) {
                return effect
              }
              return side === "before"
                ? Effect.andThen(
                    Effect.suspend(() => collecting),
                    effect
                  )
                : Effect.tap(effect, () => Effect.suspend(() => collecting))
            })
        const store = Layer.effect(
          ArtifactStore,
          Effect.map(ArtifactStore, (inner) =>
            ArtifactStore.of({
              ...inner,
              put: (bytes) => around("put")(inner.put(bytes)),
              has: (hash) => around("has")(inner.has(hash))
            })
          )
        ).pipe(Layer.provide(ArtifactStoreMemory.layer))
        const catalog = Layer.effect(
          Catalog,
          Effect.map(Catalog, (inner) =>
            Catalog.of({
              ...inner,
              secureParts: () => around("secureParts")(inner.secureParts()),
              publish: (claim, prepare) => around("publish")(inner.publish(claim, prepare)),
              saveStep: (step) => around("saveStep")(inner.saveStep(step)),
              claim: (id) => around("claim")(inner.claim(id)),
              release: (claim) => around("release")(inner.release(claim)),
              endRun: (runId, status, at) => around("endRun")(inner.endRun(runId, status, at))
            })
          )
        ).pipe(Layer.provide(CatalogMemory.layer))
        yield* Effect.gen(function* () {
          yield* make(1)
          yield* make(2)
          // "1" is nobody's any more, condemned, and about to be used again.
          yield* collect({ ...all, condemnedBefore: 0 })
          const context = yield* Effect.context<Catalog | ArtifactStore>()
          collecting = Effect.gen(function* () {
            armed = false
            // Not waited for: in the midst of a publish it can only go on after it.
            yield* Effect.forkDetach(Effect.provide(Effect.ignore(collect(all)), context), { startImmediately: true })
            yield* Effect.repeat(Effect.yieldNow, { times: 50 })
          })
          armed = true
          const { status } = yield* make(1)
          assert.strictEqual(status, "success")
          for (const version of yield* (yield* Catalog).currents()) {
            for (const { hash } of version.manifest.parts) {
              assert.isTrue(yield* (yield* ArtifactStore).has(hash), "a current version has lost a part")
            }
          }
          yield* collect(all)
          assert.deepStrictEqual(yield* texts, ["1", "constant"])
        }).pipe(Effect.provide(Layer.mergeAll(store, catalog, RowWorkers.layer(1))))
      })
  )
})
