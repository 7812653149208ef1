/**
 * What `runner dev` does by itself, and how it may be reached.
 *
 * @module
 */
import { marketCodes } from "@jobgraph/stages/source/Markets"
import { Cron, Effect, Result, Schema } from "effect"

const withDefault = <S extends Schema.Constraint>(schema: S, value: S["Type"]) =>
  Schema.withDecodingDefaultTypeKey<S>(Effect.succeed(value))(schema)

const count = Schema.Int.check(Schema.isGreaterThan(0))

const Zone = Schema.String.check(
  Schema.makeFilter((zone) => isZone(zone) || `there is no time zone "${zone}": write UTC or Europe/Paris`)
)

/** A leap year's beginning, so that 29 February is near. */
const anyTime = Date.UTC(2000, 0, 1)

/** Whether an expression can be read, and has a moment at all: 31 February has none, for which the search would not end well. */
const complaintOfCron = (text: string): string | true => {
  const cron = Cron.parse(text)
  if (Result.isFailure(cron)) {
    return "this is not a cron expression such as 30 0 * * *"
  }
  return (
    Result.isSuccess(Result.try(() => Cron.next(cron.success, anyTime))) ||
    "no day fits this cron expression, so it would never be due: look at its day and month"
  )
}

const CronText = Schema.String.check(Schema.makeFilter(complaintOfCron))

/** When a part of the graph runs by itself. */
export const Schedule = Schema.Struct({
  /** Minute, hour, day, month, weekday. */
  cron: CronText,
  /** In which zone the expression is read, and in which a tick's batch date is taken. */
  zone: withDefault(Zone, "UTC"),
  /** What runs; with `stale`, only what is missing or stale of it. */
  selection: withDefault(Schema.NonEmptyString, "*"),
  stale: withDefault(Schema.Boolean, true),
  /** The markets that a run collects; absent, those of the settings. */
  market: Schema.optionalKey(Schema.Literals(marketCodes)),
  source: Schema.optionalKey(Schema.NonEmptyString),
  /** Of ticks that nobody was there for: `none` runs, only the `latest`, or `all`. */
  catchUp: withDefault(Schema.Literals(["none", "latest", "all"]), "none"),
  /** A tick that is noticed later than so many minutes counts as missed. */
  graceMinutes: withDefault(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)), 60),
  priority: withDefault(Schema.Int, 0),
  pool: withDefault(Schema.NonEmptyString, "default")
})
export type Schedule = typeof Schedule.Type

/** The specification's: the whole pipeline, every day at 00:30 UTC, without catch-up. */
const daily: Schedule = {
  cron: "30 0 * * *",
  zone: "UTC",
  selection: "*",
  stale: true,
  catchUp: "none",
  graceMinutes: 60,
  priority: 0,
  pool: "default"
}

export const Schedules = withDefault(Schema.Record(Schema.String, Schedule), { collect_jobs_daily: daily })

export const QueueSettings = Schema.Struct({
  /** Runs that work at the same time, over all services and commands of the database. */
  runs: withDefault(count, 2),
  /** Runs that work at the same time in a named pool; a pool that is not here has only the limit of all. */
  pools: withDefault(Schema.Record(Schema.String, count), { backfill: 1 })
}).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))

/** How old the newest version of an asset may be. */
export const FreshnessPolicy = Schema.Struct({
  /** Older than so many hours it fails. */
  withinHours: Schema.Finite.check(Schema.isGreaterThan(0)),
  /** Older than so many hours it warns; absent, at nine tenths of `withinHours`. */
  warnHours: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0)))
})
export type FreshnessPolicy = typeof FreshnessPolicy.Type

export const FreshnessPolicies = withDefault(Schema.Record(Schema.String, FreshnessPolicy), {
  exported: { withinHours: 26 }
})

export const ServiceSettings = Schema.Struct({
  /** The address to listen on; any but this machine's own needs a token. */
  host: withDefault(Schema.NonEmptyString, "127.0.0.1"),
  port: withDefault(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 })), 8080),
  /** Names by which requests may call the service, beside localhost and the address itself. */
  allowedHosts: withDefault(Schema.Array(Schema.NonEmptyString), []),
  /** The folder of the built web page; absent, the one that comes with Jobgraph. */
  pageFolder: Schema.optionalKey(Schema.NonEmptyString),
  /** Requests a second of one address; bursts of twice as many. */
  requestsPerSecond: withDefault(count, 1_000),
  connections: withDefault(count, 1_000),
  bodyKilobytes: withDefault(count, 256),
  /** How long somebody may take to send a request, with its body. */
  requestSeconds: withDefault(Schema.Finite.check(Schema.isGreaterThan(0)), 30),
  /** How long a service that is asked to end lets steps at work go on. */
  drainSeconds: withDefault(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0)), 30)
}).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
export type ServiceSettings = typeof ServiceSettings.Type

const isZone = (zone: string): boolean => Result.isSuccess(Cron.parse("0 0 * * *", zone))

const seconds = Schema.Finite.check(Schema.isGreaterThan(0))

/** How long a stage may take, in seconds. */
export const StageLevel = Schema.Struct({
  /** How long it takes on an ordinary day. */
  normalSeconds: seconds,
  /** Longer than that it is late. */
  targetSeconds: seconds,
  /** Longer than that somebody is told. */
  alertSeconds: seconds
})
export type StageLevel = typeof StageLevel.Type

const level = (normalSeconds: number, targetSeconds: number, alertSeconds: number): StageLevel => ({
  normalSeconds,
  targetSeconds,
  alertSeconds
})

/** The specification's table; `total` is a scheduled batch as a whole, which is stopped at its target. */
export const ServiceLevels = Schema.Struct({
  collect: withDefault(StageLevel, level(90, 300, 240)),
  validate: withDefault(StageLevel, level(45, 120, 90)),
  enrich: withDefault(StageLevel, level(156, 300, 240)),
  vectorize: withDefault(StageLevel, level(234, 360, 300)),
  export: withDefault(StageLevel, level(89, 180, 150)),
  total: withDefault(StageLevel, level(614, 900, 720))
}).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))
export type ServiceLevels = typeof ServiceLevels.Type
