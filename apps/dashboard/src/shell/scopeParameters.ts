import { text, write } from "../url/parameters.ts"

/** What every screen is about: a partition, a date, a range; empty for today. */
export const scope = { partition: text() }

/** A way to another screen: the partition that is looked at stays, unless the way has parameters of its own. */
export const scoped = (path: string, partition: string): string =>
  partition === "" || path.includes("?") ? path : `${path}?${write(scope, "", { partition })}`
