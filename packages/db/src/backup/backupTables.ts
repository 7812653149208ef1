/**
 * The tables that are Jobgraph's own, as the database describes them.
 *
 * @module
 */
import { Effect } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"

export interface BackupTable {
  /** With its schema, quoted where it must be. */
  readonly name: string
  /** All that are stored and not computed. */
  readonly columns: ReadonlyArray<Column>
  /** 8 kB each; the last ones may hold rows that came after this was read. */
  readonly pages: number
  /** Columns whose numbers the database gives, which must go on above those that are there. */
  readonly identities: ReadonlyArray<string>
}

export interface Column {
  readonly name: string
  readonly type: string
}

/** Our tables in `public`, where people may have others; in `runner` all are ours. */
export const publicTables = ["jobs", "batch_runs", "model_versions"] as const

/** In such an order that a table comes after those that it refers to. */
export const backupTables = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("backupTables", (db) =>
    sql<BackupTable & { readonly refers: ReadonlyArray<string> }>`
      select
        format('%I.%I', schema.nspname, class.relname) as name,
        (
          select json_agg(
            json_build_object('name', quote_ident(attname), 'type', format_type(atttypid, atttypmod)) order by attnum
          )
          from pg_attribute
          where attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
        ) as columns,
        (pg_relation_size(class.oid) / current_setting('block_size')::int)::int as pages,
        array(
          select quote_ident(attname) from pg_attribute where attrelid = class.oid and attidentity <> ''
        ) as identities,
        array(
          select format('%I.%I', other_schema.nspname, other.relname)
          from pg_constraint
            join pg_class other on other.oid = confrelid
            join pg_namespace other_schema on other_schema.oid = other.relnamespace
          where contype = 'f' and conrelid = class.oid and confrelid <> class.oid
        ) as refers
      from pg_class class join pg_namespace schema on schema.oid = class.relnamespace
      where class.relkind = 'r' and class.relpersistence = 'p' and (
        schema.nspname = 'runner' and class.relname <> 'migration'
        or schema.nspname = 'public' and class.relname = any(${[...publicTables]}::text[])
      )
      order by 1
    `.execute(db)
  )
  const ordered: Array<BackupTable> = []
  const isIn = (name: string) => ordered.some((table) => table.name === name)
  for (let left = rows; left.length > 0; left = left.filter(({ name }) => !isIn(name))) {
    const ready = left.filter(({ refers }) => refers.every((name) => isIn(name)))
    if (ready.length === 0) {
      return yield* Effect.die(new Error(`Tables refer to each other: ${left.map(({ name }) => name).join(", ")}`))
    }
    ordered.push(...ready.map(({ columns, identities, name, pages }) => ({ name, columns, identities, pages })))
  }
  return ordered
})

/** Is there anything that somebody would miss? */
export const hasRows = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("hasRows", (db) =>
    sql<{ some: boolean }>`
      select exists (select from public.jobs) or exists (select from public.batch_runs)
        or exists (select from public.model_versions) or exists (select from runner.run) as some
    `.execute(db)
  )
  return rows[0]?.some === true
})

/** When anything of ours last changed, as far as tables tell; null for nothing. ISO 8601, UTC. */
export const newestChange = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("newestChange", (db) =>
    sql<{ newest: Date | null }>`
      select greatest(
        (select max(updated_at) from public.jobs),
        (select max(updated_at) from public.batch_runs),
        (select max(updated_at) from public.model_versions),
        (select to_timestamp(max(greatest(started_at, ended_at)) / 1000) from runner.run)
      ) as newest
    `.execute(db)
  )
  return rows[0]?.newest ?? null
})
