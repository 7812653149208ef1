import { assert, describe, it } from "@effect/vitest"
import type { Entry } from "@jobgraph/db/service/Queue"
import { entryView, explained } from "../../../src/service/handlers/runViews.ts"

const entry: Entry = {
  ...{ runId: "r1", request: { selection: null, stale: true, partition: null, source: null }, trigger: "api" },
  ...{ selection: "", partitions: [], priority: 0, pool: "default", backfillId: null, queuedAt: 0, state: "queued" },
  ...{ serviceId: null, isCancelled: false, outcome: null, reason: "", endedAt: null }
}

describe("a run that has not begun", () => {
  it("says what it waits for", () => {
    const { reason, status } = entryView(entry)
    assert.deepStrictEqual({ reason, status }, { reason: "it waits for a place in the pool default", status: "queued" })
  })

  it("says why it never began", () => {
    const ended = entryView({ ...entry, state: "ended", outcome: "nothing", reason: "everything was fresh" })
    assert.deepStrictEqual([ended.status, ended.reason], ["success", "everything was fresh"])
  })
})

describe("an error of a run", () => {
  it("has the code, the sentence and the next steps of `runner explain`, with the run in the commands", () => {
    const error = explained({ tag: "RunTimedOut", message: "too long", transient: false }, "r1")
    assert.deepStrictEqual([error.code, error.means], ["JG118", "The run took longer than it may, so it was stopped."])
    assert.strictEqual(error.next[0], "Go on with what is left: `runner runs retry r1`")
  })

  it("of a kind that nobody declared is told as a bug", () => {
    assert.match(explained({ tag: "NoSuchTag", message: "?", transient: false }, "r1").code, /^JG\d{3}$/)
  })
})
