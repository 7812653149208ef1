/**
 * Sample ads, which leave the stage as soon as there are others.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { Condition, Filter } from "./Filter.ts"

/** What `source` says of an ad that the built-in simulator made up. */
export const sampleSource = "sample"

export const isSample: Condition = { field: { column: "source", type: "text" }, operator: "=", values: [sampleSource] }
const isReal: Condition = { ...isSample, operator: "!=" }

/**
 * The filter with the sample ads left out, where `jobs` holds others.
 *
 * A filter that asks for sources itself is left as it is.
 */
export const withoutSample = Effect.fnUntraced(function* (filter: Filter) {
  if (filter.some(({ field }) => field.column === "source")) {
    return filter
  }
  const database = yield* Database
  const { rows } = yield* database.run("findOtherSources", (db) =>
    sql<{ found: boolean }>`
      select exists (select from public.jobs where source is distinct from ${sampleSource}) as found
    `.execute(db)
  )
  return rows[0]?.found === true ? [...filter, isReal] : filter
})
