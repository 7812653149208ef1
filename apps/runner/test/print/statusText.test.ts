import { assert, describe, it } from "@effect/vitest"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import * as State from "@jobgraph/assets/State"
import { materialization, step } from "@jobgraph/assets/testing/records"
import { type StatusReport, statusJson, statusText } from "../../src/print/statusText.ts"

const fr = "2026-01-08/fr"
const fresh = (asset: string, partition: string | null = fr): PartitionStatus => ({
  asset,
  partition,
  status: "fresh",
  causes: []
})
const stale = (asset: string, partition: string | null = fr): PartitionStatus => ({
  asset,
  partition,
  status: "stale",
  causes: [{ kind: "upstream", detail: "raw has new data" }]
})
const report = (fields: Partial<StatusReport>): StatusReport => ({
  statuses: [fresh("raw")],
  attempts: new Map(),
  currents: new Map(),
  holds: new Map(),
  sourceErrors: new Map(),
  olderStale: [],
  ...fields
})

const raw = materialization({ rows: 1_245, endedAt: Date.UTC(2026, 0, 8, 0, 35, 10) })
const currents = new Map([[State.idOf("raw", fr), raw]])
const failed = step({
  asset: "validated",
  status: "failed",
  startedAt: 1_000,
  endedAt: 2_000,
  error: { tag: "CheckFailed", message: "check has_rows failed", transient: false }
})
const attempts = new Map([[State.idOf("validated", fr), failed]])

describe("status for people", () => {
  it("has a line for each asset partition: how it stands, what it holds, and why", () => {
    assert.strictEqual(
      statusText(report({ statuses: [fresh("raw"), stale("validated")], currents, attempts }), "2026-01-08"),
      [
        "ASSET      PARTITION      STATUS   ROWS  MADE (UTC)        WHY",
        "raw        2026-01-08/fr  fresh   1,245  2026-01-08 00:35",
        "validated  2026-01-08/fr  stale                            raw has new data; last attempt failed: check has_rows failed",
        "",
        "1 asset partition to bring up to date:",
        "  runner materialize --all"
      ].join("\n")
    )
  })

  it("says that all is fresh", () => {
    assert.match(statusText(report({ currents }), "2026-01-08"), /\n\nEverything shown is fresh\.$/)
  })

  it("names the command that brings another day up to date, and today's beside it", () => {
    const commands = (...statuses: ReadonlyArray<PartitionStatus>) =>
      statusText(report({ statuses }), "2026-01-09")
        .split("\n")
        .filter((line) => line.startsWith("  runner"))
    assert.deepStrictEqual(commands(stale("raw"), stale("tfidf_model", null)), [
      `  runner materialize --all --partition ${fr}`
    ])
    assert.deepStrictEqual(commands(stale("raw"), stale("raw", "2026-01-09/fr")), [
      "  runner materialize --all",
      `  runner materialize --all --partition ${fr}`
    ])
    assert.deepStrictEqual(commands(stale("tfidf_model", null)), ["  runner materialize --all"])
  })

  it("tells of sources that cannot be looked at, and of older batches", () => {
    const text = statusText(
      report({
        sourceErrors: new Map([[State.idOf("raw", fr), "the file is gone"]]),
        olderStale: ["raw", "validated", "enriched"].map((asset) => stale(asset))
      }),
      "2026-01-08"
    )
    assert.match(text, /fresh +the file is gone\n/)
    assert.match(text, /3 older asset partitions stale too: they run only when named, with --partition$/)
  })
})

describe("status for programs", () => {
  it("holds the last attempt and the current version where there are some, and nothing else", () => {
    assert.deepEqual<unknown>(
      statusJson(
        report({
          statuses: [fresh("raw"), stale("validated"), fresh("enriched")],
          currents,
          attempts,
          olderStale: [stale("raw"), stale("enriched")]
        })
      ),
      {
        assets: [
          {
            key: "raw",
            partition: fr,
            status: "fresh",
            causes: [],
            current: {
              runId: raw.runId,
              at: "2026-01-08T00:35:10.000Z",
              dataVersion: "d0",
              metadata: { rows: 1_245, rejected: 0, requests: 1 }
            }
          },
          {
            key: "validated",
            partition: fr,
            status: "stale",
            causes: [{ kind: "upstream", detail: "raw has new data" }],
            lastAttempt: { runId: failed.runId, status: "failed", at: "1970-01-01T00:00:02.000Z", error: failed.error }
          },
          { key: "enriched", partition: fr, status: "fresh", causes: [] }
        ],
        olderStale: 2
      }
    )
  })

  it("says which source could not be looked at", () => {
    const { assets } = statusJson(report({ sourceErrors: new Map([[State.idOf("raw", fr), "the file is gone"]]) }))
    assert.deepInclude(assets[0], { sourceError: "the file is gone" })
  })
})
