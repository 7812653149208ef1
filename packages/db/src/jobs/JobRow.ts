/**
 * A row of `jobs` as the exporter gives it: the content, without the columns that keep books.
 *
 * @module
 */
import type { Selectable } from "kysely"
import { sql } from "kysely"
import type { JobsTable } from "../tables/PublicTables.ts"

/** Which batch, partition and version wrote the row, and when. They decide nothing about "updated". */
export type BookkeepingColumn = "created_at" | "updated_at" | "batch_id" | "batch_date" | "partition" | "version_id"

/** `job_id` is a UUID in lower case; dates are `2026-01-08`. */
export type JobRow = Omit<Selectable<JobsTable>, BookkeepingColumn | "skills">

export type JobColumn = keyof JobRow

/** Every column of the content with its type in PostgreSQL, in the table's order: the key first. */
export const columnTypes: Readonly<Record<JobColumn, string>> = {
  job_id: "uuid",
  job_title: "text",
  company_name: "text",
  location: "text",
  posted_date: "date",
  job_description: "text",
  skills_required: "text",
  salary_min: "numeric",
  salary_max: "numeric",
  has_salary: "boolean",
  has_skills: "boolean",
  url: "text",
  source: "text",
  search_query: "text",
  data_quality_score: "numeric",
  language: "text",
  country: "text",
  country_code: "text",
  city: "text",
  district: "text",
  department: "text",
  region: "text",
  is_remote: "boolean",
  remote_share: "numeric",
  salary_currency: "text",
  salary_period: "text",
  salary_stated_min: "numeric",
  salary_stated_max: "numeric",
  salary_is_predicted: "boolean",
  salary_is_suspect: "boolean",
  contract_type: "text",
  working_time: "text",
  category: "text",
  latitude: "double precision",
  longitude: "double precision"
}

const isJobColumn = (name: string): name is JobColumn => name in columnTypes

export const contentColumns: ReadonlyArray<JobColumn> = Object.keys(columnTypes).filter(isJobColumn)

/** Which batch, partition and version wrote the row. */
export const bookColumns = ["batch_id", "batch_date", "partition", "version_id"] as const

/** Content and books: all that is written, and kept of what was. */
export const claimColumns: ReadonlyArray<JobColumn | BookkeepingColumn> = [
  ...contentColumns,
  "created_at",
  "updated_at",
  ...bookColumns
]

/** `a.job_title, a.company_name, …` */
export const columnsOf = (table: string, columns: ReadonlyArray<string>) =>
  sql.join(columns.map((column) => sql.ref(`${table}.${column}`)))

/** `job_title = a.job_title, …` */
export const assignments = (table: string, columns: ReadonlyArray<string>) =>
  sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`${table}.${column}`)}`))

/** The names alone, as an INSERT lists them. */
export const names = (columns: ReadonlyArray<string>) => sql.join(columns.map((column) => sql.ref(column)))
