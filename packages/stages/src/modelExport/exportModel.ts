/**
 * A model as open files, for NumPy, SciPy and scikit-learn.
 *
 * @module
 */

import * as fs from "node:fs/promises"
import * as path from "node:path"
import { makeFolder } from "@jobgraph/assets/makeFolder"
import { countMatrix, weighCounts } from "@jobgraph/nlp/TermCounts"
import { Effect, Predicate, Schema, Stream } from "effect"
import type { StoredModel } from "../tfidf/ModelFiles.ts"
import { pickRows, type StoredRows, storedRows } from "../tfidf/storedRows.ts"
import { bytesOf, csrArrays, writeNpz } from "./Npz.ts"

/** The files could not be written. */
export class ModelExportError extends Schema.TaggedError<ModelExportError>()("ModelExportError", {
  folder: Schema.String,
  code: Schema.NullOr(Schema.String),
  cause: Schema.Defect()
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the model cannot be written to ${this.folder} (${this.code ?? "unknown error"})`
  }
}

/** What was written. */
export interface ExportedModel {
  readonly rows: number
  readonly features: number
  /** Weights other than 0. */
  readonly entries: number
  readonly files: ReadonlyArray<string>
}

/** Every file, in the order in which `exportModel` finishes them. */
const files = ["vocabulary.txt", "idf.f64", "rows.ndjson", "counts.npz", "matrix.npz", "model.json"] as const

/**
 * Writes `vocabulary.txt`, `idf.f64`, `counts.npz`, `matrix.npz`, `rows.ndjson` and `model.json` to a folder, which is
 * made if need be; files of an earlier export are replaced.
 *
 * Rows are read and written a few thousand at a time, so the size of the model
 * does not show in the memory. Equal models give equal bytes.
 */
export const exportModel = Effect.fn("exportModel")(function* (name: string, model: StoredModel, folder: string) {
  const attempt = <A>(work: () => Promise<A>) =>
    Effect.tryPromise({ try: work, catch: (cause) => new ModelExportError({ folder, code: codeOf(cause), cause }) })
  const to = (file: string) => path.join(folder, file)
  yield* attempt(async () => makeFolder(folder))
  const drafts = yield* Effect.acquireRelease(
    attempt(() => fs.mkdtemp(to(".draft-"))),
    (drafts) => Effect.promise(() => fs.rm(drafts, { recursive: true, force: true }))
  )
  const draftOf = (file: string) => path.join(drafts, file)
  const open = (file: string) =>
    Effect.acquireRelease(
      attempt(() => fs.open(draftOf(file), "w")),
      (handle) => Effect.promise(() => handle.close())
    )
  const [indices, counts, weights, rowsFile] = yield* Effect.all([
    open("indices"),
    open("counts"),
    open("weights"),
    open("rows.ndjson")
  ])

  const ends: Array<number> = [0]
  const append = Effect.fnUntraced(function* (part: StoredRows) {
    const counted = pickRows(countMatrix(model.vocabulary, part.counts), part.rows)
    const weighed = pickRows(yield* Effect.fromResult(weighCounts(model, part.counts)), part.rows)
    const before = ends.at(-1) ?? 0
    for (let row = 1; row <= part.rows.length; row++) ends.push(before + (counted.indptr[row] ?? 0))
    yield* attempt(async () => {
      await indices.writeFile(bytesOf(counted.indices))
      await counts.writeFile(bytesOf(Int32Array.from(counted.data)))
      await weights.writeFile(bytesOf(weighed.data))
      await rowsFile.writeFile(part.ads.map(({ job_id }) => `${JSON.stringify({ job_id })}\n`).join(""))
    })
  })
  yield* Stream.runForEach(storedRows(model), append)

  const rows = ends.length - 1
  const entries = ends.at(-1) ?? 0
  const features = model.vocabulary.length
  const common = {
    shape: [rows, features] as const,
    indptr: bytesOf(Int32Array.from(ends)),
    indices: { file: draftOf("indices"), bytes: 4 * entries }
  }
  const data = (file: string, width: number) => ({ file: draftOf(file), bytes: width * entries })
  yield* attempt(async () => {
    await fs.writeFile(draftOf("vocabulary.txt"), model.vocabulary.map((term) => `${term}\n`).join(""))
    await fs.writeFile(draftOf("idf.f64"), bytesOf(Float64Array.from(model.idf)))
    await writeNpz(draftOf("counts.npz"), csrArrays({ ...common, data: data("counts", 4), type: "<i4" }))
    await writeNpz(draftOf("matrix.npz"), csrArrays({ ...common, data: data("weights", 8), type: "<f8" }))
    await fs.writeFile(draftOf("model.json"), `${JSON.stringify(describe(name, model, rows, entries), null, 2)}\n`)
    for (const file of files) await fs.rename(draftOf(file), to(file))
  })
  return { rows, features, entries, files } satisfies ExportedModel
}, Effect.scoped)

/** What a reader of the files needs to know: scikit-learn's parameters under its own names. */
const describe = (name: string, { corpus, description, vocabulary }: StoredModel, rows: number, entries: number) => ({
  name,
  shape: [rows, vocabulary.length],
  entries,
  counting: description.counting,
  parameters: {
    ngram_range: description.options.ngramRange,
    max_features: description.options.maxFeatures,
    min_df: description.options.minDf,
    ...greatestFrequency(description.options.maxDf),
    norm: "l2",
    use_idf: true,
    smooth_idf: true,
    sublinear_tf: false
  },
  partitions: corpus.map(({ partition, removed, sizes }) => ({
    partition,
    rows: sizes.reduce((sum, size) => sum + size, 0) - removed.length
  }))
})

/** Left out where it is all documents, scikit-learn's default of 1.0: Python would read JSON's 1 as one document. */
const greatestFrequency = (limit: StoredModel["description"]["options"]["maxDf"]) => {
  const value = typeof limit === "object" ? limit.fraction : limit
  return value === 1 ? {} : { max_df: value }
}

const codeOf = (cause: unknown): string | null =>
  Predicate.hasProperty(cause, "code") && Predicate.isString(cause.code) ? cause.code : null
