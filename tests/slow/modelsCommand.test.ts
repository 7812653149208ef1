import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { zstdDecompressSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { adFile, apiAd } from "../e2e/adFile.ts"
import { makeRunner } from "../e2e/runner.ts"

const Named = Schema.Struct({
  name: Schema.String,
  status: Schema.String,
  pinned: Schema.Boolean,
  ads: Schema.Int,
  features: Schema.Int,
  vectorizerPath: Schema.String,
  matrixPath: Schema.String
})
const Term = Schema.Struct({ term: Schema.String })
const Shown = Schema.Struct({ ...Named.fields, checks: Schema.Array(Schema.Unknown), topTerms: Schema.Array(Term) })
const Difference = Schema.Struct({ from: Named, to: Named, added: Schema.Array(Schema.String) })
const decode = <A>(schema: Schema.Codec<A, unknown>, text: string) =>
  Schema.decodeUnknownSync(Schema.fromJsonString(schema))(text)

const subjects = ["des flux en Python", "des tableaux dans Excel", "des modèles en Scala"]
const differentAds = (day: number, count: number) =>
  Array.from({ length: count }, (_, n) =>
    apiAd({
      id: `${5_600_000_001 + 100 * day + n}`,
      description: `Poste ${day}-${n} : vous préparez ${subjects[n % subjects.length]}, avec une équipe de ${n + 2} personnes.`
    })
  )

/** The lines of a file that a path in `model_versions` names. */
const linesAt = (home: string, path: string) =>
  zstdDecompressSync(readFileSync(join(home, path)))
    .toString()
    .trimEnd()
    .split("\n")

describe("runner models", { timeout: 300_000 }, () => {
  it.live("shows, compares, pins, goes back, exports, puts away and forgets what was fitted", () =>
    Effect.gen(function* () {
      const runner = yield* makeRunner
      const said = Effect.fnUntraced(function* (...words: ReadonlyArray<string>) {
        const { code, stderr, stdout } = yield* runner.run(...words)
        assert.strictEqual(code, 0, `runner ${words.join(" ")}: ${stderr}`)
        return stdout
      })
      const models = Effect.map(
        said("models", "list", "--json"),
        (text) => decode(Schema.Struct({ models: Schema.Array(Named) }), text).models
      )
      const inUse = Effect.map(models, (all) => all.filter(({ status }) => status === "active").map(({ name }) => name))
      const fitDay = (day: number, count: number) =>
        said(
          "materialize",
          "--all",
          "--source",
          adFile(runner.home, `${day}.json`, differentAds(day, count)),
          "--partition",
          `2026-03-0${day}/fr`
        )

      yield* fitDay(6, 8)
      yield* fitDay(7, 5)
      const [second, first] = yield* models
      assert.isDefined(first)
      assert.isDefined(second)
      if (first === undefined || second === undefined) return
      assert.deepStrictEqual([second.ads, first.ads], [13, 8])
      assert.deepStrictEqual(yield* inUse, [second.name])

      // The paths of the table can be opened.
      assert.lengthOf(linesAt(runner.home, second.vectorizerPath), second.features)
      assert.lengthOf(linesAt(runner.home, second.matrixPath), 2, "a line for each partition of the corpus")

      const shown = decode(Shown, yield* said("models", "show", "--json"))
      assert.strictEqual(shown.name, second.name)
      assert.isNotEmpty(shown.topTerms)
      assert.isNotEmpty(shown.checks)
      assert.include(yield* said("models", "show", first.name), first.name)
      const { from, to } = decode(Difference, yield* said("models", "diff", first.name, "--json"))
      assert.deepStrictEqual([from.name, to.name], [first.name, second.name])

      assert.include(yield* said("models", "activate", first.name, "--pin"), "active and pinned")
      yield* fitDay(8, 2)
      assert.deepStrictEqual(yield* inUse, [first.name], "a new model waits while another is pinned")
      yield* said("models", "activate", second.name)
      assert.include(yield* said("models", "rollback"), `${first.name} is active and pinned`)
      assert.deepStrictEqual(yield* inUse, [first.name])
      const refused = yield* runner.run("models", "archive", first.name)
      assert.notStrictEqual(refused.code, 0)
      assert.include(refused.stderr, "is the active model")
      assert.include(yield* said("models", "archive", second.name), "is archived")

      const folder = join(runner.home, "exported")
      yield* said("models", "export", folder, "--model", second.name)
      for (const name of ["vocabulary.txt", "idf.f64", "counts.npz", "matrix.npz", "rows.ndjson", "model.json"]) {
        assert.isTrue(existsSync(join(folder, name)), name)
      }
      assert.lengthOf(readFileSync(join(folder, "rows.ndjson"), "utf8").trimEnd().split("\n"), 13)

      assert.include(yield* said("models", "prune", "--keep", "1"), second.name)
      const left = (yield* models).map(({ name }) => name)
      assert.lengthOf(left, 2, "the newest one, and the one that is pinned")
      assert.include(left, first.name)
      assert.notInclude(left, second.name)
    }).pipe(Effect.scoped)
  )
})
