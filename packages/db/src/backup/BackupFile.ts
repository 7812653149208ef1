/**
 * What a backup looks like: a script of COPY, which psql reads too.
 *
 *     -- Jobgraph backup {"format":1,"schemaVersion":4,"at":"2026-01-08T00:40:00.000Z"}
 *     select set_config('jobgraph.exporting', 'on', false);
 *     COPY public.jobs (job_id, …) FROM stdin;
 *     550e8400-…
 *     \.
 *     -- End of backup
 *
 * It holds the rows of Jobgraph's own tables, and not the tables: those are
 * made by the migrations up to `schemaVersion`.
 *
 * @module
 */
import { Option, Schema } from "effect"

const Header = Schema.Struct({
  format: Schema.Literal(1),
  /** The number of the last migration of the database that it is of. */
  schemaVersion: Schema.Int,
  /** Its moment, by the database's clock. */
  at: Schema.DateTimeUtcFromString
})
export type Header = typeof Header.Type

const HeaderText = Schema.fromJsonString(Header)

const prefix = "-- Jobgraph backup "

export const headerLine = (header: Header): string => `${prefix}${Schema.encodeSync(HeaderText)(header)}`

export const readHeader = (line: string): Option.Option<Header> =>
  line.startsWith(prefix) ? Schema.decodeUnknownOption(HeaderText)(line.slice(prefix.length)) : Option.none()

/** The rows' triggers look away, as during an export of our own. */
export const lookAway = "select set_config('jobgraph.exporting', 'on', false);"

export const copyStart = (table: string, columns: ReadonlyArray<string>): string =>
  `COPY ${table} (${columns.join(", ")}) FROM stdin;`

/** Table and columns of a line that begins rows. */
export const readCopyStart = (line: string) => {
  const [, table, columns] = /^COPY (\S+) \((.+)\) FROM stdin;$/.exec(line) ?? []
  return table === undefined || columns === undefined ? undefined : { table, columns: columns.split(", ") }
}

export const copyEnd = "\\."
/** The last line: a file without it was cut off. */
export const lastLine = "-- End of backup"
