import { assert, describe, it } from "@effect/vitest"
import { Effect, Logger, Option, Schema, Stream } from "effect"
import { Catalog } from "../../src/catalog/Catalog.ts"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import type { Severity } from "../../src/definition/Check.ts"
import { RunListener } from "../../src/run/RunListener.ts"
import { layer, materialize, statuses } from "../../src/testing/materialize.ts"
import { Unavailable } from "./words.ts"

const Row = Schema.Struct({ n: Schema.Int })
const NumberConfig = Schema.Struct({ n: Schema.Int })

/** Rows 1 to n, of which a check allows nine; and the sum of them. */
const numbers = (severity: Severity) => {
  const rows = Asset.make({
    key: "numbers",
    codeVersion: "1",
    artifact: Artifact.rows(Row),
    config: NumberConfig,
    checks: [
      {
        name: "few",
        severity,
        test: ({ rows }) => ({ passed: rows < 10, message: `${rows} rows` })
      },
      {
        name: "grows",
        severity: "warn",
        test: ({ config, previous }) => ({ passed: (previous?.rows ?? 0) <= config.n, message: "fewer than before" })
      }
    ],
    make: ({ config, output }) => output.write(Array.from({ length: config.n }, (_, index) => ({ n: index + 1 })))
  })
  const sum = Asset.make({
    key: "sum",
    codeVersion: "1",
    dependencies: { rows },
    artifact: Artifact.value(Schema.Int),
    make: ({ inputs }) =>
      Stream.runFold(
        inputs.rows.chunks,
        () => 0,
        (sum, chunk) => chunk.reduce((sum, { n }) => sum + n, sum)
      )
  })
  return [rows, sum] as const
}

const configured = (n: number) => ({ configs: { numbers: { n } } })
const currentOf = Effect.fnUntraced(function* (asset: string) {
  return Option.getOrNull(yield* (yield* Catalog).current({ asset, partition: null }))
})
const checksTold = Effect.fnUntraced(function* (runId: string | null) {
  const events = yield* (yield* Catalog).events(runId ?? "", 0, 99)
  return events
    .filter(({ kind }) => kind === "CheckEvaluated")
    .map(({ asset, data }) => [asset, data.name, data.severity])
})

describe("a check that does not pass", () => {
  it.effect(
    "with severity error keeps the previous version current, the refused one aside, and blocks downstream",
    () =>
      Effect.gen(function* () {
        const assets = numbers("error")
        yield* materialize(assets, configured(3))
        const before = yield* currentOf("numbers")
        const result = yield* materialize(assets, configured(10))
        assert.deepStrictEqual([result.status, statuses(result)], ["failed", { numbers: "failed", sum: "blocked" }])
        assert.deepStrictEqual(result.steps[0]?.error, {
          tag: "CheckFailed",
          message: "check few failed: 10 rows",
          transient: false
        })
        assert.strictEqual(result.steps[0]?.attempts, 1)
        assert.deepStrictEqual(yield* currentOf("numbers"), before)
        const [refused, ...others] = yield* (yield* Catalog).refused({ asset: "numbers", limit: 9 })
        assert.deepStrictEqual(
          [refused?.rows, refused?.checks.map(({ passed }) => passed), others],
          [10, [false, true], []]
        )
        assert.deepStrictEqual(yield* checksTold(result.runId), [["numbers", "few", "error"]])
      }).pipe(Effect.provide(layer))
  )

  it.effect("with severity warn is told, recorded and published", () =>
    Effect.gen(function* () {
      const assets = numbers("warn")
      yield* materialize(assets, configured(11))
      const result = yield* materialize(assets, configured(10))
      assert.deepStrictEqual(statuses(result), { numbers: "materialized", sum: "materialized" })
      assert.deepStrictEqual(yield* checksTold(result.runId), [
        ["numbers", "few", "warn"],
        ["numbers", "grows", "warn"]
      ])
      assert.deepStrictEqual((yield* currentOf("numbers"))?.checks, [
        { name: "few", severity: "warn", passed: false, message: "10 rows" },
        { name: "grows", severity: "warn", passed: false, message: "fewer than before" }
      ])
    }).pipe(Effect.provide(layer))
  )

  it.effect("by throwing fails the step for good and publishes nothing", () =>
    Effect.gen(function* () {
      const broken = Asset.make({
        key: "broken",
        codeVersion: "1",
        artifact: Artifact.value(Schema.Int),
        checks: [
          {
            name: "throws",
            severity: "warn",
            test: () => {
              throw new RangeError("no such thing")
            }
          }
        ],
        make: () => Effect.succeed(1)
      })
      const result = yield* materialize([broken])
      assert.deepStrictEqual(result.steps[0]?.error, { tag: "RangeError", message: "no such thing", transient: false })
      assert.isNull(yield* currentOf("broken"))
    }).pipe(Effect.provide([layer, Logger.layer([])]))
  )
})

describe("an external artifact", () => {
  const table = { asset: "table", partition: null }
  /** Writes its row into the catalog's own memory, so that the row joins the transaction. */
  const exported = (options: { readonly failAfter?: boolean; readonly allowed?: boolean } = {}) =>
    Asset.make({
      key: "exported",
      codeVersion: "1",
      artifact: Artifact.external(),
      undo: () => Effect.void,
      config: NumberConfig,
      checks: [
        {
          name: "allowed",
          severity: "error",
          test: () => ({ passed: options.allowed ?? true, message: "as it was asked for" })
        }
      ],
      *make({ config, output }) {
        const catalog = yield* Catalog
        yield* catalog.remember("rows", table, "row", config.n)
        yield* output.reject([{ rule: "odd", reason: "cannot be exported", row: { n: 0 } }])
        if (options.failAfter === true) {
          return yield* new Unavailable({ isTransient: false })
        }
        return { rows: 1, dataVersion: String(config.n) }
      }
    })
  const row = Effect.gen(function* () {
    return Option.getOrNull(yield* (yield* Catalog).recall("rows", table, "row"))
  })
  const config = (n: number) => ({ configs: { exported: { n } } })

  it.effect("is committed together with its record", () =>
    Effect.gen(function* () {
      const result = yield* materialize([exported()], config(1))
      assert.strictEqual(yield* row, 1)
      assert.deepStrictEqual(result.steps[0]?.metadata, { rows: 1, rejected: 1 })
      const same = yield* materialize([exported()], { ...config(1), select: "exported" })
      assert.isFalse(same.steps[0]?.changed)
    }).pipe(Effect.provide(layer))
  )

  it.effect("is rolled back when making it fails", () =>
    Effect.gen(function* () {
      yield* materialize([exported()], config(1))
      const before = yield* currentOf("exported")
      const result = yield* materialize([exported({ failAfter: true })], config(2))
      assert.deepStrictEqual([result.status, yield* row], ["failed", 1])
      assert.deepStrictEqual(yield* currentOf("exported"), before)
    }).pipe(Effect.provide(layer))
  )

  it.effect("is rolled back when a check refuses it, and the refused version is kept", () =>
    Effect.gen(function* () {
      yield* materialize([exported()], config(1))
      const before = yield* currentOf("exported")
      const result = yield* materialize([exported({ allowed: false })], config(2))
      assert.deepStrictEqual([result.status, yield* row], ["failed", 1])
      assert.deepStrictEqual(yield* currentOf("exported"), before)
      assert.strictEqual((yield* (yield* Catalog).refused({ asset: "exported", limit: 9 })).length, 1)
    }).pipe(Effect.provide(layer))
  )
})

describe("publishing", () => {
  const noted = { asset: "books", partition: null }
  const one = Asset.make({
    key: "one",
    codeVersion: "1",
    artifact: Artifact.value(Schema.Int),
    make: ({ report }) => Effect.as(report({ seconds: 1, model: "a" }), 1),
    publish: ({ materialization, previous }) =>
      Effect.succeed({ seconds: 2, model: materialization.id, isFirst: previous === null })
  })

  it.effect("adds what the asset's own part of the transaction answers to the metadata", () =>
    Effect.gen(function* () {
      yield* materialize([one])
      const version = yield* currentOf("one")
      assert.deepStrictEqual(version?.metadata, { seconds: 3, model: version?.id ?? "", isFirst: true })
    }).pipe(Effect.provide(layer))
  )

  /** Notes the version in the catalog's own memory, then fails if it is told to. */
  const listener = (isFailing: boolean): RunListener => ({
    started: () => Effect.void,
    rolledBack: () => Effect.void,
    published: Effect.fnUntraced(function* (_, version) {
      const catalog = yield* Effect.serviceOption(Catalog)
      yield* Effect.forEach(Option.toArray(catalog), (catalog) =>
        catalog.remember("books", noted, "version", version.id)
      )
      if (isFailing) {
        return yield* new Unavailable({ isTransient: false })
      }
    }),
    ended: () => Effect.void
  })
  const listenedTo = (isFailing: boolean) =>
    Effect.gen(function* () {
      const result = yield* materialize([one]).pipe(Effect.provideService(RunListener, listener(isFailing)))
      const note = Option.getOrNull(yield* (yield* Catalog).recall("books", noted, "version"))
      return { result, note, version: yield* currentOf("one") }
    }).pipe(Effect.provide(layer))

  it.effect("calls the listener inside the transaction", () =>
    Effect.gen(function* () {
      const { note, version } = yield* listenedTo(false)
      assert.strictEqual(note, version?.id)
    })
  )

  it.effect("is undone, and the step fails, when the listener fails", () =>
    Effect.gen(function* () {
      const { note, result, version } = yield* listenedTo(true)
      assert.deepStrictEqual([note, version], [null, null])
      assert.deepStrictEqual(
        [result.steps[0]?.status, result.steps[0]?.error?.tag, result.steps[0]?.dataVersion],
        ["failed", "Unavailable", null]
      )
    })
  )
})
