/**
 * Migrations that can be taken back.
 *
 * @module
 */
import { Effect, FileSystem, Path } from "effect"
import * as Migrator from "../Migrator.ts"
import { BackupError } from "./BackupError.ts"
import { backup } from "./backup.ts"
import { backupTables } from "./backupTables.ts"

/**
 * `migrate`, after a backup in `folder` where there is something to lose.
 *
 * The file is named after the version that it holds, so that the Jobgraph of
 * before can restore it; the last one is kept. Without a backup nothing is migrated.
 */
export const migrateKeeping = Effect.fn("migrateKeeping")(function* (folder: string) {
  const found = yield* Migrator.version
  // A refusal comes before the work.
  const pending = yield* Migrator.pending
  if (found > 0 && pending.length > 0 && (yield* backupTables).some(({ pages }) => pages > 0)) {
    yield* keep(folder, found)
  }
  return yield* Migrator.migrate
})

const nameOf = (version: number): string => `before-migration-${version + 1}.sql.gz`

const keep = Effect.fnUntraced(function* (folder: string, found: number) {
  const files = yield* FileSystem.FileSystem
  const paths = yield* Path.Path
  const path = paths.join(folder, nameOf(found))
  const failed = BackupError.at(path)
  yield* Effect.scoped(
    Effect.gen(function* () {
      const draft = yield* Effect.mapError(
        files.makeTempDirectoryScoped({ directory: folder, prefix: ".before-" }),
        failed
      )
      const file = paths.join(draft, nameOf(found))
      const { schemaVersion } = yield* backup(file, "everything")
      // Another process may have migrated in the meantime, and has kept its own.
      if (schemaVersion === found) {
        yield* Effect.mapError(files.rename(file, path), failed)
        yield* Effect.logInfo(`The database as it was before its tables change is in ${path}`)
        const names = yield* Effect.mapError(files.readDirectory(folder), failed)
        const older = names.filter((name) => /^before-migration-\d+\.sql\.gz$/.test(name) && name !== nameOf(found))
        yield* Effect.forEach(older, (name) => Effect.ignore(files.remove(paths.join(folder, name))))
      }
    })
  )
})
