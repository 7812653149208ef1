/**
 * Reads published versions: what an asset is given as input, and what people look at.
 *
 * @module
 */
import { Effect, Schema, Stream } from "effect"
import type * as Artifact from "../definition/Artifact.ts"
import type { Materialization } from "../version/Materialization.ts"
import { ArtifactError, PartMissing, SchemaMismatch } from "./ArtifactError.ts"
import type { ArtifactStore } from "./ArtifactStore.ts"
import { type Part, rowsOf } from "./Manifest.ts"
import { decode } from "./RowCodec.ts"

type Store = ArtifactStore["Service"]

/** A rejected record, as it is kept beside the rows. */
export const RejectRow = Schema.Struct({ rule: Schema.String, reason: Schema.String, row: Schema.Json })
export type RejectRow = typeof RejectRow.Type

/** The bytes of parts in order. Reads the next part while the present one is used. */
const lines = (store: Store, parts: ReadonlyArray<Part>): Stream.Stream<Uint8Array, ArtifactError> =>
  Stream.fromIterable(parts).pipe(Stream.mapEffect((part) => store.get(part.hash), { concurrency: 2 }))

/** The rows of parts in order, one chunk a part. */
export const chunks = <Row>(
  store: Store,
  parts: ReadonlyArray<Part>
): Stream.Stream<ReadonlyArray<Row>, ArtifactError> => Stream.map(lines(store, parts), (bytes) => decode<Row>(bytes))

/** The rejects of a version, with the rule that each broke. */
export const rejects = (store: Store, version: Materialization) => chunks<RejectRow>(store, version.manifest.rejects)

/** The input that stands for a version of an asset with this artifact. */
export const input = <Art extends Artifact.Any>(
  store: Store,
  artifact: Art,
  version: Materialization
): Artifact.RowsInput<unknown> | Artifact.ValueInput<unknown> | Artifact.FilesInput | Artifact.ExternalInput => {
  const base = { partition: version.partition, dataVersion: version.dataVersion, metadata: version.metadata }
  const { parts } = version.manifest
  switch (artifact._tag) {
    case "Rows":
      return { ...base, rows: rowsOf(parts), chunks: chunks(store, parts), lines: lines(store, parts) }
    case "Value":
      return { ...base, value: readValue(store, artifact, parts) }
    case "Files":
      return { ...base, names: parts.flatMap(({ name }) => name ?? []), read: (name) => readFile(store, parts, name) }
    case "External":
      return base
  }
}

/** The bytes of a named part. */
export const readFile = (store: Store, parts: ReadonlyArray<Part>, name: string) => {
  const part = parts.find((part) => part.name === name)
  return part === undefined
    ? Effect.fail(new ArtifactError({ reason: new PartMissing({ hash: name }) }))
    : store.get(part.hash)
}

const readValue = Effect.fnUntraced(function* (
  store: Store,
  artifact: Artifact.Value<unknown>,
  parts: ReadonlyArray<Part>
) {
  const bytes = yield* readFile(store, parts, "value")
  return yield* Schema.decodeUnknownEffect(Schema.fromJsonString(artifact.value))(Buffer.from(bytes).toString()).pipe(
    Effect.mapError((error) => new ArtifactError({ reason: new SchemaMismatch({ detail: error.message }) }))
  )
})
