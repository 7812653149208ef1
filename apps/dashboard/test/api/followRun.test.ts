import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { afterEach, assert, beforeEach, describe, it, vi } from "vitest"
import type { EventStream, Hear } from "../../src/api/eventStream.ts"
import { followRun } from "../../src/api/followRun.ts"
import { log } from "../../src/api/runs.ts"

const line = (pos: number) => ({ pos, message: `line ${pos}` })

/** A run whose log is on the screen; the service answers what it holds, and the stream says what a test lets it say. */
const watched = async () => {
  let kept = [1, 2, 3]
  const asked: Array<string> = []
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url)
    const after = Number(new URL(url, "http://localhost").searchParams.get("after") ?? 0)
    return Response.json({ lines: kept.filter((pos) => pos > after).map(line), counts: {}, next: null })
  })
  const client = new QueryClient()
  const options = log("r1", { asset: "", level: "", q: "" })
  const observer = new QueryObserver(client, options)
  observer.subscribe(() => {})
  await vi.waitFor(() => assert.isDefined(observer.getCurrentResult().data))
  let stream: EventStream | undefined
  let hear: Hear = () => {}
  const leave = followRun(client, "r1", 3, (_, joined, heard) => {
    stream = joined
    hear = heard
    return () => {
      stream = undefined
    }
  })
  const lines = () => observer.getCurrentResult().data?.lines.map(({ pos }) => pos)
  const holds = (positions: ReadonlyArray<number>) => {
    kept = [...positions]
  }
  return { asked, hear: (event: string) => hear(event), holds, leave, lines, stream: () => stream }
}

describe("followRun", () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it("listens to the kinds of events after the last one that was read, and reads on after any of them", async () => {
    const { asked, hear, holds, lines, stream } = await watched()
    assert.strictEqual(stream()?.url, "/api/v1/runs/r1/events?after=3")
    assert.include(stream()?.events ?? [], "StepStarted")
    holds([1, 2, 3, 4])
    hear("StepStarted")
    hear("StepEnded")
    await vi.advanceTimersByTimeAsync(300)
    assert.deepStrictEqual(lines(), [1, 2, 3, 4])
    assert.match(asked.at(-1) ?? "", /after=3/)
    assert.strictEqual(asked.length, 2)
  })

  it("reads all of it anew after a gap, since the lines before are no longer kept", async () => {
    const { hear, holds, lines } = await watched()
    holds([3, 4])
    hear("gap")
    hear("StepStarted")
    await vi.advanceTimersByTimeAsync(300)
    assert.deepStrictEqual(lines(), [3, 4])
  })

  it("asks for nothing when the stream is lost or the service says good-bye, and leaves at the end", async () => {
    const { asked, hear, stream } = await watched()
    hear("lost")
    hear("bye")
    await vi.advanceTimersByTimeAsync(300)
    assert.strictEqual(asked.length, 1)
    hear("end")
    await vi.advanceTimersByTimeAsync(300)
    assert.strictEqual(asked.length, 2)
    assert.isUndefined(stream())
  })
})
