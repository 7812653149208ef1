/**
 * What each setting means, for `runner init` and for the reference.
 *
 * @module
 */
import type { Settings } from "./Settings.ts"

/** The keys of settings with their sections: `run.threads`. The compiler wants a description for each. */
export type SettingKey = KeysOf<typeof Settings.Type>

type KeysOf<T> = {
  [Key in keyof T & string]-?: IsSection<NonNullable<T[Key]>> extends true
    ? `${Key}.${KeysOf<NonNullable<T[Key]>>}`
    : Key
}[keyof T & string]

/** Not lists, and not tables whose keys people choose. */
type IsSection<T> =
  T extends ReadonlyArray<unknown> ? false : T extends object ? (string extends keyof T ? false : true) : false

export interface SettingText {
  readonly means: string
  /** What holds where it is not set, if that is no value. */
  readonly unset?: string
  /** A value to show, as YAML, where the default would teach nothing. */
  readonly example?: string
}

/** The sections of settings.yaml, in the order in which `runner init` writes them. */
export const sections = {
  requests: "How an API is asked: pace, quota, retries. Makes nothing stale.",
  sample: "What the built-in sample of Adzuna shows. Makes nothing stale.",
  run: "How a run works. Makes nothing stale.",
  queue: "How many runs work at the same time. Makes nothing stale.",
  serviceLevels: "How long stages may take, in seconds. Makes nothing stale.",
  alerts: "Of what somebody is told, and how often; see docs/service.md. Makes nothing stale.",
  service: "Where `runner dev` listens, and what it lets through. Makes nothing stale.",
  retention: "How long things are kept that nobody needs any more; `runner gc` removes them. Makes nothing stale.",
  raw: "What is collected. A change makes raw stale.",
  validated: "Which ads pass. A change makes validated stale.",
  enriched: "How ads are read. A change makes enriched stale.",
  tfidf_model: "How the model is fitted, as in scikit-learn. A change makes tfidf_model stale.",
  exported: "When an export is refused. A change makes exported stale."
} as const satisfies Partial<Readonly<Record<keyof Settings, string>>>

export const descriptions: Readonly<Record<SettingKey, SettingText>> = {
  markets: { means: "countries that are collected where a partition names none" },
  source: {
    means: "`adzuna`, `sample`, or a file; `{date}` and `{market}` in its path stand for the partition's",
    unset: "Adzuna with credentials, else the sample",
    example: "ads/{date}-{market}.csv"
  },
  "requests.pageSize": { means: "ads a page; Adzuna allows 50" },
  "requests.rateLimitPerMinute": { means: "requests in any 60 seconds; `null` for no limit" },
  "requests.quota.perDay": {
    means: "requests in any 24 hours, counted over all processes of the database; `null` for no limit"
  },
  "requests.quota.perWeek": { means: "requests in any 7 days" },
  "requests.quota.perMonth": { means: "requests in any 31 days" },
  "requests.ifQuota": {
    means: "when more requests are needed than are left: `fail` before the first one, or `shorten` to what is left"
  },
  "requests.concurrency": { means: "pages asked for at the same time" },
  "requests.timeoutSeconds": { means: "for one answer" },
  "requests.retries": { means: "further attempts for one page" },
  "requests.retryDelaySeconds": { means: "wait after a time-out, a lost connection or a 5xx" },
  "requests.backoffSeconds": { means: "first wait after a 429; doubles each time" },
  "requests.ifIncomplete": { means: "when a page is missing after its retries: `fail`, or `publish` what there is" },
  "requests.timeZone": { means: 'the time zone in which a live API\'s "today" is taken' },
  "sample.seed": { means: "another seed shows other ads" },
  "sample.ads": { means: "ads of the sample a day and market; `null` for about 245" },
  "sample.faults": {
    means: "what goes wrong with the sample: a list of `{ kind, rate, attempts, retryAfterSeconds }`",
    example: '[{ kind: "503", rate: 0.1 }]'
  },
  "sample.largestPage": { means: "ads on a page of the sample at most; more speeds up very many" },
  "run.concurrency": { means: "steps that work at the same time" },
  "run.leaseSeconds": { means: "how long a run that gives no sign of life keeps what it holds" },
  "run.threads": { means: "worker threads for row functions", unset: "one for each core", example: "2" },
  schedules: {
    means:
      "what runs by itself while `runner dev` lives, by name: `{ cron, zone, selection, stale, market, source, catchUp, graceMinutes, priority, pool }`; see [service.md](../service.md)",
    unset: "collect_jobs_daily: everything that is stale, at 30 0 * * * UTC",
    example: "{ collect_jobs_daily: { cron: 30 0 * * *, zone: UTC } }"
  },
  freshness: {
    means: "how old the newest version of an asset may be: `{ withinHours, warnHours }` by asset",
    unset: "exported within 26 hours",
    example: "{ exported: { withinHours: 26, warnHours: 25 } }"
  },
  "queue.runs": { means: "runs that work at the same time, over all services and commands of the database" },
  "queue.pools": {
    means: "the same for each named pool; one that is not here has only the limit of all",
    unset: "backfill 1",
    example: "{ backfill: 1 }"
  },
  "serviceLevels.collect.normalSeconds": { means: "how long the stage collect takes on an ordinary day" },
  "serviceLevels.collect.targetSeconds": { means: "longer than that, the stage collect is late" },
  "serviceLevels.collect.alertSeconds": { means: "longer than that, somebody is told of the stage collect" },
  "serviceLevels.validate.normalSeconds": { means: "how long the stage validate takes on an ordinary day" },
  "serviceLevels.validate.targetSeconds": { means: "longer than that, the stage validate is late" },
  "serviceLevels.validate.alertSeconds": { means: "longer than that, somebody is told of the stage validate" },
  "serviceLevels.enrich.normalSeconds": { means: "how long the stage enrich takes on an ordinary day" },
  "serviceLevels.enrich.targetSeconds": { means: "longer than that, the stage enrich is late" },
  "serviceLevels.enrich.alertSeconds": { means: "longer than that, somebody is told of the stage enrich" },
  "serviceLevels.vectorize.normalSeconds": { means: "how long the stage vectorize takes on an ordinary day" },
  "serviceLevels.vectorize.targetSeconds": { means: "longer than that, the stage vectorize is late" },
  "serviceLevels.vectorize.alertSeconds": { means: "longer than that, somebody is told of the stage vectorize" },
  "serviceLevels.export.normalSeconds": { means: "how long the stage export takes on an ordinary day" },
  "serviceLevels.export.targetSeconds": { means: "longer than that, the stage export is late" },
  "serviceLevels.export.alertSeconds": { means: "longer than that, somebody is told of the stage export" },
  "serviceLevels.total.normalSeconds": { means: "how long a whole batch takes on an ordinary day" },
  "serviceLevels.total.targetSeconds": { means: "longer than that, a whole batch is late" },
  "serviceLevels.total.alertSeconds": { means: "longer than that, somebody is told of a whole batch" },
  "alerts.errorRate": { means: "share of rejected records above which somebody is told" },
  "alerts.perHour": { means: "messages of one channel in an hour at most; the others wait" },
  "alerts.emailFrom": { means: "the sender of mails" },
  "alerts.emailTo": { means: "who gets mails", example: "[data@example.com]" },
  "service.host": { means: "the address to listen on; any but this machine's own needs RUNNER_API_TOKEN" },
  "service.port": { means: "the port to listen on; 0 for one that is free" },
  "service.allowedHosts": {
    means: "names by which the service may be called, beside localhost and its address",
    example: "[jobs.example.com]"
  },
  "service.pageFolder": {
    means: "the folder of the built web page",
    unset: "the one that comes with Jobgraph",
    example: "page"
  },
  "service.requestsPerSecond": { means: "requests a second of one address; bursts of twice as many" },
  "service.connections": { means: "connections at the same time" },
  "service.bodyKilobytes": { means: "the longest body of a request" },
  "service.requestSeconds": { means: "how long somebody may take to send a request, with its body" },
  "service.drainSeconds": {
    means: "how long steps at work may take to end when the service is asked to; what is left goes back to the queue"
  },
  "retention.rollbackDays": {
    means: "versions that were replaced, with the history of their rows: how far back a run can be rolled back"
  },
  "retention.refusedDays": { means: "versions that a check refused, and versions that were rolled back" },
  "retention.eventDays": { means: "events of runs, from their end" },
  "retention.pageDays": { means: "pages that a run kept for its retry, from its end" },
  "retention.graceHours": {
    means: "how long a part of an artifact that nothing refers to is left alone before `runner gc` removes it"
  },
  "raw.queries": { means: "what is searched, in each location" },
  "raw.locations": {
    means: "places by market; `[]` is the whole country",
    unset: "the greatest cities",
    example: "{ fr: [Paris, Lyon] }"
  },
  "raw.limitPerQuery": { means: "ads read of one search at most" },
  "raw.distanceKm": { means: "kilometres around a location" },
  "raw.maxDaysOld": { means: "age of the oldest ad that is asked for, in days" },
  "raw.identity.recipe": { means: "`stable`, or `specification` for the older UUIDs, which files that have them keep" },
  "raw.identity.namespace": {
    means: "of the recipe `specification`: the UUID namespace of the rows that exist",
    unset: "that of URLs",
    example: "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
  },
  "raw.identity.separator": {
    means: "of the recipe `specification`: what stood between its four parts",
    unset: "a vertical bar",
    example: '"_"'
  },
  "validated.titleMinLength": { means: 'a title must be longer; 2 keeps real ones such as "Juriste"' },
  "validated.titleMaxLength": { means: "a title must be shorter" },
  "validated.unknownLocation": { means: "what stands for a place that the source did not give" },
  "validated.rejectedShareToWarn": { means: "share of rejects from which on a check warns" },
  "enriched.rejectedShareToWarn": { means: "share of rejects from which on a check warns" },
  "enriched.annualPolicy": {
    means: "paid hours and days a year by country; replaces the whole table; see [enrichment.md](../enrichment.md)",
    unset: "France 1820 and 218, others 2080 and 260",
    example: "{ fr: { hours: 1607, days: 218 } }"
  },
  "enriched.nounPhrases": {
    means: "noun phrases as `skills_required` of English ads that name no known skill; `has_skills` stays false"
  },
  "models.keep": { means: "versions of the model that stay registered; the active and the pinned one always do" },
  "tfidf_model.maxFeatures": { means: "terms kept: those that are most frequent" },
  "tfidf_model.ngramRange": { means: "the shortest and the longest terms, in words: two lengths from 1 to 5" },
  "tfidf_model.minDf": { means: "a term must be in so many ads: 2 is a count, 0.01 a share" },
  "tfidf_model.maxDf": { means: "a term may be in so many ads at most: 0.8 is a share, `{ fraction: 1 }` all of them" },
  "tfidf_model.corpus": { means: "`all` ads, or those of the newest `batch`" },
  "exported.failedShareLimit": { means: "share of rows that the database may refuse" }
}
