import { assert, describe, it } from "@effect/vitest"
import type { Event } from "@jobgraph/assets/Event"
import { event, step } from "@jobgraph/assets/testing/records"
import { Option } from "effect"
import { logLine } from "../../src/print/logLines.ts"

const at = (time: string) => Date.parse(`2026-01-08T${time}Z`)
const fr = "2026-01-08/fr"

const lines = (events: ReadonlyArray<Event>, hasPartitions = false) =>
  events.flatMap((one) => Option.toArray(logLine(one, { hasPartitions })))

const started = (asset: string, time: string, attempt = 1) =>
  event({ kind: "StepStarted", asset, partition: fr, at: at(time), data: { attempt, reason: "it is stale" } })

const ended = (asset: string, time: string, data: Partial<Event["data"]>) => {
  const { attempts, error, metadata, reason } = step()
  const defaults = { status: "materialized", changed: true, durationMs: 0, attempts, error, metadata, reason }
  return event({
    kind: "StepEnded",
    asset,
    partition: fr,
    at: at(time),
    data: { ...defaults, ...data } as Event["data"]
  })
}

const error = { tag: "Unreachable", message: 'the "source" is away', transient: true }

describe("log lines", () => {
  it("tell of a stage and of a batch that take too long", () => {
    const long = (kind: Event["kind"], asset: string | null, limitMs: number) =>
      event({ kind, asset, partition: asset === null ? null : fr, at: at("00:50:00"), data: { limitMs } })
    assert.deepStrictEqual(
      lines([
        long("OverThreshold", "enriched", 240_000),
        long("Late", null, 900_000),
        long("TimedOut", null, 900_000)
      ]).map((line) => line.slice(22)),
      [
        "STAGE=enrich | ALERT=slow | longer than 240s",
        "PIPELINE | ALERT=late | longer than its service level of 900s",
        "PIPELINE | ALERT=timed_out | stopped after 900s"
      ]
    )
  })

  it("are those of the specification", () => {
    assert.deepStrictEqual(
      lines([
        event({ kind: "RunStarted", at: at("00:34:42"), data: { selection: "*", partitions: [fr] } }),
        started("raw", "00:34:42"),
        ended("raw", "00:35:10", { durationMs: 88_000, metadata: { rows: 245, rejected: 0 } }),
        started("validated", "00:35:11"),
        ended("validated", "00:35:56", { durationMs: 45_000, metadata: { rows: 231, rejected: 0 } }),
        event({
          kind: "RunEnded",
          at: at("00:38:01"),
          data: { status: "success", durationMs: 511_000, successRate: 1 }
        })
      ]),
      [
        "[2026-01-08 00:34:42] STAGE=collect | STATUS=in_progress | jobs_collected=0",
        "[2026-01-08 00:35:10] STAGE=collect | STATUS=success | jobs_collected=245 | duration=88s",
        "[2026-01-08 00:35:11] STAGE=validate | STATUS=in_progress | jobs_validated=0",
        "[2026-01-08 00:35:56] STAGE=validate | STATUS=success | jobs_validated=231 | duration=45s",
        "[2026-01-08 00:38:01] PIPELINE | STATUS=complete | total_duration=511s | success_rate=100%"
      ]
    )
  })

  it("have the other stages' counts too, and refused records behind them", () => {
    const second = { durationMs: 12_000 }
    assert.deepStrictEqual(
      lines([
        ended("validated", "00:35:56", { ...second, metadata: { rows: 231, rejected: 14 } }),
        ended("enriched", "00:36:00", { ...second, metadata: { rows: 229, rejected: 0 } }),
        ended("tfidf_model", "00:36:01", { ...second, metadata: { rows: 0, jobs_vectorized: 229 } }),
        ended("exported", "00:36:02", { ...second, metadata: { inserted: 198, updated: 31, rejected: 0 } })
      ]).map((line) => line.slice(22)),
      [
        "STAGE=validate | STATUS=success | jobs_validated=231 | duration=12s | jobs_failed=14",
        "STAGE=enrich | STATUS=success | jobs_enriched=229 | duration=12s",
        "STAGE=vectorize | STATUS=success | jobs_vectorized=229 | duration=12s",
        "STAGE=export | STATUS=success | jobs_inserted=198 | jobs_updated=31 | duration=12s"
      ]
    )
  })

  it("say which partition, where a run has several", () => {
    assert.deepStrictEqual(lines([started("raw", "00:34:42")], true), [
      `[2026-01-08 00:34:42] STAGE=collect | partition=${fr} | STATUS=in_progress | jobs_collected=0`
    ])
  })

  it("tell of attempts, waits and warnings", () => {
    const about = { asset: "raw", partition: fr, at: at("00:34:42") }
    assert.deepStrictEqual(
      lines([
        event({ ...about, kind: "AttemptFailed", data: { attempt: 1, error, isLast: false } }),
        event({ ...about, kind: "StepWaiting", data: { attempt: 1, waitMs: 60_000, reason: "no answer" } }),
        started("raw", "00:34:42", 2),
        event({ ...about, kind: "StepWaiting", data: { reason: "run 01a2 holds it" } }),
        event({
          ...about,
          kind: "CheckEvaluated",
          data: { name: "rejected_share", severity: "warn", passed: false, message: "12.0 % of 100 were rejected" }
        })
      ]).map((line) => line.slice(22)),
      [
        "STAGE=collect | STATUS=attempt_failed | attempt=1 | transient | error=\"Unreachable: the 'source' is away\"",
        "STAGE=collect | STATUS=waiting | retry_in=60s | no answer",
        "STAGE=collect | STATUS=in_progress | jobs_collected=0 | attempt=2",
        "STAGE=collect | STATUS=waiting | run 01a2 holds it",
        "STAGE=collect | CHECK=rejected_share | SEVERITY=warn | 12.0 % of 100 were rejected"
      ]
    )
  })

  it("say once why a step failed, and what it blocked", () => {
    const last = event({
      kind: "AttemptFailed",
      asset: "raw",
      partition: fr,
      data: { attempt: 3, error, isLast: true }
    })
    assert.deepStrictEqual(
      lines([
        last,
        ended("raw", "00:38:00", { status: "failed", attempts: 3, durationMs: 180_000, error, metadata: {} }),
        ended("validated", "00:38:00", { status: "blocked", reason: "it needs raw (failed)" }),
        event({
          kind: "RunEnded",
          at: at("00:38:01"),
          data: { status: "failed", durationMs: 180_000, successRate: 0.4 }
        })
      ]).map((line) => line.slice(22)),
      [
        "STAGE=collect | STATUS=failed | jobs_collected=0 | attempts=3 | duration=180s | error=\"Unreachable: the 'source' is away\"",
        "STAGE=validate | STATUS=blocked | it needs raw (failed)",
        "PIPELINE | STATUS=failed | total_duration=180s | success_rate=40%"
      ]
    )
  })

  it("are one line each, whatever an error says", () => {
    const broken = { ...error, message: 'Missing key\n  at ["sizes"]' }
    const [line = ""] = lines([ended("raw", "00:38:00", { status: "failed", error: broken, metadata: {} })])
    assert.notInclude(line, "\n")
  })
})
