import type { Partitions } from "@jobgraph/runner/api/AssetAnswers"

/** The state of each partition, by `date/member`, unfolded from the stretches that the service answers. */
export const statesOf = ({ dates, ranges }: Partitions): ReadonlyMap<string, string> => {
  const states = new Map<string, string>()
  for (const { from, to, static: member, status, failed } of ranges) {
    for (const date of dates) {
      if (date >= from && date <= to) {
        states.set(keyOf(date, member), failed ? "failed" : status)
      }
    }
  }
  return states
}

export const keyOf = (date: string, member: string | null): string => (member === null ? date : `${date}/${member}`)
