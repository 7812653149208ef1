import type { Step, StepStatus } from "@jobgraph/assets/Run"

/** Statuses by which a retry says that there was nothing to do any more: what an earlier run did counts. */
const doneBefore: ReadonlySet<StepStatus> = new Set(["skipped", "fresh", "unchanged", "superseded"])

/** Of the steps of an asset in a chain of runs, oldest first, the last for each partition that did something about it. */
export const lastSteps = (steps: ReadonlyArray<Step>): ReadonlyArray<Step> => {
  const last = new Map<Step["partition"], Step>()
  for (const step of steps) {
    if (!(last.has(step.partition) && doneBefore.has(step.status))) {
      last.set(step.partition, step)
    }
  }
  return [...last.values()]
}
