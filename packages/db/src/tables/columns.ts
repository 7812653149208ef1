/**
 * Types of columns, as they are read and written.
 *
 * @module
 */
import type { ColumnType } from "kysely"

/** `2026-01-08` both ways. */
export type DateColumn = string
/** Read as `Date`; written as `Date` or as text with an offset. */
export type Instant = ColumnType<Date, Date | string | undefined, Date | string>
/** Read as the value; written as JSON text, because `pg` would make an array of PostgreSQL's out of one of ours. */
export type Json = ColumnType<unknown, string, string>
