import { createHash } from "node:crypto"
import { Database } from "@jobgraph/db/Database"
import { migrations } from "@jobgraph/db/Migrator"
import { layer } from "@jobgraph/db/testing/freshDatabase"
import { Effect } from "effect"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"

/** The comment that says which migrations a page was made from, so that it can be checked without a database. */
export const migrationsMark = Effect.map(migrations, (all) => {
  const hash = createHash("sha256")
  for (const { sql } of all) {
    hash.update(sql)
  }
  return `<!-- migrations ${all.length}, ${hash.digest("hex").slice(0, 16)} -->`
})

/** docs/reference/tables.md: tables and views as the migrations make them, in a database in memory. */
export const tablesPage = Effect.gen(function* () {
  const database = yield* Database
  const { rows } = yield* database.run("describeTables", (_, { connection }) => connection.query(statement))
  const names = [...new Set(rows.map((row) => `${row["table_schema"]}.${row["table_name"]}`))]
  return page(
    "# Tables",
    generatedFrom("a database that the migrations were applied to"),
    yield* migrationsMark,
    "Those of the schema `public` are for people and may be queried by anything; those of `runner` are Jobgraph's own books and may change with any version: read them, never write them.",
    ...names.flatMap((name) => {
      const columns = rows.filter((row) => `${row["table_schema"]}.${row["table_name"]}` === name)
      return [
        `## ${name}${columns[0]?.["kind"] === "VIEW" ? " (view)" : ""}`,
        markdownTable(
          ["Column", "Type", ""],
          columns.map((row) => [
            code(String(row["column_name"])),
            String(row["type"]),
            [row["is_key"] === true ? "key" : "", row["is_needed"] === true ? "" : "may be null"]
              .filter((text) => text !== "")
              .join(", ")
          ])
        )
      ]
    })
  )
}).pipe(Effect.provide(layer))

const statement = `
  select n.nspname as table_schema, c.relname as table_name, a.attname as column_name,
    case c.relkind when 'v' then 'VIEW' else 'TABLE' end as kind,
    format_type(a.atttypid, a.atttypmod) as type, a.attnotnull or c.relkind = 'v' as is_needed,
    exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as is_key
  from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname in ('public', 'runner') and c.relkind in ('r', 'p', 'v')
  order by n.nspname, c.relkind, c.relname, a.attnum`
