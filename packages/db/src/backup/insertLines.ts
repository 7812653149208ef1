import { Effect } from "effect"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import { copyValues } from "./BackupFile.ts"
import type { Column } from "./backupTables.ts"

/** Puts lines of COPY's text format into a table: by COPY on a server, by unnest on the embedded database. */
export const insertLines = Effect.fnUntraced(function* (
  table: string,
  columns: ReadonlyArray<Column>,
  lines: ReadonlyArray<string>
) {
  const database = yield* Database
  const names = columns.map(({ name }) => name).join(", ")
  yield* database.run<unknown>("insertLines", (_, { connection }) => {
    if (database.kind === "server") {
      return new Promise<void>((resolve, reject) => {
        const stream = connection.query(copyFrom(`copy ${table} (${names}) from stdin`))
        stream.on("finish", resolve)
        stream.on("error", reject)
        stream.end(`${lines.join("\n")}\n`)
      })
    }
    const rows = lines.map(copyValues)
    const parameters = columns.map((_, index) => `$${index + 1}::text[]`)
    const values = columns.map(({ type }, index) => `c${index}::${type}`)
    const aliases = columns.map((_, index) => `c${index}`)
    return connection.query(
      `insert into ${table} (${names}) overriding system value
       select ${values.join(", ")} from unnest(${parameters.join(", ")}) as line (${aliases.join(", ")})`,
      columns.map((_, column) => rows.map((row) => row[column] ?? null))
    )
  })
})
