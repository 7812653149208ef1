/**
 * Rows on their way into `jobs`: in a table of their own, which lives as long as the transaction.
 *
 * A server takes them by COPY, the embedded database, which cannot, by unnest.
 * A row that the database refuses is found by halving and set aside with the
 * database's reason; the others go on.
 *
 * @module
 */
import { randomBytes } from "node:crypto"
import { Effect, Ref } from "effect"
import { type RawBuilder, sql } from "kysely"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import type { Connection } from "../Pool.ts"
import { copyLine, type Value } from "./CopyText.ts"
import { columnTypes, contentColumns, type JobRow } from "./JobRow.ts"

/** A row that the database would not take, with its words. */
export interface RefusedRow {
  readonly row: JobRow
  readonly reason: string
}

export interface Stage {
  /** The rows, numbered by `n` from 1. */
  readonly rows: RawBuilder<unknown>
  /** What is to be done with each: `n`, `job_id`, `action`. */
  readonly actions: RawBuilder<unknown>
}

/** Rows that one statement decides and writes: on the embedded database none may take longer than about a second. */
export const rowsPerStatement = { server: 50_000, embedded: 5_000 } as const
/** Rows that are held in memory at once, on their way into the stage. */
export const rowsPerPiece = 1_024

export const createStage = Effect.gen(function* () {
  const database = yield* Database
  const id = randomBytes(8).toString("hex")
  const name = `runner.job_stage_${id}`
  const stage: Stage = { rows: sql.table(name), actions: sql.table(`runner.job_action_${id}`) }
  const columns = contentColumns.map((column) => sql`${sql.ref(column)} ${sql.raw(columnTypes[column])}`)
  yield* database.run("createStage", (db) =>
    sql`create unlogged table ${stage.rows} (n integer not null, ${sql.join(columns)})`.execute(db)
  )
  yield* database.run("createStage", (db) =>
    sql`create unlogged table ${stage.actions} (n integer primary key, job_id uuid not null, action text not null)`.execute(
      db
    )
  )
  const counter = yield* Ref.make(0)

  /** Adds rows; answers those that were refused. */
  const add = Effect.fnUntraced(function* (rows: ReadonlyArray<JobRow>) {
    const first = yield* Ref.getAndUpdate(counter, (last) => last + rows.length)
    return yield* addLines(
      name,
      rows.map((row, index): Line => ({ n: first + index + 1, row }))
    )
  })

  return {
    stage,
    add,
    count: Ref.get(counter),
    /** To be called when all rows are there: makes a part of them quick to find, also for the planner. */
    ready: Effect.gen(function* () {
      yield* database.run("indexStage", (db) => sql`create index on ${stage.rows} (n)`.execute(db))
      yield* database.run("analyzeStage", (db) => sql`analyze ${stage.rows} (n, job_id)`.execute(db))
    }),
    drop: database.run("dropStage", (db) => sql`drop table ${stage.rows}, ${stage.actions}`.execute(db))
  }
})

interface Line {
  readonly n: number
  readonly row: JobRow
}

const addLines = Effect.fnUntraced(function* (table: string, lines: ReadonlyArray<Line>) {
  const database = yield* Database
  const wellFormed = lines.filter(({ row }) => isWellFormed(row))
  const damaged = lines
    .filter(({ row }) => !isWellFormed(row))
    .map(({ row }): RefusedRow => ({ row, reason: "half of a surrogate pair: no text in any encoding" }))
  const refused = yield* halving(wellFormed, (part) =>
    database.run<unknown>("stageRows", (_, { connection }) =>
      database.kind === "server" ? copy(connection, table, part) : unnest(connection, table, part)
    )
  )
  return [...damaged, ...refused.map(({ item, reason }): RefusedRow => ({ row: item.row, reason }))]
})

/**
 * Does something with all items at once, or, if the database refuses, with each
 * half; answers the single items that it refuses.
 */
export const halving = <A, R>(
  items: ReadonlyArray<A>,
  attempt: (items: ReadonlyArray<A>) => Effect.Effect<unknown, DatabaseError, R>
): Effect.Effect<ReadonlyArray<{ readonly item: A; readonly reason: string }>, DatabaseError, R | Database> =>
  Effect.gen(function* () {
    const [first] = items
    if (first === undefined) {
      return []
    }
    const database = yield* Database
    const failure = yield* database.transaction(attempt(items)).pipe(
      Effect.as(undefined),
      Effect.catchIf(isRefusal, (error) => Effect.succeed(error))
    )
    if (failure === undefined) {
      return []
    }
    if (items.length === 1) {
      return [{ item: first, reason: failure.detail }]
    }
    const middle = items.length >> 1
    return [...(yield* halving(items.slice(0, middle), attempt)), ...(yield* halving(items.slice(middle), attempt))]
  })

/** Is it about the data (22), a constraint (23), a size limit (54), or the word of somebody's trigger (P0001)? */
const isRefusal = ({ code }: DatabaseError): boolean => code !== null && (/^(22|23|54)/.test(code) || code === "P0001")

/** Half of a surrogate pair would be replaced on the way, silently. */
const isWellFormed = (row: JobRow): boolean =>
  contentColumns.every((column) => {
    const value = row[column]
    return typeof value !== "string" || value.isWellFormed()
  })

const valuesOf = ({ n, row }: Line): ReadonlyArray<Value> => [n, ...contentColumns.map((column) => row[column])]

/** Bytes are passed on in pieces of about this many characters. */
const pieceLength = 65_536

const copy = (connection: Connection, table: string, lines: ReadonlyArray<Line>) =>
  new Promise<void>((resolve, reject) => {
    const stream = connection.query(copyFrom(`copy ${table} (n, ${contentColumns.join(", ")}) from stdin`))
    stream.on("finish", resolve)
    stream.on("error", reject)
    let piece = ""
    for (const line of lines) {
      piece += copyLine(valuesOf(line))
      if (piece.length > pieceLength) {
        stream.write(piece)
        piece = ""
      }
    }
    stream.end(piece)
  })

const stagedColumns = ["n", ...contentColumns]
const stagedTypes = ["integer", ...contentColumns.map((column) => columnTypes[column])]

/** A column that has the same value in all lines goes over once: of an ad's many columns that is the half. */
const unnest = (connection: Connection, table: string, lines: ReadonlyArray<Line>) => {
  const rows = lines.map(valuesOf)
  const columns = stagedTypes.map((type, column): Parameter => {
    const first = rows[0]?.[column] ?? null
    return rows.every((row) => row[column] === first)
      ? { type, isList: false, value: first }
      : { type, isList: true, value: rows.map((row) => row[column] ?? null) }
  })
  const selected = columns.map(({ isList, type }, index) => (isList ? `c${index}` : `$${index + 1}::${type}`))
  const lists = columns.flatMap(({ isList, type }, index) => (isList ? [`$${index + 1}::${type}[]`] : []))
  const aliases = columns.flatMap(({ isList }, index) => (isList ? [`c${index}`] : []))
  return connection.query(
    `insert into ${table} (${stagedColumns.join(", ")}) select ${selected.join(", ")}${
      lists.length === 0 ? "" : ` from unnest(${lists.join(", ")}) as line (${aliases.join(", ")})`
    }`,
    columns.map(({ value }) => value)
  )
}

interface Parameter {
  readonly type: string
  readonly isList: boolean
  readonly value: Value | ReadonlyArray<Value>
}
