import type { RunAndSteps } from "@jobgraph/assets/Catalog"
import type { Step, StepStatus } from "@jobgraph/assets/Run"

/** Statuses by which a retry says that there was nothing to do any more: what an earlier run did counts. */
const doneBefore: ReadonlySet<StepStatus> = new Set(["skipped", "fresh", "unchanged", "superseded"])

/** For each asset partition of a chain of runs, oldest first, the last step that did something about it. */
export const lastSteps = (chain: ReadonlyArray<RunAndSteps>): ReadonlyArray<Step> => {
  const last = new Map<string, Step>()
  for (const { steps } of chain) {
    for (const step of steps) {
      const id = `${step.asset} ${step.partition ?? ""}`
      if (!(last.has(id) && doneBefore.has(step.status))) {
        last.set(id, step)
      }
    }
  }
  return [...last.values()]
}
