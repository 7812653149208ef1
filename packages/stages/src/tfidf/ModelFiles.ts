/**
 * The files of a model: what the asset writes, and how it is read again.
 *
 * @module
 */
import type { FilesOutput } from "@jobgraph/assets/Artifact"
import type { ArtifactError } from "@jobgraph/assets/ArtifactError"
import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { Weighing } from "@jobgraph/nlp/TermCounts"
import type { TfidfModel } from "@jobgraph/nlp/Tfidf"
import { Effect, Schema } from "effect"
import { ModelSettings } from "./ModelSettings.ts"
import { adsName, countsName } from "./PartitionCounts.ts"

/** One line of `corpus.ndjson`: a partition of the corpus; its rows follow those of the lines before. */
export const CorpusLine = Schema.Struct({
  partition: Schema.String,
  /** What its files are named after. */
  made: Schema.String,
  isSample: Schema.Boolean,
  /** How many ads each of its files of counts is of. */
  sizes: Schema.Array(Schema.Int),
  /** The places in it of ads that do not count, ascending. */
  removed: Schema.Array(Schema.Int)
})
export type CorpusLine = typeof CorpusLine.Type

/** `model.json` */
const Description = Schema.Struct({
  format: Schema.Literal(2),
  rows: Schema.Int,
  /** See `countingOf`. */
  counting: Schema.String,
  options: ModelSettings
})
export type Description = typeof Description.Type

const LineJson = Schema.fromJsonString(CorpusLine)
const DescriptionJson = Schema.fromJsonString(Description)

/** What a fit makes: weights follow from it and the counts. */
export interface FittedModel extends Pick<TfidfModel, "vocabulary" | "idf"> {
  readonly corpus: ReadonlyArray<CorpusLine>
  readonly description: Omit<Description, "format">
}

/** Writes all files but those of the partitions. */
export const writeModel = Effect.fnUntraced(function* (output: FilesOutput, model: FittedModel) {
  const lines = (values: ReadonlyArray<string>) => Buffer.from(values.map((value) => `${value}\n`).join(""))
  yield* output.write("vocabulary.txt", lines(model.vocabulary))
  yield* output.write("idf.f64", new Uint8Array(Float64Array.from(model.idf).buffer))
  yield* output.write("corpus.ndjson", lines(model.corpus.map((line) => Schema.encodeSync(LineJson)(line))))
  yield* output.write("model.json", lines([Schema.encodeSync(DescriptionJson)({ format: 2, ...model.description })]))
})

/** A partition of a stored model's corpus. */
export interface StoredPartition extends CorpusLine {
  readonly counts: ReadonlyArray<Effect.Effect<Uint8Array, ArtifactError | ModelFilesGone>>
  readonly ads: Effect.Effect<Uint8Array, ArtifactError | ModelFilesGone>
}

/** How counts become weights: scikit-learn's defaults. */
export const weighting: Weighing["options"] = { binary: false, sublinearTf: false, norm: "l2" }

/** A model as it is kept; its partitions are read when they are needed. */
export interface StoredModel extends Weighing {
  readonly description: Description
  readonly corpus: ReadonlyArray<StoredPartition>
}

/** A model is registered, but its files are gone or of another time. */
export class ModelFilesGone extends Schema.TaggedError<ModelFilesGone>()("ModelFilesGone", { model: Schema.String }) {
  get isTransient() {
    return false
  }
  override get message() {
    return `the files of ${this.model} are no longer kept, or were written by another version of this program: fit a new model with \`runner materialize tfidf_model\``
  }
}

/** Opens the model of a version. Partitions that were purged from it are left out. `name` is for its errors. */
export const openModel = Effect.fn("openModel")(function* (name: string, { manifest: { parts } }: Materialization) {
  const store = yield* ArtifactStore
  const gone = () => new ModelFilesGone({ model: name })
  const hashes = new Map(parts.map(({ hash, name }) => [name, hash]))
  const read = (name: string) =>
    Effect.suspend(() => {
      const hash = hashes.get(name)
      return hash === undefined ? ArtifactReader.readFile(store, parts, name) : store.get(hash)
    }).pipe(Effect.catchReason("ArtifactError", "PartMissing", () => Effect.fail(gone())))
  const text = (name: string) => Effect.map(read(name), (bytes) => Buffer.from(bytes).toString().trimEnd())
  const lines = (name: string) => Effect.map(text(name), (text) => (text === "" ? [] : text.split("\n")))
  const decode = <A>(schema: Schema.Codec<A, string>, text: string) =>
    Effect.mapError(Schema.decodeEffect(schema)(text), gone)
  const corpus = yield* Effect.forEach(yield* lines("corpus.ndjson"), (line) => decode(LineJson, line))
  return {
    vocabulary: yield* lines("vocabulary.txt"),
    idf: doublesOf(yield* read("idf.f64")),
    options: weighting,
    description: yield* decode(DescriptionJson, yield* text("model.json")),
    corpus: corpus
      .filter(({ made }) => hashes.has(adsName(made)))
      .map((line) => ({
        ...line,
        counts: line.sizes.map((_, index) => read(countsName(line.made, index))),
        ads: read(adsName(line.made))
      }))
  } satisfies StoredModel
})

/** Little-endian, whatever the bytes' place in memory. */
const doublesOf = (bytes: Uint8Array): Float64Array<ArrayBuffer> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float64Array.from({ length: bytes.byteLength / 8 }, (_, place) => view.getFloat64(8 * place, true))
}
