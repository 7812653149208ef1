/**
 * Everything that a person can set, decoded by one Schema.
 *
 * @module
 */
import { pipeline } from "@jobgraph/stages/pipeline"
import { RequestSettings } from "@jobgraph/stages/source/CollectSettings"
import { marketCodes } from "@jobgraph/stages/source/Markets"
import { SimulatorSettings } from "@jobgraph/stages/source/simulator/SimulatorSettings"
import { Effect, Schema } from "effect"
import { RetentionSettings } from "../retention/RetentionSettings.ts"
import { AlertSettings } from "./AlertSettings.ts"
import { FreshnessPolicies, QueueSettings, Schedules, ServiceLevels, ServiceSettings } from "./ServiceSettings.ts"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

const count = Schema.Int.check(Schema.isGreaterThan(0))

/** The keys of `settings.yaml`. The sections named after assets are the assets' own configurations. */
export const Settings = Schema.Struct({
  /** The countries that are collected where a partition names none: `fr`, `gb`, … */
  markets: withDefault(Schema.NonEmptyArray(Schema.Literals(marketCodes)), ["fr"]),
  /** Where ads come from: `adzuna`, `sample`, or a file. Absent: Adzuna where its credentials are set, else the sample. */
  source: Schema.optionalKey(Schema.NonEmptyString),
  /** How an API is asked: pace, retries, page size. Makes nothing stale. */
  requests: RequestSettings.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  /** What the sample shows: how many ads a day, from which seed. Makes nothing stale. */
  sample: SimulatorSettings.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  /** How a run works. Makes nothing stale. */
  run: Schema.Struct({
    /** Steps that work at the same time. */
    concurrency: withDefault(count, 4),
    /** Worker threads for row functions and for counting words; absent, one for each core. */
    threads: Schema.optionalKey(count),
    /** How long a run that gives no sign of life keeps what it holds, as other machines see it. */
    leaseSeconds: withDefault(Schema.Int.check(Schema.isGreaterThanOrEqualTo(3)), 30)
  }).pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  /** What runs by itself while `runner dev` lives, by name. */
  schedules: Schedules,
  /** Runs that wait, and how many work at the same time. */
  queue: QueueSettings,
  /** How long stages and batches may take. */
  serviceLevels: ServiceLevels,
  /** Of what somebody is told. */
  alerts: AlertSettings,
  /** How old an asset may become, by key. */
  freshness: FreshnessPolicies,
  /** Where `runner dev` listens, and what it lets through. */
  service: ServiceSettings,
  /** What becomes of old models. Makes nothing stale. */
  models: Schema.Struct({
    /** Versions that stay registered; the active and the pinned one always do. */
    keep: withDefault(count, 30)
  }).pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  /** How long things are kept that nobody needs any more. Makes nothing stale. */
  retention: RetentionSettings,
  raw: pipeline.raw.config.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  validated: pipeline.validated.config.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  enriched: pipeline.enriched.config.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  tfidf_model: pipeline.tfidf_model.config.pipe(Schema.withDecodingDefaultKey(Effect.succeed({}))),
  exported: pipeline.exported.config.pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
})
export type Settings = typeof Settings.Type
