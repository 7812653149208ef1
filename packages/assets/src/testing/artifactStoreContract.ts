import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer, Stream } from "effect"
import { ArtifactStore } from "../artifact/ArtifactStore.ts"
import { sha256 } from "../version/Canonical.ts"

/** The promises of `ArtifactStore`, as tests of an implementation. `layer` gives an empty store at each use. */
export const artifactStoreContract = (name: string, layer: Layer.Layer<ArtifactStore>) =>
  describe(`${name} as an ArtifactStore`, () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const withStore = <E>(test: (store: ArtifactStore["Service"]) => Effect.Effect<void, E>) =>
      Effect.flatMap(ArtifactStore, test).pipe(Effect.provide(layer))

    it.effect("gives back what it was given, under its SHA-256", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const hash = yield* store.put(bytes("é\n"))
          assert.strictEqual(hash, sha256(bytes("é\n")))
          assert.deepStrictEqual(new Uint8Array(yield* store.get(hash)), bytes("é\n"))
          assert.isTrue(yield* store.has(hash))
        })
      )
    )

    it.effect("keeps equal bytes once", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const first = yield* store.put(bytes("same"))
          assert.strictEqual(yield* store.put(bytes("same")), first)
          assert.deepStrictEqual(yield* Stream.runCollect(store.hashes()), [first])
        })
      )
    )

    it.effect("keeps nothing and everything: the empty part, and a megabyte of noise", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const noise = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 2_654_435_761) >>> 24)
          for (const content of [new Uint8Array(0), noise]) {
            assert.deepStrictEqual(new Uint8Array(yield* store.get(yield* store.put(content))), content)
          }
        })
      )
    )

    it.effect("says which part is missing, permanently", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const error = yield* Effect.flip(store.get("0".repeat(64)))
          assert.strictEqual(error.reason._tag, "PartMissing")
          assert.isFalse(error.isTransient)
        })
      )
    )

    it.effect("forgets what is removed, and does not mind removing nothing", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const hash = yield* store.put(bytes("gone"))
          yield* store.remove(hash)
          yield* store.remove(hash)
          assert.isFalse(yield* store.has(hash))
          assert.deepStrictEqual(yield* Stream.runCollect(store.hashes()), [])
        })
      )
    )

    it.effect("says how much room a part takes: some, or none where there is none", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const hash = yield* store.put(bytes("some room"))
          assert.isAbove(yield* store.size(hash), 0)
          assert.strictEqual(yield* store.size("0".repeat(64)), 0)
        })
      )
    )

    it.effect("takes the same part from many writers at once", () =>
      withStore(
        Effect.fnUntraced(function* (store) {
          const hashes = yield* Effect.all(
            Array.from({ length: 20 }, () => store.put(bytes("race"))),
            {
              concurrency: "unbounded"
            }
          )
          assert.strictEqual(new Set(hashes).size, 1)
          assert.deepStrictEqual(new Uint8Array(yield* store.get(hashes[0] ?? "")), bytes("race"))
        })
      )
    )
  })
