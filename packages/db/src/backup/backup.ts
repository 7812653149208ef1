/**
 * The database in a file, as it is at one moment.
 *
 * @module
 */
import { createWriteStream } from "node:fs"
import type { Writable } from "node:stream"
import { finished, pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { DateTime, Effect, FileSystem, Path } from "effect"
import { sql } from "kysely"
import { to as copyTo } from "pg-copy-streams"
import { Database } from "../Database.ts"
import * as Migrator from "../Migrator.ts"
import { BackupError } from "./BackupError.ts"
import { copyEnd, copyStart, headerLine, lastLine, lookAway } from "./BackupFile.ts"
import { type BackupTable, backupTables } from "./backupTables.ts"

/** `jobs` alone, as `COPY jobs FROM … WITH (FORMAT csv)` reads it; or everything, as `restore` does. */
export type BackupKind = "everything" | "csv"

export interface BackedUp {
  /** The number of the last migration of what is in it. */
  readonly schemaVersion: number
  readonly tables: ReadonlyArray<{ readonly name: string; readonly rows: number }>
  readonly bytes: number
}

/** Pages that one statement reads on the embedded database, where all others wait meanwhile: some 16 MB. */
const pagesPerStatement = 2_048

/**
 * Writes a backup, compressed where the name ends with `.gz`, while others go on working.
 *
 * It takes its name when it is whole. Tables of other people in the same
 * database are not in it, nor are the files of `RUNNER_HOME`.
 */
export const backup = Effect.fn("backup")(function* (path: string, kind: BackupKind) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const database = yield* Database
  const failed = BackupError.at(path)
  return yield* Effect.scoped(
    Effect.gen(function* () {
      const directory = paths.dirname(path)
      yield* Effect.mapError(files.makeDirectory(directory, { recursive: true }), failed)
      const folder = yield* Effect.mapError(files.makeTempDirectoryScoped({ directory, prefix: ".backup-" }), failed)
      const draft = paths.join(folder, paths.basename(path))
      const written = yield* database.transaction(
        Effect.gen(function* () {
          yield* database.run("oneMoment", (db) =>
            sql`set transaction isolation level repeatable read, read only`.execute(db)
          )
          // Anew for each attempt: a transaction may be run again.
          return yield* Effect.scoped(
            Effect.gen(function* () {
              const out = yield* openFile(path, draft)
              const schemaVersion = yield* Migrator.version
              const tables = yield* kind === "csv" ? writeCsv(out) : writeEverything(out, schemaVersion)
              return { schemaVersion, tables }
            })
          )
        })
      )
      const { size } = yield* Effect.mapError(files.stat(draft), failed)
      yield* Effect.mapError(files.rename(draft, path), failed)
      const done: BackedUp = { ...written, bytes: Number(size) }
      return done
    })
  )
})

interface OpenFile {
  readonly write: (text: string) => Effect.Effect<void, BackupError>
  /** Takes what a foreign stream gives, and stays open. */
  readonly target: Writable
  readonly close: Effect.Effect<void, BackupError>
}

const openFile = (path: string, draft: string) =>
  Effect.acquireRelease(
    Effect.sync((): OpenFile => {
      const failed = BackupError.at(path)
      const file = createWriteStream(draft)
      const gzip = path.endsWith(".gz") ? createGzip() : undefined
      const target = gzip ?? file
      const done = gzip === undefined ? finished(file) : pipeline(gzip, file)
      // The failure is told by whoever waits for the end, or writes.
      done.catch((cause) => target.destroy(cause))
      return {
        target,
        write: (text) => Effect.tryPromise({ try: () => writeTo(target, text), catch: failed }),
        close: Effect.tryPromise({
          try: () => {
            target.end()
            return done
          },
          catch: failed
        })
      }
    }),
    ({ target }) => Effect.sync(() => target.destroy())
  )

const writeEverything = Effect.fnUntraced(function* (out: OpenFile, schemaVersion: number) {
  const database = yield* Database
  const { rows } = yield* database.run("now", (db) => sql<{ now: Date }>`select now() as now`.execute(db))
  const at = rows[0] === undefined ? yield* DateTime.now : DateTime.makeUnsafe(rows[0].now)
  yield* out.write(`${headerLine({ format: 1, schemaVersion, at })}\n${lookAway}\n`)
  const tables = yield* backupTables
  const written = yield* Effect.forEach(
    tables,
    Effect.fnUntraced(function* (table) {
      const columns = table.columns.map(({ name }) => name)
      yield* out.write(`${copyStart(table.name, columns)}\n`)
      const rows = yield* copyOut(out, table, "(format text)")
      yield* out.write(`${copyEnd}\n`)
      for (const column of table.identities) {
        yield* out.write(`${continueNumbers(table.name, column)};\n`)
      }
      return { name: table.name, rows }
    })
  )
  yield* out.write(`${lastLine}\n`)
  yield* out.close
  return written
})

/** The numbers that the database gives go on above those that are there. */
export const continueNumbers = (table: string, column: string): string =>
  `select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 0) + 1, false) from ${table}`

const writeCsv = Effect.fnUntraced(function* (out: OpenFile) {
  const jobs = (yield* backupTables).filter(({ name }) => name === "public.jobs")
  const written = yield* Effect.forEach(jobs, (table) =>
    Effect.map(copyOut(out, table, "(format csv)"), (rows) => ({ name: table.name, rows }))
  )
  yield* out.close
  return written
})

const writeTo = (target: Writable, bytes: string | Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    target.write(bytes, (cause) => (cause ? reject(cause) : resolve()))
  })

/** Copies the rows of a table out, on the embedded database some pages at a time; answers how many there were. */
const copyOut = Effect.fnUntraced(function* (out: OpenFile, { columns, name, pages }: BackupTable, format: string) {
  const database = yield* Database
  const size = database.kind === "server" ? Number.POSITIVE_INFINITY : pagesPerStatement
  let rows = 0
  let from = 0
  do {
    const isLast = from + size >= pages
    const range = [...(from === 0 ? [] : [`ctid >= '(${from},0)'`]), ...(isLast ? [] : [`ctid < '(${from + size},0)'`])]
    const where = range.length === 0 ? "" : ` where ${range.join(" and ")}`
    const select = `select ${columns.map((column) => column.name).join(", ")} from only ${name}${where}`
    rows += yield* database.run("copyOut", async (_, { connection }) => {
      const stream = connection.query(copyTo(`copy (${select}) to stdout with ${format}`))
      for await (const bytes of stream) {
        await writeTo(out.target, bytes)
      }
      return stream.rowCount
    })
    from += size
  } while (from < pages)
  return rows
})
