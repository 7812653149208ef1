import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { followRun } from "../../api/followRun.ts"
import { isOver } from "../../states/states.ts"

/** Follows a run while it goes on and is on the screen. */
export const useRunStream = (run: RunDetail | undefined) => {
  const client = useQueryClient()
  const runId = run === undefined || isOver(run.status) ? undefined : run.runId
  const after = run?.lastEvent ?? 0
  // `after` is where to begin; a later one must not open the stream anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => (runId === undefined ? undefined : followRun(client, runId, after)), [client, runId])
}
