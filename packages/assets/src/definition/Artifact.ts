/**
 * What an asset holds: rows, one value, named files, or rows in an external system.
 *
 * A description only. Reading and writing are in `ArtifactReader` and the
 * materializer; where the bytes are kept is the concern of `ArtifactStore`.
 *
 * @module
 */
import type { Effect, Schema, Stream } from "effect"
import type { ArtifactError } from "../artifact/ArtifactError.ts"
import type { Metadata } from "../version/Materialization.ts"

/**
 * Rows of plain JSON, kept as parts of 8,192 rows.
 *
 * `row` is checked when rows are written and fixes the order of their fields,
 * hence their bytes. `version` is part of every data version: raise it when the
 * meaning of a row changes though its bytes may not.
 */
export interface Rows<Row> {
  readonly _tag: "Rows"
  readonly row: Schema.Codec<Row, Row>
  readonly version: string
}

/** One JSON value. */
export interface Value<A> {
  readonly _tag: "Value"
  readonly value: Schema.Codec<A, unknown>
  readonly version: string
}

/**
 * Named files of bytes, each its own part, shared between versions where equal.
 *
 * Files below `cache/` are no content: what is kept there makes the next
 * version faster and changes no data version.
 */
export interface Files {
  readonly _tag: "Files"
  readonly version: string
}

/** Rows in a system that shares the catalog's transaction, such as a table; the asset writes them when it publishes. */
export interface External {
  readonly _tag: "External"
  readonly version: string
}

export type Any = Rows<unknown> | Value<unknown> | Files | External

export const rows = <Row>(row: Schema.Codec<Row, Row>, options?: { readonly version?: string }): Rows<Row> => ({
  _tag: "Rows",
  row,
  version: options?.version ?? "1"
})

export const value = <A>(value: Schema.Codec<A, unknown>, options?: { readonly version?: string }): Value<A> => ({
  _tag: "Value",
  value,
  version: options?.version ?? "1"
})

export const files = (options?: { readonly version?: string }): Files => ({
  _tag: "Files",
  version: options?.version ?? "1"
})

export const external = (options?: { readonly version?: string }): External => ({
  _tag: "External",
  version: options?.version ?? "1"
})

/** What every input tells of the version that is read. */
export interface InputVersion {
  readonly partition: string | null
  readonly dataVersion: string
  readonly metadata: Metadata
}

/** Rows of an upstream partition, in chunks of at most one part; never all at once. */
export interface RowsInput<Row> extends InputVersion {
  readonly rows: number
  readonly chunks: Stream.Stream<ReadonlyArray<Row>, ArtifactError>
  /** The same chunks as they are kept, each row a line of JSON: for those who read them in another thread. */
  readonly lines: Stream.Stream<Uint8Array, ArtifactError>
}

export interface ValueInput<A> extends InputVersion {
  readonly value: Effect.Effect<A, ArtifactError>
}

export interface FilesInput extends InputVersion {
  readonly names: ReadonlyArray<string>
  /** The bytes of one file; a name that is not there is an `ArtifactError`. */
  readonly read: (name: string) => Effect.Effect<Uint8Array, ArtifactError>
}

export type ExternalInput = InputVersion

/** What an asset downstream of an artifact is given. */
export type Input<Artifact> =
  Artifact extends Rows<infer Row>
    ? RowsInput<Row>
    : Artifact extends Value<infer A>
      ? ValueInput<A>
      : Artifact extends Files
        ? FilesInput
        : ExternalInput

/** A record that an asset refuses: it is kept, with the rule it broke, and the run goes on. */
export interface Reject {
  readonly rule: string
  readonly reason: string
  /** The record as it came in. */
  readonly row: unknown
}

export interface RowsOutput<Row> {
  /** Appends rows. A row that does not fit the artifact's schema fails, permanently. */
  readonly write: (rows: ReadonlyArray<Row>) => Effect.Effect<void, ArtifactError>
  readonly reject: (rejects: ReadonlyArray<Reject>) => Effect.Effect<void, ArtifactError>
}

export interface FilesOutput {
  /** Writes one file. A name may be written once. */
  readonly write: (name: string, bytes: Uint8Array) => Effect.Effect<void, ArtifactError>
  /** Takes over a file of the previous version without reading it; false where there is none of that name. */
  readonly keep: (name: string) => Effect.Effect<boolean, ArtifactError>
  /** The bytes of a file of this version, written or kept before. */
  readonly read: (name: string) => Effect.Effect<Uint8Array, ArtifactError>
  readonly reject: (rejects: ReadonlyArray<Reject>) => Effect.Effect<void, ArtifactError>
}

export interface RejectsOutput {
  readonly reject: (rejects: ReadonlyArray<Reject>) => Effect.Effect<void, ArtifactError>
}

/** What an asset writes to while it is made. */
export type Output<Artifact> =
  Artifact extends Rows<infer Row> ? RowsOutput<Row> : Artifact extends Files ? FilesOutput : RejectsOutput

/** What `External` assets answer: how many rows stand for this partition now, and a version of their content. */
export interface ExternalResult {
  readonly rows: number
  readonly dataVersion: string
}

/** What making an asset answers: the value, the external result, or nothing where the output was written to. */
export type Made<Artifact> = Artifact extends Value<infer A> ? A : Artifact extends External ? ExternalResult : void
