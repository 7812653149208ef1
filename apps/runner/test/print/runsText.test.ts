import { assert, describe, it } from "@effect/vitest"
import { run, step } from "@jobgraph/assets/testing/records"
import { runDetailJson, runDetailText, runsText } from "../../src/print/runsText.ts"

const runId = "01a209e4-b81f-76e1-ad01-e1127ce61a08"
const startedAt = Date.UTC(2026, 0, 8, 0, 30)
const at = { asset: "raw", partition: "2026-01-08/fr" }

describe("runs for people", () => {
  it("are one line each: what ran, how it ended, when, for how long, and why in a word", () => {
    const error = { tag: "FileMalformed", message: "it has no list named results", transient: false }
    const partitions = ["2026-01-08/fr", "2026-01-08/gb", "2026-01-09/fr"]
    const runs = [
      { run: run({ runId, startedAt, partitions }), error: null },
      { run: run({ runId, startedAt, status: "success", endedAt: startedAt + 4_300, selection: "raw" }), error: null },
      { run: run({ runId, startedAt, status: "failed", endedAt: startedAt + 300 }), error: { ...at, error } },
      { run: run({ runId, startedAt, status: "crashed", mode: "selected", partitions: [] }), error: null }
    ]
    assert.strictEqual(
      runsText(runs),
      [
        "RUN            RESULT   STARTED (UTC)     TOOK  TRIGGER  WHAT RAN                                              WHY IT ENDED SO",
        "01a209e4-b81f  running  2026-01-08 00:30        manual   what was stale of 2026-01-08/fr to 2026-01-09/fr (3)",
        "01a209e4-b81f  success  2026-01-08 00:30  4.3s  manual   raw of 2026-01-08/fr, where stale",
        "01a209e4-b81f  failed   2026-01-08 00:30  0.3s  manual   what was stale of 2026-01-08/fr                       raw: FileMalformed",
        "01a209e4-b81f  crashed  2026-01-08 00:30        manual   everything                                            its process ended"
      ].join("\n")
    )
    assert.deepStrictEqual(
      runsText([{ run: run({ runId, startedAt, status: "failed" }), error: { ...at, error } }], 60).split("\n"),
      [
        "RUN            RESULT  STARTED (UTC)",
        "               WHAT RAN  WHY IT ENDED SO",
        "01a209e4-b81f  failed  2026-01-08 00:30",
        "               what was stale of 2026-01-08/fr",
        "               raw: FileMalformed"
      ]
    )
  })

  it("say how to start the first one", () => {
    assert.strictEqual(runsText([]), "There is no run yet: start one with `runner materialize --all`")
  })

  it("show their steps and, below, why one failed: its attempts and waits, its code, what to do and where more is", () => {
    const times = { startedAt, endedAt: startedAt + 1_000, attempts: 1 }
    const error = { tag: "CheckFailed", message: "check has_rows failed", transient: false }
    const slow = { ...error, tag: "TimedOut", message: "adzuna did not answer", transient: true }
    assert.strictEqual(
      runDetailText({
        run: run({ runId, startedAt, status: "failed", endedAt: startedAt + 4_300 }),
        steps: [
          step({ ...times, status: "materialized", changed: false, metadata: { rows: 249 } }),
          step({ ...times, asset: "validated", status: "failed", attempts: 2, reason: error.message, error }),
          step({ asset: "tfidf_model", partition: null, status: "blocked", reason: "it needs enriched (failed)" })
        ],
        attempts: [
          [],
          [
            {
              n: 1,
              startedAt: "2026-01-08T00:30:01.000Z",
              endedAt: "2026-01-08T00:30:02.500Z",
              error: slow,
              waitUntil: "2026-01-08T00:30:32.500Z"
            },
            {
              n: 2,
              startedAt: "2026-01-08T00:30:32.500Z",
              endedAt: "2026-01-08T00:30:33.000Z",
              error,
              waitUntil: null
            }
          ],
          []
        ],
        chain: [run({ runId })],
        isLate: ({ asset }) => asset === "validated"
      }),
      [
        `Run ${runId}: failed after 4.3s`,
        "Started: 2026-01-08 00:30:00 UTC (trigger: manual)",
        "Ran: what was stale of 2026-01-08/fr",
        "",
        "ASSET        PARTITION      STATUS        TRIES     TOOK  ROWS  WHY",
        "raw          2026-01-08/fr  materialized              1s   249  it has never been materialized; content as before",
        "validated    2026-01-08/fr  failed            2  1s late",
        "tfidf_model                 blocked                             it needs enriched (failed)",
        "",
        "validated 2026-01-08/fr failed: check has_rows failed",
        "  CheckFailed (JG113), permanent: it needs a change",
        "  attempt 1 at 00:30:01 failed after 1.5s, then waited 30s: adzuna did not answer",
        "  attempt 2 at 00:30:32 failed after 0.5s",
        "  next: Read which check and why: runner runs show last",
        "  more: runner explain JG113",
        "",
        "All that happened, in order: runner runs logs 01a209e4-b81f"
      ].join("\n")
    )
  })
})

describe("a run that was retried", () => {
  it("shows the chain that it belongs to", () => {
    const first = run({ runId, status: "crashed" })
    const second = run({ runId: "01900000-0000-7000-8000-00000000000b", retryOf: runId, status: "success" })
    const text = runDetailText({ run: second, steps: [], attempts: [], chain: [first, second], isLate: () => false })
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
