import type { RunDetail } from "@jobgraph/runner/api/Runs"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { urlOf } from "../../api/client.ts"
import { joinStream } from "../../api/joinStream.ts"
import { isOver } from "../../states/states.ts"

/** At most four times a second, however many events come. */
const batchMilliseconds = 250

const events = ["message", "run", "step", "check", "materialized", "log", "gap", "end"]

/**
 * Follows a run while it goes on.
 *
 * The stream begins after the last event that the page has read, and a
 * reconnect goes on where it was, so that nothing is missed. Where many runs are
 * watched in many tabs, it may wait for its turn: the stream of all runs still
 * tells when a step begins or ends.
 */
export const useRunStream = (run: RunDetail | undefined) => {
  const client = useQueryClient()
  const runId = run === undefined || isOver(run.status) ? undefined : run.runId
  const after = run?.lastEvent
  // `after` is where to begin; a later one must not open the stream anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (runId === undefined) {
      return
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      timer = undefined
      client.invalidateQueries({ queryKey: ["run", runId] })
      client.invalidateQueries({ queryKey: ["logs", runId] })
    }
    const note = () => {
      timer ??= setTimeout(read, batchMilliseconds)
    }
    const url = urlOf(`/runs/${encodeURIComponent(runId)}/events`, { after })
    const leave = joinStream(`run ${runId}`, { url, events }, (event) => {
      if (event !== "lost") {
        note()
      }
      if (event === "end") {
        leave()
      }
    })
    return () => {
      leave()
      clearTimeout(timer)
    }
  }, [client, runId])
}
