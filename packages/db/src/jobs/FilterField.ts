/**
 * What a filter may ask of a row of `jobs`: the names, and what each can be compared with.
 *
 * @module
 */
import type { JobsTable } from "../tables/PublicTables.ts"

/**
 * How a field is compared: `words` is a list of words, `day` a date or a point
 * in time of which the day in UTC counts.
 */
export type FieldType = "text" | "words" | "number" | "day" | "boolean" | "id"

export interface Field {
  /** A column, the age of an ad, or its least and greatest pay, which are the same where only one of them is known. */
  readonly column: keyof JobsTable | "days_since_posted" | "pay_min" | "pay_max"
  readonly type: FieldType
}

/** The short names that people type, and every column under its own name. */
const shortNames: Readonly<Record<string, Field["column"]>> = {
  id: "job_id",
  title: "job_title",
  company: "company_name",
  posted: "posted_date",
  age: "days_since_posted",
  description: "job_description",
  skill: "skills",
  query: "search_query",
  quality: "data_quality_score",
  market: "country",
  remote: "is_remote",
  contract: "contract_type"
}

const types: Readonly<Record<Field["column"], FieldType>> = {
  job_id: "id",
  job_title: "text",
  company_name: "text",
  location: "text",
  posted_date: "day",
  days_since_posted: "number",
  job_description: "text",
  skills_required: "text",
  skills: "words",
  salary_min: "number",
  salary_max: "number",
  pay_min: "number",
  pay_max: "number",
  has_salary: "boolean",
  has_skills: "boolean",
  url: "text",
  source: "text",
  search_query: "text",
  data_quality_score: "number",
  created_at: "day",
  updated_at: "day",
  batch_id: "text",
  language: "text",
  country: "text",
  country_code: "text",
  city: "text",
  district: "text",
  department: "text",
  region: "text",
  is_remote: "boolean",
  remote_share: "number",
  salary_currency: "text",
  salary_period: "text",
  salary_stated_min: "number",
  salary_stated_max: "number",
  salary_is_predicted: "boolean",
  salary_is_suspect: "boolean",
  contract_type: "text",
  working_time: "text",
  category: "text",
  latitude: "number",
  longitude: "number",
  batch_date: "day",
  partition: "text",
  version_id: "text"
}

const isColumn = (name: string): name is Field["column"] => Object.hasOwn(types, name)

/** The field of a name, in whatever case. */
export const fieldOf = (name: string): Field | undefined => {
  const lower = name.toLowerCase()
  const column = Object.hasOwn(shortNames, lower) ? shortNames[lower] : lower
  return column !== undefined && isColumn(column) ? { column, type: types[column] } : undefined
}

/** The names that a message can offer. */
export const commonNames: ReadonlyArray<string> = [
  ...Object.keys(shortNames),
  "city",
  "region",
  "language",
  "category",
  "source",
  "salary_min",
  "salary_max",
  "batch_date"
].sort()
