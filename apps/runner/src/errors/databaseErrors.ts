import type { ErrorTexts } from "./ErrorText.ts"

/** Errors of the database: JG2. */
export const databaseErrors = {
  DatabaseError: {
    code: "JG201",
    means: "A statement failed, or the database could not be reached. The message names the database and the code.",
    causes: [
      "ECONNREFUSED, ENOTFOUND, ETIMEDOUT: no server listens there, or the network is away.",
      "28P01, 28000, 3D000: password, user or database of DATABASE_URL are wrong.",
      "42501: the user may not do that. 53…: the server is out of disk, memory or connections.",
      "40001, 40P01: two transactions collided. It is tried again by itself."
    ],
    next: [
      "See which database is meant and whether it answers: `runner db status`",
      "Check DATABASE_URL (host, port, user, database), or unset it to use the embedded database.",
      "Look the code up: https://www.postgresql.org/docs/15/errcodes-appendix.html"
    ]
  },
  EmbeddedError: {
    code: "JG202",
    means: "The embedded database cannot be opened.",
    causes: [
      "The folder of RUNNER_HOME cannot be written, or is on a file system without sockets (some network and shared drives).",
      "Its files are damaged: after a power cut, or because two programs had them open."
    ],
    next: [
      "Read its log: database.log in RUNNER_HOME; `runner db status` says where.",
      "Stop its process and try again: `runner db stop`",
      "Set RUNNER_HOME to another folder: an empty one starts afresh."
    ]
  },
  DatabaseTooNew: {
    code: "JG203",
    means: "The database was migrated by a newer Jobgraph, so that this one does not touch it.",
    causes: ["An older checkout works on a database that a newer one has worked on."],
    next: ["Use the newer Jobgraph.", "Or point DATABASE_URL or RUNNER_HOME at another database."]
  },
  MigrationChanged: {
    code: "JG205",
    means: "The database's tables were made by other statements than this Jobgraph has for the same version.",
    causes: [
      "The files of the migrations were edited after they had been applied.",
      "Another branch or fork of Jobgraph worked on the database."
    ],
    next: [
      "Use the Jobgraph that migrated it; `runner db backup jobgraph.sql.gz` of that one keeps the rows.",
      "Restore a backup into an empty database: another RUNNER_HOME or DATABASE_URL."
    ]
  },
  ForeignTables: {
    code: "JG206",
    means:
      "The database has tables or views with names of Jobgraph's that Jobgraph did not make. They are not touched.",
    causes: [
      "DATABASE_URL names a database of another program, such as the pipeline that Jobgraph replaces.",
      "Somebody made tables in the schema `runner`."
    ],
    next: [
      "Make a database for Jobgraph alone (`createdb jobgraph`) and name it in DATABASE_URL.",
      "Or move the old tables away: `alter table jobs rename to old_jobs`"
    ]
  },
  NotNewestVersion: {
    code: "JG204",
    means: "Rows of jobs can be taken back version by version only, the newest first.",
    causes: ["The books of the exported rows do not agree with the versions of `exported`: rows were purged, say."],
    next: ["Export the partition again: `runner materialize exported --partition KEY`"]
  },
  FilterError: {
    code: "JG211",
    means: "A filter of ads cannot be read.",
    causes: ["A slip in the name of a field, or a value that the field does not take."],
    next: ["Correct it where the message points."],
    isSaidInFull: true
  },
  ExportFileError: {
    code: "JG212",
    means: "A file of ads cannot be written. What stood there before is as it was.",
    causes: ["The folder cannot be written, the name is that of a folder, or the disk is full."],
    next: ["Name another file: `runner export --to FILE`"]
  },
  BackupError: {
    code: "JG213",
    means: "A backup cannot be written, or is not restored. The database is as it was.",
    causes: [
      "The database has changed since the backup, or a run is at work.",
      "The backup is of another version of the tables, or was cut off.",
      "The file cannot be read or written."
    ],
    next: [
      "Do what the message says; `runner db restore FILE --force` gives up what is newer.",
      "Restore into an empty database: another RUNNER_HOME or DATABASE_URL."
    ]
  },
  InsightError: {
    code: "JG214",
    means: "Figures over ads cannot be computed as they were asked for.",
    causes: ["A window without days or longer than a year, or a field by which these figures are not told apart."],
    next: ["Ask for what the message says there is: `runner insights --help`"],
    isSaidInFull: true
  }
} as const satisfies ErrorTexts
