import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import { loadSettings, type SettingsInput } from "../../src/settings/loadSettings.ts"

const folder = mkdtempSync(join(tmpdir(), "jobgraph-settings-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (text: string) => {
  const path = join(folder, "settings.yaml")
  writeFileSync(path, text)
  return Option.some(path)
}

const load = (input: Partial<SettingsInput> = {}) =>
  loadSettings({ file: Option.none(), variables: {}, flags: [], ...input }).pipe(Effect.provide(NodeServices.layer))

/** What is said of bad settings, the file by its name alone. */
const complaint = (input: Partial<SettingsInput>) =>
  Effect.map(Effect.flip(load(input)), (error) => {
    assert.isFalse(error.isTransient)
    return error.message.replaceAll(`${folder}/`, "")
  })

describe("settings", () => {
  it.effect("have a default each", () =>
    Effect.gen(function* () {
      const settings = yield* load()
      assert.deepStrictEqual(settings.markets, ["fr"])
      assert.strictEqual(settings.run.concurrency, 4)
      assert.isUndefined(settings.source)
      assert.strictEqual(settings.validated.titleMinLength, 10)
      assert.deepStrictEqual(settings.tfidf_model.ngramRange, [1, 2])
    })
  )

  it.effect("are read from the file, where variables override it and flags override both", () =>
    Effect.gen(function* () {
      const settings = yield* load({
        file: file("markets: [gb]\nvalidated:\n  titleMinLength: 1\n  titleMaxLength: 100\nrun: { concurrency: 1 }\n"),
        variables: { RUNNER__validated__titleMinLength: "2", RUNNER__run__concurrency: "2", RUNNER_HOME: "elsewhere" },
        flags: ["validated.titleMinLength=3", "validated.titleMinLength=4", "markets=[fr, de]"]
      })
      assert.deepInclude(settings.validated, { titleMinLength: 4, titleMaxLength: 100 })
      assert.deepStrictEqual(settings.run, { concurrency: 2, leaseSeconds: 30 })
      assert.deepStrictEqual(settings.markets, ["fr", "de"])
    })
  )

  it.effect("may be empty, or nothing but comments", () =>
    Effect.gen(function* () {
      const defaults = yield* load()
      assert.deepStrictEqual(yield* load({ file: file("") }), defaults)
      assert.deepStrictEqual(yield* load({ file: file("# nothing yet\n") }), defaults)
    })
  )

  it.effect("leave what a file's anchor stands for as it was elsewhere", () =>
    Effect.gen(function* () {
      const settings = yield* load({
        file: file("validated: &share\n  rejectedShareToWarn: 0.2\nenriched: *share\n"),
        flags: ["enriched.rejectedShareToWarn=0.5"]
      })
      assert.deepStrictEqual(
        [settings.validated.rejectedShareToWarn, settings.enriched.rejectedShareToWarn],
        [0.2, 0.5]
      )
    })
  )

  it.effect.each([
    {
      name: "an unknown key, with its line",
      text: "# ours\nmarkets: [fr]\nvalidated:\n  titleMinLenght: 3\n",
      said: 'settings.yaml, line 4: there is no setting "validated.titleMinLenght": did you mean "validated.titleMinLength"?'
    },
    {
      name: "an unknown section",
      text: "market: fr\n",
      said: 'settings.yaml, line 1: there is no setting "market": did you mean "markets"?'
    },
    {
      name: "a value that does not fit, never the value itself",
      text: "run:\n  concurrency: hunter2\n",
      said: "settings.yaml, line 2: run.concurrency: Expected a number"
    },
    {
      name: "every problem at once",
      text: "run:\n  concurrency: 0\nexported:\n  failedShareLimit: 2\n",
      said:
        "settings.yaml, line 2: run.concurrency: Expected a value greater than 0, found 0; " +
        "settings.yaml, line 4: exported.failedShareLimit: Expected a value between 0 and 1, found 2"
    },
    {
      name: "lengths of terms that cannot be",
      text: "tfidf_model:\n  ngramRange: [3, 1]\n",
      said: "settings.yaml, line 2: tfidf_model.ngramRange: Expected two lengths from 1 to 5, the shorter one first, such as [1, 2]"
    },
    {
      name: "a share of ads that is none",
      text: "tfidf_model:\n  minDf: 0\n  maxDf: { fraction: 1.5 }\n",
      said:
        "settings.yaml, line 2: tfidf_model.minDf: Expected a count of ads, such as 2, or a share above 0, such as 0.8, found 0; " +
        "settings.yaml, line 3: tfidf_model.maxDf: Expected a count of ads, such as 2, or a share above 0, such as 0.8"
    },
    {
      name: "a count of ads that is broken",
      text: "tfidf_model:\n  minDf: 2.5\n",
      said: "settings.yaml, line 2: tfidf_model.minDf: Expected a count of ads, such as 2, or a share above 0, such as 0.8, found 2.5"
    },
    {
      name: "a number that scikit-learn reads in two ways",
      text: "tfidf_model:\n  maxDf: 1.0\n",
      said: "settings.yaml, line 2: tfidf_model.maxDf: Expected { fraction: 1 } for all ads, or 2 or more for a count: 1 could be either, found 1"
    },
    {
      name: "limits that no term can satisfy",
      text: "tfidf_model:\n  minDf: 5\n  maxDf: 4\n",
      said: "settings.yaml, line 3: tfidf_model.maxDf: Expected at least minDf, or no term could be within both, found 4"
    },
    {
      name: "a model of no term",
      text: "tfidf_model:\n  maxFeatures: 0\n",
      said: "settings.yaml, line 2: tfidf_model.maxFeatures: Expected a value between 1 and 1000000, found 0"
    },
    { name: "no market", text: "markets: []\n", said: "settings.yaml, line 1: markets.0: Expected a value" },
    {
      name: "text that is no YAML",
      text: "run:\n  concurrency: [1\n",
      said: "settings.yaml, line 3: Flow sequence in block collection must be sufficiently indented and end with a ]"
    },
    {
      name: "a key that stands twice",
      text: "run: {}\nrun: {}\n",
      said: "settings.yaml, line 2: Map keys must be unique"
    },
    { name: "a list", text: "- fr\n", said: "settings.yaml: must be a list of keys and values" }
  ])("of a file complain of $name", ({ said, text }) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* complaint({ file: file(text) }), said)
    })
  )

  it.effect("take every share of the ads, and say so where a number could be a count", () =>
    Effect.gen(function* () {
      const { tfidf_model } = yield* load({ file: file("tfidf_model: { minDf: 1, maxDf: { fraction: 1 } }\n") })
      assert.deepInclude(tfidf_model, { minDf: 1, maxDf: { fraction: 1 } })
      const shares = yield* load({ flags: ["tfidf_model.minDf=0.01", "tfidf_model.maxDf=300"] })
      assert.deepInclude(shares.tfidf_model, { minDf: 0.01, maxDf: 300 })
    })
  )

  it.effect("complain of aliases that would unfold without end", () =>
    Effect.gen(function* () {
      const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"]
      for (const [name, from] of ["ba", "cb", "dc", "ed", "fe"].map((pair) => [...pair])) {
        bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${from}`).join(",")}]`)
      }
      assert.match(yield* complaint({ file: file(bomb.join("\n")) }), /^settings\.yaml: Excessive alias count/)
    })
  )

  it.effect("complain of a file that was asked for and is not there, or is a folder", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* complaint({ file: Option.some(join(folder, "other.yaml")) }),
        "other.yaml: there is no such file"
      )
      assert.match(yield* complaint({ file: Option.some(folder) }), /: cannot be read \(/)
    })
  )

  it.effect.each([
    { flag: "validated", said: "--set validated: write key=value, such as validated.titleMinLength=2" },
    { flag: "=3", said: "--set =3: write key=value, such as validated.titleMinLength=2" },
    {
      flag: "validated.titelMinLength=3",
      said: '--set: there is no setting "validated.titelMinLength": did you mean "validated.titleMinLength"?'
    },
    {
      flag: "validated.titleMinLength=short",
      said: '--set: validated.titleMinLength: Expected a number, found "short"'
    },
    { flag: "run.threads=[", said: "--set: run.threads: Flow sequence must end with a ]" },
    { flag: "markets.first=fr", said: "--set: markets: Expected a list, such as [a, b]" },
    { flag: "__proto__.polluted=1", said: '--set: there is no setting "__proto__"' },
    { flag: "constructor.x=1", said: '--set: there is no setting "constructor"' }
  ])("of a flag complain: $flag", ({ flag, said }) =>
    Effect.gen(function* () {
      assert.strictEqual(yield* complaint({ flags: [flag] }), said)
      assert.notProperty({}, "polluted")
    })
  )

  it.effect("name the variable that set a bad value, though the file sets another one", () =>
    Effect.gen(function* () {
      const bad = { file: file("run:\n  threads: 2\n"), variables: { RUNNER__run__threads: "many" } }
      assert.strictEqual(yield* complaint(bad), 'RUNNER__run__threads: run.threads: Expected a number, found "many"')
      assert.deepStrictEqual((yield* load({ ...bad, flags: ["run.threads=3"] })).run.threads, 3)
    })
  )

  it.effect("refuse a section below a value", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* complaint({ file: file("source: sample\n"), flags: ["source.name=x"] }),
        '--set: "source" is a value, not a section'
      )
    })
  )

  it.effect.each([
    { cron: "0 0 31 2 *", says: /schedules\.never\.cron: no day fits this cron expression/ },
    { cron: "0 0 30,31 2 *", says: /no day fits/ },
    { cron: "0 0 31 4,6,9,11 *", says: /no day fits/ },
    { cron: "every day", says: /this is not a cron expression such as 30 0 \* \* \*/ }
  ])("refuse the schedule $cron", ({ cron, says }) =>
    Effect.gen(function* () {
      assert.match(yield* complaint({ flags: [`schedules.never.cron=${cron}`] }), says)
    })
  )

  it.effect.each(["0 0 29 2 *", "0 0 31 2 1", "0 0 31 * *"])(
    "take the schedule %s, which is due now and then",
    (cron) =>
      Effect.gen(function* () {
        const { schedules } = yield* load({ flags: [`schedules.seldom.cron=${cron}`] })
        assert.strictEqual(schedules["seldom"]?.cron, cron)
      })
  )
})
