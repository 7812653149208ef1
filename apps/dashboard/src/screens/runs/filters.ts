import { choice, day, text } from "../../url/parameters.ts"

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

/** The beginning of a day of the viewer, some days later, as the service takes it. */
export const momentOf = (day: string, daysLater = 0): string => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return day === "" ? "" : new Date(year, month - 1, date + daysLater).toISOString()
}
