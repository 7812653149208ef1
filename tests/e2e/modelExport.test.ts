import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { sha256 } from "@jobgraph/assets/Canonical"
import * as Models from "@jobgraph/db/Models"
import { preprocess } from "@jobgraph/nlp/Preprocess"
import { exportModel } from "@jobgraph/stages/modelExport/exportModel"
import type { ModelSettings } from "@jobgraph/stages/tfidf/ModelSettings"
import { openModelVersion } from "@jobgraph/stages/tfidf/openModelVersion"
import { Effect, Option, Schema } from "effect"
import { materialize, openPipeline, rowsOf, sourceJob } from "../fixtures/pipeline.ts"

const pipeline = openPipeline()
const folder = mkdtempSync(join(tmpdir(), "jobgraph-model-"))
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await pipeline.close()
})

const python = "/usr/bin/python3"
const hasScikitLearn = (() => {
  try {
    execFileSync(python, ["-c", "import sklearn, scipy"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

const texts = [
  "Vous concevez des flux de données en Python et SQL. Power BI et données, CI/CD.",
  "Vous développez des applications en Python, C++ et SQL pour l'équipe données.",
  "We build data pipelines in Python and SQL, with Power BI for the company's data team.",
  "Ein Team in Berlin sucht dich für Daten, Python und SQL; Erfahrung mit Power BI."
]
const job = (n: number, text = texts[n % texts.length] ?? "") =>
  sourceJob({
    id: `${n}`,
    title: `Data engineer numéro ${n}`,
    company: `Orme ${n}`,
    description: `${text} Poste ${n}.`
  })

/** Ad 2 comes again on the second day, with another text: its older row does not count. */
const scripts = {
  "2026-01-08/fr": { ads: [1, 2, 3, 4].map((n) => job(n)) },
  "2026-01-09/fr": { ads: [job(2, "Un tout autre texte, sur Python et SQL encore."), job(5), job(6)] }
}

/** The lines of Python in the docs: what a reader copies is what is tested. */
const linesOfDocs = readFileSync(resolve(import.meta.dirname, "../../docs/model.md"), "utf8").match(
  /(?<=^```python needs-model\n)[^`]+/gm
)

const exported = Effect.fnUntraced(function* (to: string, config: Partial<ModelSettings> = {}) {
  yield* materialize({ partition: "2026-01-08..2026-01-09", configs: { tfidf_model: config } })
  const row = Option.getOrThrow(yield* Models.active)
  const { model } = yield* openModelVersion(row)
  return { row, answer: yield* exportModel(row.model_version, model, to) }
})

const Found = Schema.fromJsonString(
  Schema.Struct({
    shape: Schema.Array(Schema.Int),
    modelShape: Schema.Array(Schema.Int),
    entries: Schema.Int,
    rows: Schema.Array(Schema.String),
    sorted: Schema.Boolean,
    counts: Schema.Int,
    idf: Schema.Finite,
    weightsOfCounts: Schema.Finite,
    weightsOfTokens: Schema.Finite
  })
)

/** What is counted of the rows of `enriched`. */
const Counted = Schema.Array(
  Schema.Struct({
    job_id: Schema.String,
    job_title: Schema.String,
    job_description: Schema.NullOr(Schema.String),
    language: Schema.NullOr(Schema.String)
  })
)
const countedOf = (partition: string) =>
  Effect.map(rowsOf("enriched", partition), (rows) => Schema.decodeUnknownSync(Counted)(rows))

const filesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, sha256(readFileSync(join(folder, name)))]))

const configs = [
  { ngramRange: [1, 2] },
  { ngramRange: [1, 1], maxFeatures: 12 },
  { ngramRange: [2, 3], maxDf: { fraction: 1 } },
  { ngramRange: [3, 3], minDf: 0.3, maxDf: 5 }
] as const

describe("an exported model", { timeout: 120_000 }, () => {
  for (const config of configs) {
    it.effect.skipIf(!hasScikitLearn)(
      `is what scikit-learn makes of the same terms, with ${JSON.stringify(config)} (skipped without python3-sklearn)`,
      () =>
        Effect.gen(function* () {
          const to = join(folder, `for-python-${config.ngramRange.join("-")}`)
          const { answer } = yield* exported(to, config)
          const first = yield* countedOf("2026-01-08/fr")
          const second = yield* countedOf("2026-01-09/fr")
          const again = new Set(second.map(({ job_id }) => job_id))
          const ads = [...first.filter(({ job_id }) => !again.has(job_id)), ...second]
          const tokens = ads.map((ad) => preprocess(`${ad.job_title}. ${ad.job_description ?? ""}`, ad.language))
          const tokensFile = join(folder, "tokens.json")
          writeFileSync(tokensFile, JSON.stringify(tokens))

          const linesFile = join(folder, "lines.py")
          writeFileSync(linesFile, linesOfDocs?.join("\n") ?? "")
          const script = resolve(import.meta.dirname, "../conformance/export/check.py")
          const output = execFileSync(python, [script, to, tokensFile, linesFile], { encoding: "utf8" })
          const found = Schema.decodeUnknownSync(Found)(output)
          assert.deepStrictEqual(found.shape, [6, answer.features])
          assert.deepStrictEqual(found.modelShape, found.shape)
          assert.isAbove(answer.features, 5)
          assert.strictEqual(found.entries, answer.entries)
          assert.deepStrictEqual(
            found.rows,
            ads.map(({ job_id }) => job_id)
          )
          assert.isTrue(found.sorted)
          assert.isAtLeast(found.counts, found.entries)
          assert.isBelow(found.idf, 1e-12)
          assert.isBelow(found.weightsOfCounts, 1e-12)
          assert.isBelow(found.weightsOfTokens, 1e-12)
        }).pipe(Effect.provide(pipeline.services(scripts)))
    )
  }

  it.effect("has the same bytes every time, over files of an earlier export too, and leaves nothing else behind", () =>
    Effect.gen(function* () {
      const to = join(folder, "once")
      const again = join(folder, "again")
      const { answer, row } = yield* exported(to)
      const { model } = yield* openModelVersion(row)
      yield* exportModel(row.model_version, model, again)
      yield* exportModel(row.model_version, model, again)
      assert.deepStrictEqual(filesOf(again), filesOf(to))
      assert.deepStrictEqual(readdirSync(to).sort(), answer.files.toSorted())
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )

  it.effect("fails with a sentence where it cannot be written", () =>
    Effect.gen(function* () {
      const file = join(folder, "a-file")
      writeFileSync(file, "")
      const error = yield* Effect.flip(exported(join(file, "below")))
      assert.strictEqual(error._tag, "ModelExportError")
      assert.match(error.message, /cannot be written to .* \((ENOTDIR|EEXIST)\)/)
      assert.isTrue(existsSync(file))
    }).pipe(Effect.provide(pipeline.services(scripts)))
  )
})
