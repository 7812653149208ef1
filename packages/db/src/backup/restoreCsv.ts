/**
 * The rows of `jobs` from a CSV, as the specification restores them.
 *
 * @module
 */
import { createReadStream } from "node:fs"
import { PassThrough } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip } from "node:zlib"
import { Effect, FileSystem } from "effect"
import { sql } from "kysely"
import { from as copyFrom } from "pg-copy-streams"
import { Database } from "../Database.ts"
import * as Migrator from "../Migrator.ts"
import { BackupError } from "./BackupError.ts"

export const isCsv = (path: string): boolean => /\.csv(\.gz)?$/i.test(path)

/**
 * `COPY jobs FROM … WITH (FORMAT csv)`; answers how many rows there are now.
 *
 * Rows that are there are replaced if `force` says so, and a reason to refuse
 * otherwise. It counts as a change from outside, so that the exported
 * partitions are stale: the CSV tells nothing of their history.
 */
export const restoreCsv = Effect.fnUntraced(function* (path: string, force: boolean) {
  const files = yield* FileSystem.FileSystem
  const database = yield* Database
  // A file that is missing must not look like a connection that is.
  yield* Effect.mapError(files.access(path, { readable: true }), BackupError.at(path))
  yield* Migrator.migrate
  return yield* database.transaction(
    Effect.gen(function* () {
      if (force) {
        yield* database.run("deleteJobs", (db) => sql`delete from public.jobs`.execute(db))
      } else {
        const { rows } = yield* database.run("countJobs", (db) =>
          sql<{ n: number }>`select count(*) as n from public.jobs`.execute(db)
        )
        if (rows[0]?.n !== 0) {
          return yield* BackupError.because(
            path,
            `jobs is not empty, it has ${rows[0]?.n} rows: say --force to replace them by those of the file`
          )
        }
      }
      return yield* database.run("copyCsv", async (_, { connection }) => {
        const copy = connection.query(copyFrom("copy public.jobs from stdin with (format csv)"))
        await pipeline(createReadStream(path), path.endsWith(".gz") ? createGunzip() : new PassThrough(), copy)
        return copy.rowCount
      })
    })
  )
})
