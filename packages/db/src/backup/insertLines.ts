import { pipeline } from "node:stream/promises"
import { Effect } from "effect"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import type { Column } from "./backupTables.ts"

/** Puts lines of COPY's text format into a table. */
export const insertLines = Effect.fnUntraced(function* (
  table: string,
  columns: ReadonlyArray<Column>,
  lines: ReadonlyArray<string>
) {
  const database = yield* Database
  const names = columns.map(({ name }) => name).join(", ")
  yield* database.run("insertLines", (_, { connection }) =>
    pipeline([`${lines.join("\n")}\n`], connection.query(copyFrom(`copy ${table} (${names}) from stdin`)))
  )
})
