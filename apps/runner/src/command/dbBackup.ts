import { type BackedUp, backup as writeBackup } from "@jobgraph/db/backup/backup"
import { restore as restoreBackup } from "@jobgraph/db/backup/restore"
import * as Connection from "@jobgraph/db/Connection"
import { DateTime, Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import * as Json from "../json/machine.ts"
import { counted, figure } from "../print/format.ts"
import { databaseLayer } from "../services.ts"
import { typedPath, withSettings } from "./environment.ts"
import { print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

const csv = Flag.Boolean("csv").pipe(
  Flag.withDescription("Only the table jobs, as COPY jobs FROM … WITH (FORMAT csv) reads it"),
  Flag.withDefault(false)
)

export const backup = Command.make(
  "backup",
  { file: Argument.String("file").pipe(Argument.withDescription("What to write; .gz is compressed")), csv, json },
  (flags) =>
    withSettings(() =>
      Effect.gen(function* () {
        const path = yield* typedPath(flags.file)
        const done = yield* writeBackup(path, flags.csv ? "csv" : "everything")
        const { bytes, tables } = done
        yield* flags.json ? printJson(Json.BackedUp, { file: path, tables, bytes }) : print(backupText(path, done))
      }).pipe(Effect.provide(databaseLayer))
    )
).pipe(
  Command.withDescription("Write all tables to a file, as they are at one moment, also while a run is at work"),
  Command.withExamples([
    { command: "runner db backup jobgraph.sql.gz", description: "Everything, for `runner db restore`" },
    { command: "runner db backup backup_2026-01-07.csv --csv", description: "The rows of jobs, for COPY" }
  ])
)

const backupText = (path: string, { bytes, tables }: BackedUp): string =>
  [
    ...tables.filter(({ rows }) => rows > 0).map(({ name, rows }) => `  ${name}: ${counted(rows, "row")}`),
    `Wrote ${path}, ${figure(bytes)} bytes. Artifacts and logs are files of RUNNER_HOME: keep a copy of those too.`
  ].join("\n")

const force = Flag.Boolean("force").pipe(
  Flag.withDescription("Also into a database that is not empty, whose rows are lost, and while a run is at work"),
  Flag.withDefault(false)
)

export const restore = Command.make(
  "restore",
  { file: Argument.String("file").pipe(Argument.withDescription("A file that `runner db backup` wrote")), force, json },
  (flags) =>
    withSettings(() =>
      Effect.gen(function* () {
        const path = yield* typedPath(flags.file)
        const { at, tables } = yield* restoreBackup(path, { force: flags.force })
        const rows = tables.reduce((sum, table) => sum + table.rows, 0)
        const moment = at === null ? null : DateTime.formatIso(at)
        yield* flags.json
          ? printJson(Json.Restored, { file: path, at: moment, tables })
          : print(`Restored ${counted(rows, "row")}${moment === null ? " of jobs" : ` as they were at ${moment}`}.`)
      }).pipe(Effect.provide(Connection.layer))
    )
).pipe(
  Command.withDescription("Make the database what it was when a backup was written"),
  Command.withExamples([
    {
      command: "runner db restore jobgraph.sql.gz --force",
      description: "Everything as it was then, whatever is there now"
    },
    {
      command: "runner db restore backup_2026-01-07.csv --force",
      description: "Replace the rows of jobs by those of a CSV"
    }
  ])
)
