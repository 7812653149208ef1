import type { RunRequest } from "@jobgraph/runner/api/RunAnswers"

export interface PlanOptions {
  readonly selection: string
  readonly partition: string
  /** Also what is fresh. */
  readonly force: boolean
  readonly source: "" | "adzuna" | "sample"
  readonly priority: number
}

/** The request of a plan or a run. Without a selection it is `--all`, or everything if forced. */
export const requestOf = ({ selection, partition, force, source, priority }: PlanOptions): RunRequest => ({
  ...(selection === "" ? (force ? { selection: "*" } : {}) : { selection }),
  ...(force ? {} : { stale: true }),
  ...(partition === "" ? {} : { partition }),
  ...(source === "" ? {} : { source }),
  ...(priority === 0 ? {} : { priority })
})

/** What is stale of a selection, as it would be made without further wishes. */
export const planOf = (selection: string, partition: string): PlanOptions => ({
  selection,
  partition,
  force: false,
  source: "",
  priority: 0
})
