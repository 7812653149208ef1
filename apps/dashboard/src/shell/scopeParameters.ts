import { text } from "../url/parameters.ts"

/** What every screen is about: a partition, a date, a range; empty for today. */
export const scope = { partition: text() }
