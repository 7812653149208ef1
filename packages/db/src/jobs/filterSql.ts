import { type RawBuilder, sql } from "kysely"
import type { Condition, Filter } from "./Filter.ts"
import type { Field, FieldType } from "./FilterField.ts"

/**
 * The filter as a condition on rows of `jobs` that the query calls `table`.
 *
 * Values are parameters, and names come from our own table: no text of the
 * filter becomes part of the statement. Null counts as no.
 */
export const filterSql = (filter: Filter, table = "jobs"): RawBuilder<boolean> =>
  filter.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`(${sql.join(
        filter.map((condition) => sql`(${conditionSql(condition, table)})`),
        sql` and `
      )})`

const conditionSql = ({ field, operator, values }: Condition, table: string): RawBuilder<unknown> => {
  const subject = subjectOf(field, table)
  const compared = field.type === "words" ? textOf(field, table) : subject
  switch (operator) {
    case "=":
      return values.length === 0 ? sql`${subject} is null` : equalTo(field.type, compared, values)
    case "!=":
      return values.length === 0
        ? sql`${subject} is not null`
        : sql`not coalesce(${equalTo(field.type, compared, values)}, false)`
    case "~":
      return holding(textOf(field, table), values)
    case "!~":
      return sql`not coalesce(${holding(textOf(field, table), values)}, false)`
    default:
      // Written so that an index can serve it, which it does not inside `coalesce`.
      return sql`${subject} is not null and ${subject} ${sql.raw(operator)} ${one(field.type, values[0] ?? "")}`
  }
}

const subjectOf = ({ column }: Field, table: string): RawBuilder<unknown> => {
  switch (column) {
    case "days_since_posted":
      return sql`(current_date - ${sql.ref(`${table}.posted_date`)})`
    case "pay_min":
      return sql`coalesce(${sql.ref(`${table}.salary_min`)}, ${sql.ref(`${table}.salary_max`)})`
    case "pay_max":
      return sql`coalesce(${sql.ref(`${table}.salary_max`)}, ${sql.ref(`${table}.salary_min`)})`
    case "created_at":
    case "updated_at":
      return sql`(${sql.ref(`${table}.${column}`)} at time zone 'UTC')::date`
    default:
      return sql.ref(`${table}.${column}`)
  }
}

const textOf = ({ column, type }: Field, table: string) =>
  sql.ref(`${table}.${type === "words" ? "skills_required" : column}`)

const sqlTypes: Readonly<Record<FieldType, string>> = {
  text: "text",
  words: "text",
  number: "numeric",
  day: "date",
  boolean: "boolean",
  id: "uuid"
}

const one = (type: FieldType, value: string) => sql`${value}::${sql.raw(sqlTypes[type])}`

/** Both sides made small by the database, so that both know the same letters, and as the indexes `jobs_…_folded` have it. */
const equalTo = (type: FieldType, subject: RawBuilder<unknown>, values: ReadonlyArray<string>) => {
  const several = sql.join(
    values.map((value) => (type === "text" || type === "words" ? sql`lower(${value}::text)` : one(type, value)))
  )
  switch (type) {
    case "words":
      return sql`string_to_array(lower(${subject}), ', ') && array[${several}]`
    case "text":
      return sql`lower(${subject}) in (${several})`
    default:
      return sql`${subject} in (${several})`
  }
}

const holding = (subject: RawBuilder<unknown>, values: ReadonlyArray<string>) =>
  sql`${subject} ilike any (array[${sql.join(values.map((value) => sql`${`%${value.replaceAll(/[\\%_]/g, "\\$&")}%`}::text`))}])`
