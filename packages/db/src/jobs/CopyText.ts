/**
 * PostgreSQL's text format of COPY.
 *
 * @module
 */

/** A value of a column; `numeric` and `double precision` are given as numbers. */
export type Value = string | number | boolean | null

/** One line: the values divided by tabs. */
export const copyLine = (values: ReadonlyArray<Value>): string => `${values.map(field).join("\t")}\n`

const field = (value: Value): string => {
  if (value === null) {
    return "\\N"
  }
  return typeof value === "string" ? (special.test(value) ? value.replace(specials, escaped) : value) : String(value)
}

const special = /[\\\n\r\t]/
const specials = /[\\\n\r\t]/g
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" }
const escaped = (character: string): string => escapes[character] ?? character
