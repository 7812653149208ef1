/**
 * What a client has set in the session that it shares, so that it can be taken away and put back.
 *
 * A session has settings (`SET`, and what the client asked for when it
 * connected) and prepared statements. The database itself says which there are,
 * so nothing has to be understood of the statements that made them but that they
 * may have. Beyond that clients share what a session has: temporary tables,
 * cursors WITH HOLD, advisory locks of the session, LISTEN.
 *
 * @module
 */
import { Option, Schema } from "effect"
import { type Frame, query } from "./Frames.ts"
import { framesOf, parse, sync } from "./Messages.ts"

const State = Schema.Struct({
  settings: Schema.Array(Schema.Tuple([Schema.String, Schema.String])),
  statements: Schema.Array(
    Schema.Struct({ name: Schema.String, text: Schema.String, types: Schema.Array(Schema.Int), isSql: Schema.Boolean })
  )
})
export type SessionState = typeof State.Type

export const plain: SessionState = { settings: [], statements: [] }

export const isSame = (one: SessionState, other: SessionState): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)

/** Longer statements are not read for what they may change. */
const longestRead = 65_536

const changesAtHead =
  /(?:^|;)(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:set|reset|discard|prepare|deallocate|do|call)\b|\bset_config\b/i

/** May a statement change the state? One that does it inside a function is not seen. */
export const mayChange = (text: string): boolean => text.length > longestRead || changesAtHead.test(text)

const ownNames =
  /\bset\s+(?:session\s+|local\s+)?([a-z_]\w*\.[a-z_]\w*)\s*(?:=|\bto\b)|\bset_config\s*\(\s*'([a-z_]\w*\.[a-z_]\w*)'/gi

/** Settings of somebody's own making, such as `jobgraph.exporting`: the database does not list them. */
export const namesIn = (text: string): ReadonlyArray<string> =>
  [...text.slice(0, longestRead).matchAll(ownNames)].map(([, set, config]) => (set ?? config ?? "").toLowerCase())

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Asks for the state; `names` are settings that the database does not list. */
export const stateQuery = (names: Iterable<string>): Buffer =>
  query(`
    select pg_catalog.json_build_object(
      'settings', (
        select coalesce(json_agg(json_build_array(name, setting) order by name), '[]') from (
          select name, setting from pg_catalog.pg_settings where source = 'session'
          union all
          select name, setting from (
            select name, pg_catalog.current_setting(name, true) as setting
            from pg_catalog.unnest(array[${["role", "session_authorization", ...names].map(literal).join(", ")}]) name
          ) unlisted
          where setting <> '' and (name, setting) not in (('role', 'none'), ('session_authorization', 'postgres'))
        ) set
      ),
      'statements', (
        select coalesce(json_agg(json_build_object(
          'name', name, 'text', statement, 'types', parameter_types::oid[]::int8[], 'isSql', from_sql
        ) order by name), '[]')
        from pg_catalog.pg_prepared_statements
      )
    )::text`)

/** The answer to `stateQuery`; absent if it failed. */
export const readState = (answer: Buffer): Option.Option<SessionState> => {
  const row = framesOf(answer).find(({ type }) => type === "D")
  // One column: its count (2 bytes), its length (4), its text.
  return row === undefined ? Option.none() : decode(row.bytes.toString("utf8", 11))
}

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(State))

/** Takes everything away. */
export const wipe: Buffer = query("set session authorization default; reset role; reset all; deallocate all")

/** Sets a plain session's settings; fails as a whole where one is refused. */
export const putSettings = ({ settings }: SessionState): Buffer => {
  // With a lesser role some of the others could not be set.
  const rank = ([name]: readonly [string, string]) => ["session_authorization", "role"].indexOf(name)
  const calls = [...settings]
    .sort((a, b) => rank(a) - rank(b))
    .map(([name, value]) => `set_config(${literal(name)}, ${literal(value)}, false)`)
  return query(calls.map((call) => `select pg_catalog.${call}`).join("; "))
}

/**
 * Prepares a state's statements, each for itself.
 *
 * One that cannot be prepared any more is left out, and the client hears of it
 * when it uses it. What `PREPARE` made is prepared as a driver would: so never
 * is anything run of the text that it came in.
 */
export const putStatements = ({ statements }: SessionState): Buffer =>
  Buffer.concat(
    statements.flatMap(({ isSql, name, text, types }) => [
      parse(name, isSql ? text.replace(/^\s*prepare\s+("[^"]*"|\w+)\s*(\([^)]*\))?\s*as\b/i, "") : text, types),
      sync
    ])
  )

/** The error in an answer, if there is one. */
export const errorIn = (answer: Buffer): Frame | undefined => framesOf(answer).find(({ type }) => type === "E")
