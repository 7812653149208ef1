import { assert, describe, it } from "@effect/vitest"
import { Effect, Result, Schema } from "effect"
import * as Artifact from "../../src/definition/Artifact.ts"
import * as Asset from "../../src/definition/Asset.ts"
import * as Definitions from "../../src/definition/Definitions.ts"
import * as Graph from "../../src/definition/Graph.ts"

const Settings = Schema.Struct({
  limit: Schema.Int.pipe(Schema.withDecodingDefaultKey(Effect.succeed(10))),
  since: Schema.DateTimeUtcFromString.pipe(Schema.withDecodingDefaultKey(Effect.succeed("2026-01-08T00:00:00Z"))),
  rules: Schema.Struct({ strict: Schema.Boolean }).pipe(
    Schema.withDecodingDefaultKey(Effect.succeed({ strict: false }))
  )
})

const graph = Result.getOrThrow(
  Graph.make([
    Asset.make({
      key: "validated",
      codeVersion: "1",
      artifact: Artifact.value(Schema.String),
      config: Settings,
      make: () => Effect.succeed("")
    }),
    Asset.make({
      key: "raw",
      codeVersion: "1",
      artifact: Artifact.value(Schema.String),
      make: () => Effect.succeed("")
    })
  ])
)

/** The definition of `validated` with this configuration. */
const validatedWith = Effect.fnUntraced(function* (config?: unknown) {
  const { byKey } = yield* Definitions.make(graph, config === undefined ? {} : { validated: config })
  return yield* Effect.fromNullishOr(byKey.get("validated"))
})

describe("Definitions.make", () => {
  it.effect("fills in the defaults, decoded for the asset and plain for worker threads", () =>
    Effect.gen(function* () {
      const { config, encodedConfig } = yield* validatedWith({ limit: 3 })
      assert.deepStrictEqual(config, yield* Schema.decodeUnknownEffect(Settings)({ limit: 3 }))
      assert.deepStrictEqual(encodedConfig, { limit: 3, since: "2026-01-08T00:00:00.000Z", rules: { strict: false } })
    })
  )

  it.effect("defines every asset of the graph, those without configuration too", () =>
    Effect.gen(function* () {
      const definitions = yield* Definitions.make(graph)
      assert.deepStrictEqual([...definitions.byKey.keys()], ["raw", "validated"])
      assert.deepStrictEqual(definitions.byKey.get("raw")?.encodedConfig, {})
      assert.strictEqual(definitions.graph, graph)
    })
  )

  it.effect("hashes what a configuration means, not how it is written", () =>
    Effect.gen(function* () {
      const { configHash } = yield* validatedWith()
      const same = [{ limit: 10 }, { rules: { strict: false }, limit: 10 }, { since: "2026-01-08T01:00:00+01:00" }]
      const other = [{ limit: 11 }, { since: "2026-01-09T00:00:00Z" }, { rules: { strict: true } }]
      for (const config of same) {
        assert.strictEqual((yield* validatedWith(config)).configHash, configHash)
      }
      for (const config of other) {
        assert.notStrictEqual((yield* validatedWith(config)).configHash, configHash)
      }
    })
  )

  it.effect.each([
    { what: "a wrong type", config: { limit: "3" }, field: '["limit"]' },
    { what: "a wrong type further inside", config: { rules: { strict: 1 } }, field: '["rules"]["strict"]' },
    { what: "an unknown field", config: { limt: 3 }, field: '["limt"]' },
    { what: "a text that is no date", config: { since: "yesterday" }, field: '["since"]' }
  ])("names the asset and the field of $what", ({ config, field }) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(validatedWith(config))
      assert.isTrue(error._tag === "ConfigInvalid" && error.asset === "validated" && !error.isTransient)
      assert.include(error.message, 'The configuration of "validated" is not valid')
      assert.include(error.message, field)
    })
  )

  it.effect("refuses fields for an asset that has no configuration", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Definitions.make(graph, { raw: { pages: 2 } }))
      assert.strictEqual(error.asset, "raw")
      assert.include(error.message, '["pages"]')
    })
  )

  it.effect("refuses the configuration of an asset that does not exist", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Definitions.make(graph, { validate: {} }))
      assert.strictEqual(error.message, 'The configuration of "validate" is not valid: there is no asset of that name')
    })
  )
})
