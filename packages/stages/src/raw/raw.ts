/**
 * The first asset: ads as they were received.
 *
 * @module
 */
import * as Artifact from "@jobgraph/assets/Artifact"
import * as Asset from "@jobgraph/assets/Asset"
import type { StepMemory } from "@jobgraph/assets/Context"
import { Duration, Effect, Option, Stream } from "effect"
import { hasRows, isComplete, isNotEmpty } from "../checks.ts"
import { adPartitions, batchOf } from "../partitions.ts"
import type { ReceivedPages, SourceChunk } from "../source/Source.ts"
import { Sources } from "../source/Sources.ts"
import { jobIdentity } from "./Identity.ts"
import { RawAd } from "./RawAd.ts"
import { RawSettings } from "./RawSettings.ts"
import { RequestedSource } from "./RequestedSource.ts"

/**
 * `raw`: every ad of the batch as its source gave it, once each.
 *
 * An ad that several searches found keeps the place and the search of its first
 * appearance. Nothing is cleaned or refused here but what is no ad at all: that
 * is the business of `validated`. The source of a partition is kept for it
 * unless another one is asked for.
 */
export const raw = Asset.make({
  key: "raw",
  description: "Job ads as received, one row each",
  group: "ads",
  tags: ["collect"],
  codeVersion: "3",
  partitions: adPartitions,
  artifact: Artifact.rows(RawAd),
  config: RawSettings,
  checks: [hasRows, isNotEmpty, isComplete],
  serviceLevel: { alert: Duration.minutes(4), target: Duration.minutes(5) },
  observe: Effect.fnUntraced(function* ({ partition, previous }) {
    const source = yield* resolved(partition, previous?.name ?? null)
    const before = Option.filter(Option.fromNullishOr(previous), ({ name }) => name === source.name)
    const known = Option.flatMap(before, ({ hint, version }) =>
      version === null || hint === null ? Option.none() : Option.some({ version, hint })
    )
    const now = yield* source.observe(batchOf(partition), known)
    return Option.match(now, {
      onNone: () => ({ name: source.name, version: null, hint: null }),
      onSome: ({ hint, version }) => ({ name: source.name, version, hint })
    })
  }),
  *make({ config, memory, output, partition, report, source }) {
    const from = yield* resolved(partition, source?.name ?? null)
    const seen = new Set<string>()
    const collect = Effect.fnUntraced(function* ({ ads, counts, malformed }: SourceChunk) {
      const rows = ads.map((ad) => ({ ...ad, job_id: jobIdentity(ad, config.identity) }))
      const fresh = rows.filter(({ job_id }) => !seen.has(job_id) && seen.add(job_id))
      yield* output.write(fresh)
      yield* output.reject(malformed.map(({ reason, record, rule }) => ({ rule, reason, row: record })))
      yield* report({ ...counts, duplicates: rows.length - fresh.length })
    })
    yield* Stream.runForEach(from.read(batchOf(partition), receivedPages(memory)), collect)
    yield* report({ source: from.name })
  }
})

/** The source asked for, else the one the partition has, else the one of the settings, else the default. */
const resolved = Effect.fnUntraced(function* (partition: string | null, recorded: string | null) {
  const sources = yield* Sources
  const { fallback, requested } = yield* RequestedSource
  return yield* sources.resolve(batchOf(partition), {
    requested,
    recorded: Option.orElse(Option.fromNullOr(recorded), () => fallback)
  })
})

/** Pages kept with the step. That one cannot be kept must not fail a collection: it would only be asked for again. */
const receivedPages = (memory: StepMemory): ReceivedPages => ({
  get: (key) => Effect.orElseSucceed(memory.get(key), () => Option.none()),
  put: (key, value) => Effect.ignore(memory.put(key, value), { log: "Warn" })
})
