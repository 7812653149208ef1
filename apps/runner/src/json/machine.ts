/**
 * Documents about the database, its files and the command itself.
 *
 * @module
 */
import { Schema } from "effect"
import { assetPartition, at, count, maybeCount, maybeText, text, told } from "./fields.ts"

const tables = Schema.Array(Schema.Struct({ name: text, rows: count }))

export const BackedUp = Schema.Struct({ file: text, tables, bytes: count })

export const Restored = Schema.Struct({
  file: text,
  at: told(Schema.NullOr(at), "When the backup was written; null for one by `--csv`, which does not say"),
  tables
})

export const DatabaseStatus = Schema.Struct({
  kind: Schema.Literals(["server", "embedded"]),
  target: told(text, "Where it is, in words"),
  schemaVersion: count,
  pending: told(
    Schema.Array(Schema.Struct({ version: count, name: text })),
    "Migrations that the next command applies"
  ),
  process: told(
    Schema.NullOr(
      Schema.Struct({
        state: Schema.Literals(["stopped", "starting", "running"]),
        pid: maybeCount,
        folder: text,
        log: text,
        connectionString: text
      })
    ),
    "What holds the embedded database; null for a server"
  )
})

export const Garbage = Schema.Struct({
  dryRun: Schema.Boolean,
  versions: Schema.Array(Schema.Struct({ ...assetPartition, id: text })),
  events: count,
  memory: told(count, "Pages that steps had kept for later attempts"),
  parts: count,
  bytes: count,
  condemned: told(count, "Parts that wait for their grace period to end")
})

export const Findings = Schema.Struct({
  findings: Schema.Array(
    Schema.Struct({
      check: text,
      state: Schema.Literals(["ok", "warn", "fail"]),
      message: text,
      next: told(maybeText, "What to do")
    })
  )
})

export const Explanation = Schema.Struct({
  tag: text,
  code: text,
  means: text,
  causes: told(Schema.Array(text), "The likeliest first"),
  next: told(Schema.Array(text), "What to do: the first thing to try first"),
  isSaidInFull: Schema.optionalKey(
    told(Schema.Boolean, "True where the message of such an error says all there is to say")
  )
})

export const Explanations = Schema.Struct({ errors: told(Schema.Array(Explanation), "By code") })
