import type { Action, Plan } from "@jobgraph/assets/Plan"
import { table } from "./table.ts"

const signs: Readonly<Record<Action, string>> = { run: "+ run", maybe: "? may run", skip: "  skip" }

/** The plan for people: one line a step with its reason, then how many of each. */
export const planText = ({ steps }: Plan, width?: number): string => {
  const rows = steps.map(({ action, asset, partition, reason }) => [signs[action], asset, partition ?? "", reason])
  const count = (action: Action) => steps.filter((step) => step.action === action).length
  const summary =
    count("run") + count("maybe") === 0
      ? "Nothing would run."
      : `${count("run")} to run, ${count("maybe")} that may run, ${count("skip")} to skip`
  const headings = [{ heading: "plan" }, { heading: "asset" }, { heading: "partition" }, { heading: "why" }]
  return `${table(headings, rows, width)}\n\n${summary}`
}
