import { assert, describe, it } from "@effect/vitest"
import type { Event } from "@jobgraph/assets/Event"
import { messagesOf } from "../../../src/service/handlers/streams.ts"

const event = (sequence: number): Event => ({
  ...{ runId: "r", sequence, at: 0, kind: "StepStarted", asset: "raw", partition: null, data: {} }
})

/** The names and numbers of messages. */
const heard = (numbers: ReadonlyArray<number>, after: number) =>
  messagesOf(numbers.map(event), after).map((text) => {
    const name = /^event: (.+)$/m.exec(text)?.[1]
    return name === "gap" ? `gap ${/^data: (.+)$/m.exec(text)?.[1]}` : `${name} ${/^id: (.+)$/m.exec(text)?.[1]}`
  })

describe("the stream of a run", () => {
  it("names each event by its kind, with its number", () => {
    assert.deepStrictEqual(heard([3, 4], 2), ["StepStarted 3", "StepStarted 4"])
  })

  it("says which events are no longer kept, before those that are", () => {
    assert.deepStrictEqual(heard([5, 6, 9], 2), [
      'gap {"from":3,"to":4}',
      "StepStarted 5",
      "StepStarted 6",
      'gap {"from":7,"to":8}',
      "StepStarted 9"
    ])
  })
})
