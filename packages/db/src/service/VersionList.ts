/**
 * Versions and what checks found in them, for people to look through.
 *
 * @module
 */
import type { Materialization } from "@jobgraph/assets/Materialization"
import { Effect, Option } from "effect"
import { sql } from "kysely"
import { materializationOf } from "../catalog/Rows.ts"
import { Database } from "../Database.ts"
import { isMeant } from "./isMeant.ts"

export interface VersionFilter {
  readonly asset: string
  /** As a person names it: one, a day, a range, a market. */
  readonly partition?: string | undefined
  readonly isRefused?: boolean | undefined
  /** Only versions published before the one with this number. */
  readonly before?: number | undefined
  readonly limit: number
}

export interface VersionRow {
  readonly version: Materialization
  /** Grows with every version. */
  readonly published: number
  readonly isRefused: boolean
  readonly isCurrent: boolean
}

const isCurrent = sql<boolean>`exists (select from runner.current_version where materialization_id = materialization.id)`

/** Versions of an asset, newest first. */
export const list = Effect.fnUntraced(function* ({ asset, before, isRefused, limit, partition }: VersionFilter) {
  const database = yield* Database
  const rows = yield* database.run("versions.list", (db) =>
    db
      .selectFrom("runner.materialization")
      .select(["record", "published", "is_refused", isCurrent.as("is_current")])
      .where("asset", "=", asset)
      .$if(partition !== undefined, (query) => query.where(isMeant(partition ?? "")))
      .$if(isRefused !== undefined, (query) => query.where("is_refused", "=", isRefused ?? false))
      .$if(before !== undefined, (query) => query.where("published", "<", before ?? 0))
      .orderBy("published", "desc")
      .limit(limit)
      .execute()
  )
  return rows.map(rowOf)
})

/** One version, current, replaced or refused. */
export const find = Effect.fnUntraced(function* (id: string) {
  const database = yield* Database
  const row = yield* database.run("versions.show", (db) =>
    db
      .selectFrom("runner.materialization")
      .select(["record", "published", "is_refused", isCurrent.as("is_current")])
      .where("id", "=", id)
      .executeTakeFirst()
  )
  return Option.map(Option.fromUndefinedOr(row), rowOf)
})

const rowOf = (row: {
  readonly record: unknown
  readonly published: number
  readonly is_refused: boolean
  readonly is_current: boolean
}): VersionRow => ({
  version: materializationOf(row),
  published: Number(row.published),
  isRefused: row.is_refused,
  isCurrent: row.is_current
})

export interface CheckRow {
  readonly materialization: string
  readonly published: number
  /** Its place among the checks of its version. */
  readonly place: number
  readonly asset: string
  readonly partition: string | null
  readonly runId: string
  readonly at: number
  readonly name: string
  readonly severity: string
  readonly passed: boolean
  readonly message: string
}

export interface CheckFilter {
  readonly asset?: string | undefined
  readonly partition?: string | undefined
  readonly passed?: boolean | undefined
  readonly after?: { readonly published: number; readonly place: number } | undefined
  readonly limit: number
}

/** What checks found, newest first. */
export const checks = Effect.fnUntraced(function* ({ after, asset, limit, partition, passed }: CheckFilter) {
  const database = yield* Database
  return yield* database.run("versions.checks", (db) =>
    sql<CheckRow>`
      select id as materialization, published::double precision as published, place::int as place, asset,
        nullif(partition, '') as partition, run_id as "runId", (record->>'endedAt')::double precision as at,
        finding->>'name' as name, finding->>'severity' as severity, (finding->>'passed')::boolean as passed,
        finding->>'message' as message
      from runner.materialization, json_array_elements(record->'checks') with ordinality as found (finding, place)
      where true
        ${asset === undefined ? sql`` : sql`and asset = ${asset}`}
        ${partition === undefined ? sql`` : sql`and ${isMeant(partition)}`}
        ${passed === undefined ? sql`` : sql`and (finding->>'passed')::boolean = ${passed}`}
        ${after === undefined ? sql`` : sql`and (published < ${after.published} or published = ${after.published} and place > ${after.place})`}
      order by published desc, place limit ${limit}
    `
      .execute(db)
      .then(({ rows }) => rows)
  )
})
