/**
 * PostgreSQL's text format of COPY.
 *
 * @module
 */

/** A value of a column; `numeric` and `double precision` are given as numbers. */
export type Value = string | number | boolean | null

/** One line: the values divided by tabs. */
export const copyLine = (values: ReadonlyArray<Value>): string => `${values.map(field).join("\t")}\n`

/** The values of a line that `copyLine` made, as text. */
export const copyFields = (line: string): ReadonlyArray<string | null> =>
  line
    .slice(0, -1)
    .split("\t")
    .map((text) => (text === "\\N" ? null : text.replace(/\\(.)/g, (_, letter) => unescapes[letter] ?? letter)))

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
const unescapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" }
