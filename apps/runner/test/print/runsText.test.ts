import { assert, describe, it } from "@effect/vitest"
import { run, step } from "@jobgraph/assets/testing/records"
import { runDetailJson, runDetailText, runsText } from "../../src/print/runsText.ts"

const runId = "01a209e4-b81f-76e1-ad01-e1127ce61a08"
const startedAt = Date.UTC(2026, 0, 8, 0, 30)

describe("runs for people", () => {
  it("are one line each, with the beginning of their ids", () => {
    assert.strictEqual(
      runsText([
        run({ runId, startedAt, partitions: ["2026-01-08/fr", "2026-01-08/gb", "2026-01-09/fr"] }),
        run({ runId, startedAt, status: "success", endedAt: startedAt + 4_300, selection: "enriched" })
      ]),
      [
        "RUN            STATUS   STARTED (UTC)     TIME  PARTITIONS                         TRIGGER  ASSETS",
        "01a209e4-b81f  running  2026-01-08 00:30        2026-01-08/fr … 2026-01-09/fr (3)  manual   *",
        "01a209e4-b81f  success  2026-01-08 00:30  4.3s  2026-01-08/fr                      manual   enriched"
      ].join("\n")
    )
  })

  it("say how to start the first one", () => {
    assert.strictEqual(runsText([]), "There is no run yet: start one with `runner materialize --all`")
  })

  it("show their steps and, below, why some failed", () => {
    const times = { startedAt, endedAt: startedAt + 1_000, attempts: 1 }
    const error = { tag: "CheckFailed", message: "check has_rows failed", transient: false }
    assert.strictEqual(
      runDetailText({
        run: run({ runId, startedAt, status: "failed", endedAt: startedAt + 4_300 }),
        steps: [
          step({ ...times, status: "materialized", changed: false, metadata: { rows: 249 } }),
          step({ ...times, asset: "validated", status: "failed", reason: error.message, error }),
          step({ asset: "tfidf_model", partition: null, status: "blocked", reason: "it needs enriched (failed)" })
        ],
        chain: [run({ runId })],
        isLate: ({ asset }) => asset === "validated"
      }),
      [
        `Run ${runId}: failed after 4.3s`,
        "Started 2026-01-08 00:30:00 UTC, manual, selection *",
        "",
        "ASSET        PARTITION      STATUS        TRIES     TIME  ROWS  WHY",
        "raw          2026-01-08/fr  materialized      1       1s   249  it has never been materialized; content as before",
        "validated    2026-01-08/fr  failed            1  1s late",
        "tfidf_model                 blocked                             it needs enriched (failed)",
        "",
        "validated 2026-01-08/fr: check has_rows failed",
        "  CheckFailed, permanent, attempt 1",
        "  more: runner explain JG113"
      ].join("\n")
    )
  })
})

describe("a run that was retried", () => {
  it("shows the chain that it belongs to", () => {
    const first = run({ runId, status: "crashed" })
    const second = run({ runId: "01900000-0000-7000-8000-00000000000b", retryOf: runId, status: "success" })
    const text = runDetailText({ run: second, steps: [], chain: [first, second], isLate: () => false })
    assert.match(text, /^Chain: \S+ crashed → \S+ success \(this run\)$/m)
  })
})

describe("a run for programs", () => {
  it("has its chain, its times in ISO 8601 and its steps", () => {
    const { steps, ...head } = runDetailJson({
      run: run({ runId, startedAt }),
      steps: [step()],
      chain: [run({ runId })],
      isLate: () => true
    })
    assert.deepStrictEqual(head, {
      runId,
      rootRunId: runId,
      retryOf: null,
      chain: [{ runId, status: "running" }],
      status: "running",
      startedAt: "2026-01-08T00:30:00.000Z",
      endedAt: null,
      partitions: ["2026-01-08/fr"],
      trigger: "manual",
      selection: "*"
    })
    assert.deepStrictEqual(
      steps.map(({ late }) => late),
      [true]
    )
  })
})
