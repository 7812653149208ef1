/**
 * A small shell for where psql is not installed: statements, their rows, and the names of tables and columns.
 *
 * @module
 */
import { createInterface } from "node:readline/promises"
import { Database } from "@jobgraph/db/Database"
import type { Connection } from "@jobgraph/db/Pool"
import { Effect } from "effect"
import { counted } from "../print/format.ts"
import { table } from "../print/table.ts"

/** Runs one text of statements, or with none those that are typed or piped in; answers the exit code. */
export const builtInShell = Effect.fnUntraced(function* (text: string | undefined) {
  const database = yield* Database
  // One connection for all of it: a transaction may be begun in one line and end in another.
  return yield* database.run("shell", (_, { connection }) =>
    text === undefined ? typed(connection) : said(connection, text).then((isDone) => (isDone ? 0 : 1))
  )
})

const typed = async (connection: Connection): Promise<number> => {
  const isTerminal = process.stdin.isTTY
  const lines = createInterface({ input: process.stdin, ...(isTerminal ? { output: process.stdout } : {}) })
  let statement = ""
  const prompt = () => {
    if (isTerminal) {
      lines.setPrompt(statement === "" ? "jobgraph=> " : "jobgraph-> ")
      lines.prompt()
    }
  }
  prompt()
  for await (const line of lines) {
    if (statement === "" && line.startsWith("\\")) {
      if (line.startsWith("\\q")) {
        break
      }
      await said(connection, described(line))
    } else {
      statement = `${statement}${line}\n`
      if (isWhole(statement)) {
        await said(connection, statement)
        statement = ""
      }
    }
    prompt()
  }
  lines.close()
  return 0
}

const quoted = /'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g

/** Does a statement end with a semicolon that is not inside of anything? */
export const isWhole = (statement: string): boolean => {
  const bare = statement.replace(quoted, "")
  return /;\s*$/.test(bare) && !/['"]|\$\w*\$|\/\*/.test(bare)
}

/** What `\d` and `\d NAME` ask the database. */
const described = (line: string): string => {
  const [command, name = ""] = line.trim().split(/\s+/)
  const found = "pg_class c join pg_namespace n on n.oid = relnamespace"
  if (command !== "\\d") {
    return `select 'psql has it, this small shell has only \\d, \\d NAME and \\q' as "${line.replaceAll('"', "")}"`
  }
  return name === ""
    ? `select nspname as schema, relname as name, case relkind when 'v' then 'view' else 'table' end as type
       from ${found} where relkind in ('r', 'p', 'v') and nspname in ('public', 'runner') order by 1, 2`
    : `select attname as column, format_type(atttypid, atttypmod) as type, case when attnotnull then 'not null' else '' end as nullable
       from pg_attribute join ${found} on attrelid = c.oid
       where attnum > 0 and not attisdropped and c.oid = to_regclass('${name.replaceAll("'", "''")}') order by attnum`
}

/** Runs statements and prints what they come to; false after an error, which is printed. */
const said = (connection: Connection, text: string): Promise<boolean> =>
  // Values as the database writes them.
  connection.query({ text, rowMode: "array", types: { getTypeParser: () => String } }).then(
    (answer) => {
      for (const result of [answer].flat()) {
        process.stdout.write(`${resultText(result)}\n`)
      }
      return true
    },
    (error) => {
      process.stderr.write(`ERROR: ${error instanceof Error ? error.message : String(error)}\n`)
      return false
    }
  )

interface Result {
  readonly command: string
  readonly fields: ReadonlyArray<{ readonly name: string }>
  readonly rowCount: number | null
  readonly rows: ReadonlyArray<ReadonlyArray<string | null>>
}

const resultText = ({ command, fields, rowCount, rows }: Result): string =>
  fields.length === 0
    ? `${command}${rowCount === null ? "" : ` ${rowCount}`}`
    : `${table(
        fields.map(({ name }) => ({ heading: name })),
        rows.map((row) => row.map((value) => value ?? "null"))
      )}\n(${counted(rows.length, "row")})`
