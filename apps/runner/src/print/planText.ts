import type { Action, Plan } from "@jobgraph/assets/Plan"
import { nameOf } from "./format.ts"
import { table } from "./table.ts"

const signs: Readonly<Record<Action, string>> = { run: "+ run", maybe: "? may run", skip: "  skip" }

/** The plan for people: one line a step with its reason, then how many of each. */
export const planText = ({ steps }: Plan): string => {
  const rows = steps.map(({ action, asset, partition, reason }) => [signs[action], nameOf(asset, partition), reason])
  const count = (action: Action) => steps.filter((step) => step.action === action).length
  const summary = `${count("run")} to run, ${count("maybe")} that may run, ${count("skip")} to skip`
  return `${table([{ heading: "" }, { heading: "asset" }, { heading: "why" }], rows)}\n\n${summary}`
}
