/**
 * Why a database is not migrated, and left as it is.
 *
 * @module
 */
import { Schema } from "effect"

/** The database was migrated by a later Jobgraph; this one must not touch it. */
export class DatabaseTooNew extends Schema.TaggedError<DatabaseTooNew>()("DatabaseTooNew", {
  target: Schema.String,
  found: Schema.Int,
  known: Schema.Int
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.target} is at version ${this.found} and this Jobgraph knows ${this.known}: use the newer Jobgraph, or restore a backup into another database`
  }
}

/** A migration that was applied has another text in this code: nobody knows what the tables are like. */
export class MigrationChanged extends Schema.TaggedError<MigrationChanged>()("MigrationChanged", {
  target: Schema.String,
  version: Schema.Int,
  name: Schema.String
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.target} was brought to version ${this.version} (${this.name}) by other statements than this Jobgraph has for it: use the Jobgraph that did it, or restore a backup into an empty database`
  }
}

/** The database has tables of names that ours would have, and they are not ours. */
export class ForeignTables extends Schema.TaggedError<ForeignTables>()("ForeignTables", {
  target: Schema.String,
  tables: Schema.Array(Schema.String)
}) {
  get isTransient() {
    return false
  }
  override get message() {
    return `${this.target} has what Jobgraph did not make and will not touch: ${this.tables.join(", ")}. Use a database of its own, or rename those`
  }
}
