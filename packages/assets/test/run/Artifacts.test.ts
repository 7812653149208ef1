import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema, Stream } from "effect"
import * as ArtifactReader from "../../src/artifact/ArtifactReader.ts"
import { ArtifactStore } from "../../src/artifact/ArtifactStore.ts"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import { layer, materialize, rowsOf } from "../../src/testing/materialize.ts"

const Row = Schema.Struct({ n: Schema.Int })
const currentOf = Effect.fnUntraced(function* (asset: string) {
  return Option.getOrNull(yield* (yield* Catalog).current({ asset, partition: null }))
})

describe("artifacts", () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  /** Keeps `old` from the version before, writes the rest. */
  const files = (written: Readonly<Record<string, string>>, codeVersion = "1") =>
    Asset.make({
      key: "files",
      codeVersion,
      artifact: Artifact.files(),
      *make({ output, report }) {
        yield* report({ kept: yield* output.keep("old"), keptOther: yield* output.keep("other") })
        for (const [name, text] of Object.entries(written)) {
          yield* output.write(name, bytes(text))
        }
        yield* report({ readBack: new TextDecoder().decode(yield* output.read("new")) })
      }
    })
  const reader = (upstream: ReturnType<typeof files>) =>
    Asset.make({
      key: "reader",
      codeVersion: "1",
      dependencies: { upstream },
      artifact: Artifact.value(Schema.Array(Schema.String)),
      make: ({ inputs }) =>
        Effect.forEach(inputs.upstream.names, (name) =>
          Effect.map(inputs.upstream.read(name), (bytes) => `${name}: ${Buffer.from(bytes)}`)
        )
    })

  it.effect("of files are written, kept from the version before, and read", () =>
    Effect.gen(function* () {
      const first = files({ old: "1", new: "2" })
      yield* materialize([first, reader(first)])
      const before = yield* currentOf("files")
      const second = files({ new: "3" }, "2")
      yield* materialize([second, reader(second)])
      const after = yield* currentOf("files")
      assert.deepStrictEqual(before?.metadata, { kept: false, keptOther: false, readBack: "2" })
      assert.deepStrictEqual(after?.metadata, { kept: true, keptOther: false, readBack: "3" })
      assert.deepStrictEqual(
        after?.manifest.parts.map(({ name }) => name),
        ["new", "old"]
      )
      assert.strictEqual(
        after?.manifest.parts[1]?.hash,
        before?.manifest.parts.find(({ name }) => name === "old")?.hash
      )
      assert.deepStrictEqual(yield* rowsOf(reader(second)), [["new: 3", "old: 1"]])
    }).pipe(Effect.provide(layer))
  )

  it.effect("of files refuse a name that was written before", () =>
    Effect.gen(function* () {
      const twice = Asset.make({
        key: "twice",
        codeVersion: "1",
        artifact: Artifact.files(),
        make: ({ output }) => Effect.andThen(output.write("a", bytes("1")), output.write("a", bytes("2")))
      })
      const result = yield* materialize([twice])
      assert.strictEqual(result.steps[0]?.error?.message, 'Schema mismatch: the file "a" was written twice')
    }).pipe(Effect.provide(layer))
  )

  const lengths = (entries: Readonly<Record<string, number>>, codeVersion: string) =>
    Asset.make({
      key: "lengths",
      codeVersion,
      artifact: Artifact.value(Schema.Record(Schema.String, Schema.Number)),
      make: () => Effect.succeed(entries)
    })

  it.effect("of one value are equal for equal values, in whatever order their keys were set", () =>
    Effect.gen(function* () {
      yield* materialize([lengths({ a: 1, b: 2 }, "1")])
      const result = yield* materialize([lengths({ b: 2, a: 1 }, "2")])
      assert.deepStrictEqual([result.steps[0]?.status, result.steps[0]?.changed], ["materialized", false])
    }).pipe(Effect.provide(layer))
  )

  it.effect("of one value refuse what their schema or JSON cannot hold", () =>
    Effect.gen(function* () {
      const result = yield* materialize([lengths({ a: Number.NaN }, "1")])
      assert.deepStrictEqual(
        [result.steps[0]?.status, result.steps[0]?.error?.tag, result.steps[0]?.attempts],
        ["failed", "SchemaMismatch", 1]
      )
    }).pipe(Effect.provide(layer))
  )

  it.effect("keep refused records beside the rows, with the rule that each broke, out of the data version", () =>
    Effect.gen(function* () {
      const picky = (limit: number) =>
        Asset.make({
          key: "picky",
          codeVersion: String(limit),
          artifact: Artifact.rows(Row),
          *make({ output }) {
            yield* output.write([{ n: 1 }])
            yield* output.reject([{ rule: "large", reason: `more than ${limit}`, row: { n: 9 } }])
          }
        })
      yield* materialize([picky(2)])
      const result = yield* materialize([picky(3)])
      assert.deepStrictEqual([result.steps[0]?.changed, result.steps[0]?.metadata], [false, { rows: 1, rejected: 1 }])
      const version = yield* currentOf("picky")
      const store = yield* ArtifactStore
      const rejects = version === null ? [] : yield* Stream.runCollect(ArtifactReader.rejects(store, version))
      assert.deepStrictEqual(rejects, [[{ rule: "large", reason: "more than 3", row: { n: 9 } }]])
    }).pipe(Effect.provide(layer))
  )

  it.effect("of rows name the row that does not fit, counted from the first that was written", () =>
    Effect.gen(function* () {
      const wrong = Asset.make({
        key: "wrong",
        codeVersion: "1",
        artifact: Artifact.rows(Row),
        make: ({ output }) => Effect.andThen(output.write([{ n: 1 }, { n: 2 }]), output.write([{ n: 3 }, { n: 0.5 }]))
      })
      const result = yield* materialize([wrong])
      assert.match(result.steps[0]?.error?.message ?? "", /^Schema mismatch: row 4: /)
      assert.strictEqual(result.steps[0]?.attempts, 1)
    }).pipe(Effect.provide(layer))
  )
})
