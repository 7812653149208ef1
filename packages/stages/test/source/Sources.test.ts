import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Layer, Option, Stream } from "effect"
import { HttpClient } from "effect/http"
import { defaultCollectSettings } from "../../src/source/CollectSettings.ts"
import { RequestBudget } from "../../src/source/RequestBudget.ts"
import { Sources } from "../../src/source/Sources.ts"
import { startSimulator } from "../../src/source/simulator/Simulator.ts"
import { defaultSimulatorSettings } from "../../src/source/simulator/SimulatorSettings.ts"
import { batch, oneSearch, page, pagesInMemory, script } from "./fixtures.ts"

const environment = (variables: Record<string, string>) => ConfigProvider.layer(ConfigProvider.fromUnknown(variables))
const both = { ADZUNA_APP_ID: "id", ADZUNA_APP_KEY: "key" }

const resolve = (variables: Record<string, string>, requested?: string, recorded?: string) =>
  Effect.gen(function* () {
    const sources = yield* Sources
    return yield* sources.resolve(batch, {
      requested: Option.fromUndefinedOr(requested),
      recorded: Option.fromUndefinedOr(recorded)
    })
  }).pipe(
    Effect.provide(Sources.layer(defaultCollectSettings).pipe(Layer.provide(environment(variables)))),
    Effect.catchTag("ConfigError", Effect.die)
  )

describe("the sources", () => {
  it.effect.each([
    { set: {}, expected: "sample" },
    { set: { ADZUNA_APP_ID: "", ADZUNA_APP_KEY: " " }, expected: "sample" },
    { set: both, expected: "adzuna" },
    { set: both, recorded: "sample", expected: "sample" },
    { set: both, requested: "sample", expected: "sample" },
    { set: both, requested: "adzuna", recorded: "sample", expected: "adzuna" },
    { set: {}, requested: "sample", recorded: "adzuna", expected: "sample" }
  ])("are $expected with $set, asked for $requested, recorded $recorded", ({ expected, recorded, requested, set }) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* resolve(set, requested, recorded)).name, expected)
    })
  )

  it.effect("name the variable that is missing, rather than give a sample", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(resolve({ ADZUNA_APP_ID: "id" }))
      assert.strictEqual(error.reason._tag, "SourceNotConfigured")
      assert.include(error.message, "ADZUNA_APP_KEY")
      assert.notInclude(error.message, "ADZUNA_APP_ID")
    })
  )

  it.effect("do not know a name that is neither a source nor a file", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(resolve({}, "linkedin"))).reason._tag, "UnknownSource")
    })
  )

  it.live("give ads of the sample under a namespace of their own", () =>
    Effect.gen(function* () {
      const sources = yield* Sources
      const source = yield* sources.resolve(batch, { requested: Option.none(), recorded: Option.none() })
      const chunks = yield* Stream.runCollect(source.read(batch, pagesInMemory()))
      const ads = chunks.flatMap((chunk) => chunk.ads)
      assert.isAbove(ads.length, 5)
      assert.isTrue(ads.every((ad) => ad.source === "sample"))
    }).pipe(Effect.provide(Sources.layer(oneSearch).pipe(Layer.provide(environment({})))))
  )

  it.live("ask the server that ADZUNA_BASE_URL names, as adzuna", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* startSimulator(defaultSimulatorSettings)
      const layer = Sources.layer(oneSearch).pipe(
        Layer.provide(environment({ ...both, ADZUNA_BASE_URL: `${baseUrl}/` }))
      )
      const chunks = yield* Effect.gen(function* () {
        const sources = yield* Sources
        const source = yield* sources.resolve(batch, { requested: Option.none(), recorded: Option.none() })
        const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC" }).format()
        return yield* Stream.runCollect(source.read({ ...batch, date: today }, pagesInMemory()))
      }).pipe(Effect.provide(layer))
      assert.strictEqual(chunks[0]?.ads[0]?.source, "adzuna")
    }).pipe(Effect.scoped)
  )

  it.effect("ask nothing of anybody before they are read", () =>
    Effect.gen(function* () {
      const outside = yield* script([() => page([])])
      const layer = Sources.layerNoDeps(oneSearch).pipe(
        Layer.provide([
          Layer.succeed(HttpClient.HttpClient, outside.client),
          RequestBudget.layerUnlimited,
          environment(both)
        ])
      )
      yield* Effect.gen(function* () {
        const sources = yield* Sources
        yield* sources.resolve(batch, { requested: Option.none(), recorded: Option.none() })
      }).pipe(Effect.provide(layer))
      assert.deepStrictEqual(yield* outside.seen, [])
    })
  )
})
