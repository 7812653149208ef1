/**
 * Where an attempt writes: parts into the store, remembered for the manifest.
 *
 * @module
 */
import { Effect } from "effect"
import { ArtifactError, SchemaMismatch } from "../artifact/ArtifactError.ts"
import * as ArtifactReader from "../artifact/ArtifactReader.ts"
import type { ArtifactStore } from "../artifact/ArtifactStore.ts"
import type { Manifest, Part } from "../artifact/Manifest.ts"
import * as PartWriter from "../artifact/PartWriter.ts"
import { encoder, mismatchError, rejectLines } from "../artifact/RowCodec.ts"
import type * as Artifact from "../definition/Artifact.ts"
import type { Materialization, Metadata } from "../version/Materialization.ts"

/** The output of one attempt, for any artifact; what an asset sees of it is the part that fits its own. */
export interface AttemptOutput {
  readonly rows: PartWriter.PartWriter
  readonly rejects: PartWriter.PartWriter
  readonly write: (nameOrRows: never, bytes: never) => Effect.Effect<void, ArtifactError>
  readonly keep: (name: string) => Effect.Effect<boolean, ArtifactError>
  readonly read: (name: string) => Effect.Effect<Uint8Array, ArtifactError>
  readonly reject: (rejects: ReadonlyArray<Artifact.Reject>) => Effect.Effect<void, ArtifactError>
  readonly report: (metadata: Metadata) => Effect.Effect<void>
  /** Writes what is left; to be called once, at the end. */
  readonly finish: Effect.Effect<{ readonly manifest: Manifest; readonly metadata: Metadata }, ArtifactError>
}

export const make = (
  store: ArtifactStore["Service"],
  artifact: Artifact.Any,
  previous: Materialization | null,
  written: (rows: number) => void = () => undefined
): AttemptOutput => {
  const rows = watched(PartWriter.make(store), written)
  const rejects = PartWriter.make(store)
  const files = new Map<string, Part>()
  const before = new Map(previous?.manifest.parts.map((part) => [part.name, part]))
  let metadata: Metadata = {}

  const writeFile = Effect.fnUntraced(function* (name: string, bytes: Uint8Array) {
    if (files.has(name)) {
      const detail = `the file "${name}" was written twice`
      return yield* new ArtifactError({ reason: new SchemaMismatch({ detail }) })
    }
    files.set(name, { name, hash: yield* store.put(bytes), rows: 0, bytes: bytes.byteLength })
  })
  const rowsWriter = <Row>({ row }: Artifact.Rows<Row>) => {
    const encode = encoder(row)
    return (chunk: ReadonlyArray<unknown>) =>
      Effect.suspend(() => Effect.fromResult(encode(chunk))).pipe(
        Effect.mapError((mismatch) => mismatchError(mismatch, rows.rows())),
        Effect.flatMap(rows.append)
      )
  }

  return {
    rows,
    rejects,
    write: artifact._tag === "Rows" ? rowsWriter(artifact) : writeFile,
    keep: (name) =>
      Effect.sync(() => {
        const part = before.get(name)
        if (part !== undefined && !files.has(name)) {
          files.set(name, part)
        }
        return part !== undefined
      }),
    read: (name) => {
      const file = files.get(name)
      return ArtifactReader.readFile(store, file === undefined ? [] : [file], name)
    },
    reject: (all) => Effect.suspend(() => rejects.append(rejectLines(all))),
    report: (added) =>
      Effect.sync(() => {
        metadata = merged(metadata, added)
      }),
    finish: Effect.gen(function* () {
      const rowParts = yield* rows.finish
      const named = [...files.values()].sort((a, b) => ((a.name ?? "") < (b.name ?? "") ? -1 : 1))
      return { manifest: { parts: [...rowParts, ...named], rejects: yield* rejects.finish }, metadata }
    })
  }
}

/** A writer that tells how many rows it has after each piece. */
const watched = (writer: PartWriter.PartWriter, written: (rows: number) => void): PartWriter.PartWriter => ({
  ...writer,
  append: (lines) => Effect.tap(writer.append(lines), () => Effect.sync(() => written(writer.rows())))
})

/** Adds figures up; other values replace. */
export const merged = (a: Metadata, b: Metadata): Metadata => {
  const sum: Record<string, Metadata[string]> = { ...a }
  for (const [key, value] of Object.entries(b)) {
    const before = sum[key]
    sum[key] = typeof before === "number" && typeof value === "number" ? before + value : value
  }
  return sum
}
