/**
 * Rows from this process into a table: a server takes them by COPY, the embedded database, which cannot, by unnest.
 *
 * @module
 */
import { Effect, Stream } from "effect"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import type { Connection } from "../Pool.ts"
import { copyLine, type Value } from "./CopyText.ts"
import { columnTypes, contentColumns, type JobRow } from "./JobRow.ts"
import { halving, type RefusedRow } from "./Refusal.ts"

/** Where rows go. */
export interface Destination {
  readonly table: string
  /** A column that gets the row's place among all, from 1. */
  readonly counter: string | null
  /** Columns that have the same value in every row. */
  readonly constants: ReadonlyArray<{ readonly name: string; readonly type: string; readonly value: Value }>
}

/** Rows that are held in memory at once, on their way. */
const rowsPerPiece = 1_024

interface Line {
  readonly n: number
  readonly row: JobRow
}

/**
 * Sends all rows; answers how many there were. What the database refuses goes to `refuse` with the reason.
 *
 * The next rows are made ready while the database takes some. Memory does not grow with their number.
 */
export const sendRows = <E, R, E2, R2>(
  rows: Stream.Stream<JobRow, E, R>,
  destination: Destination,
  refuse: (rows: ReadonlyArray<RefusedRow>) => Effect.Effect<void, E2, R2>
) =>
  Effect.gen(function* () {
    const { kind } = yield* Database
    const encode = kind === "server" ? encodeCopy(destination) : encodeUnnest(destination)
    return yield* rows.pipe(
      Stream.grouped(rowsPerPiece),
      Stream.zipWithIndex,
      Stream.map(([piece, index]) => ready(piece, index * rowsPerPiece, encode)),
      Stream.buffer({ capacity: 1 }),
      Stream.runFoldEffect(
        () => 0,
        (sum, piece) => Effect.as(Effect.flatMap(send(piece, encode), refuse), sum + piece.size)
      )
    )
  })

/** The statement that inserts some lines. */
type Encode = (lines: ReadonlyArray<Line>) => (connection: Connection) => Promise<unknown>

interface Piece {
  readonly size: number
  readonly lines: ReadonlyArray<Line>
  readonly damaged: ReadonlyArray<JobRow>
  readonly insert: (connection: Connection) => Promise<unknown>
}

const ready = (rows: ReadonlyArray<JobRow>, before: number, encode: Encode): Piece => {
  const all = rows.map((row, index): Line => ({ n: before + index + 1, row }))
  const damaged = rows.filter((row) => !isWellFormed(row))
  const lines = damaged.length === 0 ? all : all.filter(({ row }) => isWellFormed(row))
  return { size: rows.length, lines, damaged, insert: encode(lines) }
}

const send = Effect.fnUntraced(function* ({ damaged, insert, lines }: Piece, encode: Encode) {
  const database = yield* Database
  const { refused } = yield* halving(lines, (part) =>
    database.run("sendRows", (_, { connection }) =>
      part.length === lines.length ? insert(connection) : encode(part)(connection)
    )
  )
  return [
    ...damaged.map((row): RefusedRow => ({ row, reason: "half of a surrogate pair: no text in any encoding" })),
    ...refused.map(({ item, reason }): RefusedRow => ({ row: item.row, reason }))
  ]
})

/** Half of a surrogate pair would be replaced on the way, silently. */
const isWellFormed = (row: JobRow): boolean => {
  for (const column of contentColumns) {
    const value = row[column]
    if (typeof value === "string" && !value.isWellFormed()) {
      return false
    }
  }
  return true
}

const columnsOf = ({ constants, counter }: Destination): ReadonlyArray<{ name: string; type: string }> => [
  ...(counter === null ? [] : [{ name: counter, type: "integer" }]),
  ...contentColumns.map((name) => ({ name, type: columnTypes[name] })),
  ...constants
]

const valuesOf = ({ constants, counter }: Destination, { n, row }: Line): ReadonlyArray<Value> => [
  ...(counter === null ? [] : [n]),
  ...contentColumns.map((column) => row[column]),
  ...constants.map(({ value }) => value)
]

const namesOf = (destination: Destination) =>
  columnsOf(destination)
    .map(({ name }) => name)
    .join(", ")

const encodeCopy = (destination: Destination): Encode => {
  const statement = `copy ${destination.table} (${namesOf(destination)}) from stdin`
  return (lines) => {
    let text = ""
    for (const line of lines) {
      text += copyLine(valuesOf(destination, line))
    }
    const bytes = Buffer.from(text)
    return (connection) =>
      new Promise((resolve, reject) => {
        const stream = connection.query(copyFrom(statement))
        stream.on("finish", resolve)
        stream.on("error", reject)
        stream.end(bytes)
      })
  }
}

/** A column that has the same value in all lines goes over once: of an ad's many columns that is the half. */
const encodeUnnest = (destination: Destination): Encode => {
  const columns = columnsOf(destination)
  const start = `insert into ${destination.table} (${namesOf(destination)}) select`
  return (lines) => {
    const rows = lines.map((line) => valuesOf(destination, line))
    const parameters = columns.map(({ type }, column): Parameter => {
      const first = rows[0]?.[column] ?? null
      return rows.every((row) => row[column] === first)
        ? { type, isList: false, value: first }
        : { type, isList: true, value: arrayText(rows.map((row) => row[column] ?? null)) }
    })
    const selected = parameters.map(({ isList, type }, index) => (isList ? `c${index}` : `$${index + 1}::${type}`))
    const lists = parameters.flatMap(({ isList, type }, index) => (isList ? [`$${index + 1}::${type}[]`] : []))
    const aliases = parameters.flatMap(({ isList }, index) => (isList ? [`c${index}`] : []))
    const from = lists.length === 0 ? "" : ` from unnest(${lists.join(", ")}) as line (${aliases.join(", ")})`
    const values = parameters.map(({ value }) => value)
    return (connection) => connection.query(`${start} ${selected.join(", ")}${from}`, values)
  }
}

interface Parameter {
  readonly type: string
  readonly isList: boolean
  readonly value: Value
}

/** An array as PostgreSQL writes it. */
const arrayText = (values: ReadonlyArray<Value>): string => `{${values.map(element).join(",")}}`

const element = (value: Value): string =>
  value === null
    ? "NULL"
    : typeof value === "string"
      ? `"${quotable.test(value) ? value.replace(quotables, "\\$&") : value}"`
      : String(value)

const quotable = /["\\]/
const quotables = /["\\]/g
