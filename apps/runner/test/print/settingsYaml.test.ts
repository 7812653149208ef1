import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { settingsYaml } from "../../src/print/settingsYaml.ts"
import { Settings } from "../../src/settings/Settings.ts"
import { settingsList } from "../../src/settings/settingsList.ts"
import { parseFile } from "../../src/settings/Yaml.ts"

const text = settingsYaml(settingsList())
const decode = Schema.decodeUnknownEffect(Settings, { onExcessProperty: "error", errors: "all" })

describe("the settings.yaml that init writes", () => {
  it.effect("sets nothing as it is", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* parseFile("settings.yaml", text)).tree, {})
    })
  )

  it.effect("with every # removed sets every key, to its default or to an example that fits", () =>
    Effect.gen(function* () {
      const { tree } = yield* parseFile("settings.yaml", text.replaceAll(/^#(?! )|^#(?= {2})/gm, ""))
      const settings = yield* decode(tree)
      const defaults = yield* decode({})
      assert.deepStrictEqual({ ...settings.requests }, { ...defaults.requests })
      assert.deepStrictEqual(settings.tfidf_model, defaults.tfidf_model)
      assert.deepStrictEqual(settings.markets, defaults.markets)
      assert.deepStrictEqual(settings.raw.locations, { fr: ["Paris", "Lyon"] })
      assert.strictEqual(settings.raw.identity.separator, "_")
      assert.strictEqual(
        text.match(/^#(?! ).*: .* # /gm)?.length,
        settingsList().filter(({ key }) => !key.includes(".")).length
      )
    })
  )

  it("explains each key on its line", () => {
    for (const { key } of settingsList()) {
      assert.match(
        text,
        new RegExp(`^# *${key.split(".").at(-1)}: .+ # \\w|^# *${key.split(".").at(-1)}: .+ # [\`]`, "m")
      )
    }
  })
})
