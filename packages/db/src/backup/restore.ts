/**
 * A database from its backup.
 *
 * @module
 */

import { createGunzip } from "node:zlib"
import * as NodeStream from "@effect/platform-node/NodeStream"
import { DateTime, Effect, FileSystem, Option, Stream } from "effect"
import { sql } from "kysely"
import { Database } from "../Database.ts"
import type { DatabaseError } from "../DatabaseError.ts"
import * as Migrator from "../Migrator.ts"
import { BackupError } from "./BackupError.ts"
import { copyEnd, type Header, lastLine, readCopyStart, readHeader } from "./BackupFile.ts"
import { continueNumbers } from "./backup.ts"
import { type BackupTable, backupTables, hasRows, newestChange } from "./backupTables.ts"
import { insertLines } from "./insertLines.ts"
import { isCsv, restoreCsv } from "./restoreCsv.ts"

export interface Restored {
  /** The moment that it is of, if the file says so. */
  readonly at: DateTime.Utc | null
  readonly tables: ReadonlyArray<{ readonly name: string; readonly rows: number }>
}

export interface RestoreOptions {
  /** Over what is there, and while a run is at work. */
  readonly force: boolean
}

/** Rows and characters that are put in at once. */
const [rowsPerPiece, charactersPerPiece] = [1_000, 4_000_000]

/**
 * Makes the rows of Jobgraph's tables those of the backup, all or none.
 *
 * An empty database gets the tables first, and later migrations afterwards; so
 * does one with the tables of the backup's version. Any other is refused, and
 * so is one with rows, unless `force` says otherwise. A CSV holds `jobs` alone.
 */
export const restore = Effect.fn("restore")(function* (path: string, options: RestoreOptions) {
  if (isCsv(path)) {
    const rows = yield* restoreCsv(path, options.force)
    const done: Restored = { at: null, tables: [{ name: "public.jobs", rows }] }
    return done
  }
  const database = yield* Database
  const lines = linesOf(path)
  const header = yield* lines.pipe(Stream.take(1), Stream.runHead, Effect.map(Option.flatMap(readHeader)))
  if (Option.isNone(header)) {
    return yield* BackupError.because(path, "this is not a backup that `runner db backup` wrote")
  }
  const tables = yield* database.transaction(
    Effect.gen(function* () {
      yield* prepare(path, header.value, options)
      return yield* load(path, lines)
    })
  )
  yield* Migrator.migrate
  const done: Restored = { at: header.value.at, tables }
  return done
})

/** Sees to it that the tables are those of the backup, and that nothing is lost unasked. */
const prepare = Effect.fnUntraced(function* (path: string, { at, schemaVersion }: Header, { force }: RestoreOptions) {
  const known = yield* Migrator.migrations
  if (schemaVersion > known.length) {
    return yield* BackupError.because(
      path,
      `it is of schema version ${schemaVersion} and this Jobgraph knows ${known.length}: use the newer Jobgraph`
    )
  }
  const found = yield* Migrator.version
  if (found === 0) {
    yield* Migrator.migrateTo(known.slice(0, schemaVersion))
    return
  }
  if (found !== schemaVersion) {
    return yield* BackupError.because(
      path,
      `it is of schema version ${schemaVersion} and the database of ${found}: restore it into an empty one (another RUNNER_HOME or DATABASE_URL)`
    )
  }
  if (!force && (yield* hasRows)) {
    const newest = yield* newestChange
    return yield* BackupError.because(
      path,
      `it is of ${DateTime.formatIso(at)} and the database is not empty, changed last at ${newest?.toISOString() ?? "an unknown time"}: say --force to lose what is in it`
    )
  }
})

const load = Effect.fnUntraced(function* (
  path: string,
  lines: Stream.Stream<string, BackupError, FileSystem.FileSystem>
) {
  const database = yield* Database
  const tables = yield* backupTables
  yield* database.run("beginExporting", (db) => sql`select set_config('jobgraph.exporting', 'on', true)`.execute(db))
  yield* database.run("emptyTables", (_, { connection }) =>
    // Triggers note the emptying, in a table that is to be as the backup says.
    connection.query(`truncate ${tables.map(({ name }) => name).join(", ")}; delete from runner.outside_change`)
  )
  const counts = new Map<string, number>()
  let piece: Array<string> = []
  let length = 0
  let into: Into | undefined
  let isWhole = false
  const flush = Effect.suspend(() => {
    const rows = piece
    piece = []
    length = 0
    if (into === undefined || rows.length === 0) {
      return Effect.void
    }
    counts.set(into.table.name, (counts.get(into.table.name) ?? 0) + rows.length)
    return insertLines(into.table.name, into.columns, rows)
  })
  yield* Stream.runForEach(lines, (line): Effect.Effect<void, BackupError | DatabaseError, Database> => {
    if (into === undefined) {
      const start = readCopyStart(line)
      isWhole = line === lastLine
      if (start === undefined) {
        return Effect.void
      }
      return Effect.map(targetOf(path, tables, start), (found) => {
        into = found
        counts.set(found.table.name, 0)
      })
    }
    if (line === copyEnd) {
      return Effect.tap(flush, () => Effect.sync(() => (into = undefined)))
    }
    piece.push(line)
    length += line.length
    return piece.length >= rowsPerPiece || length > charactersPerPiece ? flush : Effect.void
  })
  if (!isWhole) {
    return yield* BackupError.because(path, "its end is missing: it was cut off")
  }
  for (const { identities, name } of tables) {
    for (const column of identities) {
      yield* database.run("continueNumbers", (_, { connection }) => connection.query(continueNumbers(name, column)))
    }
  }
  return [...counts].map(([name, rows]) => ({ name, rows }))
})

interface Into {
  readonly table: BackupTable
  readonly columns: BackupTable["columns"]
}

/** The table and columns that a file names, if they are ours: no other text of it becomes part of a statement. */
const targetOf = (
  path: string,
  tables: ReadonlyArray<BackupTable>,
  { columns, table }: { readonly table: string; readonly columns: ReadonlyArray<string> }
): Effect.Effect<Into, BackupError> => {
  const found = tables.find(({ name }) => name === table)
  const known = columns.flatMap((column) => found?.columns.find(({ name }) => name === column) ?? [])
  return found === undefined || known.length !== columns.length
    ? Effect.fail(
        BackupError.because(path, `it has rows of ${table} (${columns.join(", ")}), which the database does not have`)
      )
    : Effect.succeed({ table: found, columns: known })
}

const linesOf = (path: string): Stream.Stream<string, BackupError, FileSystem.FileSystem> => {
  const failed = BackupError.at(path)
  return Stream.unwrap(
    Effect.map(FileSystem.FileSystem, (files) => {
      const bytes = Stream.mapError(files.stream(path, { chunkSize: 262_144 }), failed)
      return path.endsWith(".gz")
        ? NodeStream.pipeThroughDuplex(bytes, { evaluate: () => createGunzip(), onError: failed })
        : bytes
    })
  ).pipe(Stream.decodeText(), Stream.splitLines)
}
