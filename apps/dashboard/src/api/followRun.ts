import type { RunEventName } from "@jobgraph/runner/api/RunAnswers"
import type { QueryClient } from "@tanstack/react-query"
import { urlOf } from "./client.ts"
import { joinStream } from "./joinStream.ts"

/** At most four times a second, however many events come. */
const batchMilliseconds = 250

/**
 * What is read after an event: what has come since, or all of it anew, since what was read before is no longer kept.
 * The compiler wants every event that the service tells.
 */
const readingAfter: Readonly<Record<RunEventName, "on" | "anew" | "nothing">> = {
  RunStarted: "on",
  StepStarted: "on",
  StepProgress: "on",
  AttemptFailed: "on",
  StepWaiting: "on",
  CheckEvaluated: "on",
  StepEnded: "on",
  OverThreshold: "on",
  Late: "on",
  TimedOut: "on",
  RunEnded: "on",
  RunRolledBack: "on",
  end: "on",
  gap: "anew",
  bye: "nothing"
}

const isName = (event: string): event is RunEventName => event in readingAfter

/**
 * Follows a run while it goes on. Answers a function that ends it.
 *
 * The stream begins after the last event that the page has read, and a
 * reconnect goes on where it was, so that nothing is missed. Where many runs are
 * watched in many tabs, it may wait for its turn: the stream of all runs still
 * tells when a step begins or ends.
 */
export const followRun = (client: QueryClient, runId: string, after: number, join = joinStream): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isGap = false
  const read = () => {
    timer = undefined
    client.invalidateQueries({ queryKey: ["run", runId] })
    // A log is read on from its last line; only one that is forgotten is read from its beginning.
    isGap ? client.resetQueries({ queryKey: ["logs", runId] }) : client.invalidateQueries({ queryKey: ["logs", runId] })
    isGap = false
  }
  const url = urlOf(`/runs/${encodeURIComponent(runId)}/events`, { after })
  const leave = join(`run ${runId}`, { url, events: Object.keys(readingAfter) }, (event) => {
    // Who joins a stream that is open already hears only that: what it told before is read as well.
    const reading = event === "hello" ? "on" : isName(event) ? readingAfter[event] : "nothing"
    if (reading !== "nothing") {
      isGap ||= reading === "anew"
      timer ??= setTimeout(read, batchMilliseconds)
    }
    if (event === "end") {
      leave()
    }
  })
  return () => {
    leave()
    clearTimeout(timer)
  }
}
