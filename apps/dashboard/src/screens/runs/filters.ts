import type { RunFilter } from "../../api/runs.ts"
import { choice, day, text, type Values } from "../../url/parameters.ts"

/** The states that runs can be filtered by; empty for all. */
export const states = ["", "queued", "running", "success", "failed", "crashed", "cancelled", "rolled_back"] as const

export const filters = {
  status: choice(states, ""),
  asset: text(),
  partition: text(),
  trigger: text(),
  from: day,
  to: day
}

/** What the service is asked for: whole days of the viewer, the last one with it. */
export const requestOf = ({ status, asset, partition, trigger, from, to }: Values<typeof filters>): RunFilter => ({
  ...{ status, asset, partition, trigger, from: momentOf(from), to: momentOf(to, 1) }
})

/** The beginning of a day of the viewer, some days later, as the service takes it. */
const momentOf = (day: string, daysLater = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return day === "" ? "" : new Date(year, month - 1, date + daysLater).toISOString()
}
