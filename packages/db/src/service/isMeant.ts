import { parseSelector } from "@jobgraph/assets/Partitions"
import { Result } from "effect"
import { type RawBuilder, sql } from "kysely"

/**
 * Is the column `partition` one of those that a person means by a text?
 *
 * `2026-01-08/fr` is that one, `2026-01-08` it in every market, `A..B` the days
 * of a range, `fr` all days of a market. A text that is none of these means what it says.
 */
export const isMeant = (text: string): RawBuilder<boolean> =>
  Result.match(parseSelector(text), {
    onFailure: () => sql<boolean>`partition = ${text}`,
    onSuccess: ({ dates, fixed }) => {
      if (dates !== null && dates.from === dates.to && fixed !== null) {
        // By itself, so that an index finds it.
        return sql<boolean>`partition = ${text.trim()}`
      }
      const ofDates =
        dates === null ? sql`true` : sql`split_part(partition, '/', 1) between ${dates.from} and ${dates.to}`
      const ofMarket =
        fixed === null ? sql`true` : sql`(partition = ${fixed} or split_part(partition, '/', 2) = ${fixed})`
      return sql<boolean>`(${ofDates} and ${ofMarket})`
    }
  })
