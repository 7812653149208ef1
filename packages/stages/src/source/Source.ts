/**
 * Where job ads come from: what the asset `raw` needs to know of an API or a file.
 *
 * @module
 */
import type { Effect, Option, Stream } from "effect"
import type { SourceAd } from "./SourceAd.ts"
import type { SourceError } from "./SourceError.ts"

/** The ads of one market on one batch date. */
export interface Batch {
  /** ISO date, `2026-03-07`. */
  readonly date: string
  /** ISO 3166-1 alpha-2 code, lower case. */
  readonly market: string
}

/** What a source looks like now; two observations with equal `version` stand for equal content. */
export interface Observation {
  readonly version: string
  /** A cheap sign (size and time of a file) that lets the next observation skip the expensive one. */
  readonly hint: string
}

/** A record that is no ad: not an object, not JSON, columns missing. It goes to the rejects with `rule`. */
export interface MalformedRecord {
  readonly rule: string
  readonly reason: string
  /** The record as received, as far as it could be read; at most 2,000 characters. */
  readonly record: unknown
}

/** A piece of what was received: a page of an API, or some thousand lines of a file. */
export interface SourceChunk {
  readonly ads: ReadonlyArray<SourceAd>
  readonly malformed: ReadonlyArray<MalformedRecord>
  /** Counts to add up for the report, such as `requests`, `retries`, `defaulted_fields`. */
  readonly counts: Readonly<Record<string, number>>
}

/** Keeps what an attempt has received (JSON values), so that a later attempt of the same step begins after it. */
export interface ReceivedPages {
  get(key: string): Effect.Effect<Option.Option<unknown>>
  put(key: string, value: unknown): Effect.Effect<void>
}

/** A place that job ads are read from. */
export interface Source {
  /** As recorded with the partition and as typed after `--source`: `sample`, `adzuna`, or a file's path. */
  readonly name: string
  /** Can it give the ads of a past batch date? If not, only today's partition may be collected. */
  readonly canReplay: boolean
  /** None where the source cannot tell its version without being read (a live API). */
  observe(batch: Batch, previous: Option.Option<Observation>): Effect.Effect<Option.Option<Observation>, SourceError>
  /** Every ad of the batch, in the source's own order, duplicates included. */
  read(batch: Batch, received: ReceivedPages): Stream.Stream<SourceChunk, SourceError>
}
