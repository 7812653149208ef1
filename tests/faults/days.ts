/** The day that is there when a suite begins. */
export const firstDay = "2026-02-28"
/** The day that is disturbed: new ads, and changes to some of the first day's. */
export const secondDay = "2026-03-01"

/** The words that materialize a day. */
export const materialize = (day: string): ReadonlyArray<string> => ["materialize", "--all", "--partition", day]

/** What the second day is materialized over. */
export const grounds = ["the first day", "nothing"] as const
export type Ground = (typeof grounds)[number]
