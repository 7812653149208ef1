/**
 * Shapes that many answers share.
 *
 * @module
 */
import { Schema } from "effect"

/** ISO 8601, UTC: `2026-01-08T00:30:00.000Z`. */
export const Instant = Schema.String.annotate({ format: "date-time", description: "ISO 8601, UTC" })

const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** A calendar date: `2026-01-08`. */
export const Day = Schema.String.check(
  Schema.isPattern(dayPattern),
  Schema.makeFilter((text) => isDay(text) || `there is no date ${text}`)
).annotate({ format: "date" })

/** Not 30 February, which a date reads as 2 March. */
export const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`)
  return dayPattern.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** `2026-01-08/fr`; null for an unpartitioned asset. */
export const PartitionKey = Schema.NullOr(Schema.String)

/** Any JSON value. */
export const Json = Schema.Json

export const Count = Schema.Int

/** A list, and where the next page of it begins; null on the last page. */
export const Page = <S extends Schema.Constraint>(item: S) =>
  Schema.Struct({ items: Schema.Array(item), next: Schema.NullOr(Schema.String) })

/** Which page of a list. `cursor` is the `next` of the page before. */
export const paging = {
  limit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 }))),
  cursor: Schema.optionalKey(Schema.String.check(Schema.isMaxLength(1_000)))
}

/** Text of a query, short enough for a URL. */
export const Text = Schema.String.check(
  Schema.isMaxLength(2_000),
  Schema.makeFilter((text) => !text.includes("\0") || "a text cannot hold the character 0")
)

/** With `dryRun=true`: what would change and why it is refused, and nothing is done. */
export const dryRun = { dryRun: Schema.optionalKey(Schema.Literals(["true", "false"])) }

/** Whether something can be done, or why not, and the command that does it. */
export const choice = { allowed: Schema.Boolean, reason: Schema.String, command: Schema.String }

/** What an action came to. */
export const ActionResult = Schema.Struct({
  /** The run that does it, if one does. */
  runId: Schema.optionalKey(Schema.String),
  /** False for a dry run. */
  done: Schema.Boolean,
  /** Of a dry run: would it be done? If not, `message` says why. */
  allowed: Schema.optionalKey(Schema.Boolean),
  /** What was or would be done, one sentence. */
  message: Schema.String,
  /** The same as a command line. */
  command: Schema.String
})
export type ActionResult = typeof ActionResult.Type
