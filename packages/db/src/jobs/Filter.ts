/**
 * Which ads: `city=Lyon,Paris and skill=python and salary_min>=40000`.
 *
 * One grammar for `--where` of every command and for the HTTP API:
 *
 *     filter    = condition { "and" condition }
 *     condition = field operator [ value { "," value } ]
 *     operator  = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="
 *     value     = text without comma, quotation mark or " and " | '"' text '"'
 *
 * `=` is any of the values, without regard to case; `~` is "holds the text";
 * `city=` with nothing behind it is "is not known". What is unknown is unequal
 * to everything, and neither greater nor smaller. `filterSql.ts` makes SQL of it.
 *
 * @module
 */
import { Result } from "effect"
import { FilterError } from "./FilterError.ts"
import { commonNames, type Field, type FieldType, fieldOf } from "./FilterField.ts"

export { FilterError } from "./FilterError.ts"

export type Operator = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="

export interface Condition {
  readonly field: Field
  readonly operator: Operator
  /** Of the field's type, as text; empty for "is (not) known". One alone where an order is asked for. */
  readonly values: ReadonlyArray<string>
}

/** All of them hold. */
export type Filter = ReadonlyArray<Condition>

/** Everything. */
export const all: Filter = []

/** Longer texts are refused, so that no request makes a statement without bounds. */
const longestText = 8_000

/** The filter that a text means; an empty one is everything. */
export const parse = (text: string): Result.Result<Filter, FilterError> =>
  Result.gen(function* () {
    const cursor = new Cursor(text)
    if (text.length > longestText) {
      return yield* cursor.fail(`A filter has at most ${longestText} characters`, 1)
    }
    const conditions: Array<Condition> = []
    if (cursor.isAtEnd) {
      return all
    }
    do {
      conditions.push(yield* condition(cursor))
    } while (cursor.take(/and(?=\s)/iy) !== undefined)
    return conditions
  })

/** Several texts that must all hold, as a repeated flag gives them. */
export const parseAll = (texts: ReadonlyArray<string>): Result.Result<Filter, FilterError> =>
  Result.map(Result.all(texts.map(parse)), (filters) => filters.flat())

/** A text that is read as the same filter. */
export const print = (filter: Filter): string =>
  filter
    .map(({ field, operator, values }) => `${field.column}${operator}${values.map(printValue).join(",")}`)
    .join(" and ")

const printValue = (value: string): string =>
  /^[^\s",\\]+$/.test(value) && value.toLowerCase() !== "and" ? value : `"${value.replaceAll(/["\\]/g, "\\$&")}"`

/** A place in the text; what it takes, it moves past, with the blanks behind it. */
class Cursor {
  readonly text: string
  #index: number

  constructor(text: string) {
    this.text = text
    this.#index = text.length - text.trimStart().length
  }

  get column(): number {
    return this.#index + 1
  }

  get isAtEnd(): boolean {
    return this.#index >= this.text.length
  }

  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#index
    const found = pattern.exec(this.text)
    if (found === null) {
      return undefined
    }
    const rest = this.text.slice(this.#index + found[0].length)
    this.#index = this.text.length - rest.trimStart().length
    return found
  }

  fail(problem: string, column = this.column): Result.Result<never, FilterError> {
    return Result.fail(new FilterError({ problem, text: this.text, column }))
  }
}

const condition = (cursor: Cursor): Result.Result<Condition, FilterError> =>
  Result.gen(function* () {
    const start = cursor.column
    const name = cursor.take(/[a-z_]+/iy)?.[0]
    if (name === undefined) {
      return yield* cursor.fail("Here the name of a field is missing: a condition is city=Lyon or salary_min>=40000")
    }
    const place = cursor.column
    const operator = operatorOf(cursor.take(/!=|!~|<=|>=|[=~<>]/y)?.[0])
    if (operator === undefined) {
      return yield* cursor.fail(
        `After "${name}" one of = != ~ !~ < <= > >= is missing; a value that holds "and" or a comma stands in quotes`,
        place
      )
    }
    const field = fieldOf(name)
    if (field === undefined) {
      return yield* cursor.fail(`There is no field "${name}"; there are ${commonNames.join(", ")}`, start)
    }
    const values = yield* valuesOf(cursor, field.type)
    const problem = misuse(name, field.type, operator, values)
    return problem === undefined ? { field, operator, values } : yield* cursor.fail(problem, place)
  })

const operators: ReadonlyArray<Operator> = ["=", "!=", "~", "!~", "<", "<=", ">", ">="]
const operatorOf = (text: string | undefined) => operators.find((operator) => operator === text)

const valuesOf = (cursor: Cursor, type: FieldType): Result.Result<ReadonlyArray<string>, FilterError> =>
  Result.gen(function* () {
    const values: Array<string> = []
    if (cursor.isAtEnd || /^and\s/i.test(cursor.text.slice(cursor.column - 1))) {
      return values
    }
    do {
      const start = cursor.column
      const quoted = cursor.take(/"([^"\\]*(?:\\.[^"\\]*)*)"/sy)
      // Up to a comma, a quotation mark, or an "and" between blanks.
      const found = quoted?.[1]?.replace(/\\(.)/gs, "$1") ?? cursor.take(/(?:(?!\s+and\s)[^,"])+/isy)?.[0].trim()
      if (found === undefined) {
        return yield* cursor.fail(
          cursor.isAtEnd || cursor.text[start - 1] === ","
            ? "Here a value is missing"
            : "This quotation mark is not closed"
        )
      }
      const value = readers[type](found)
      if (value === undefined) {
        return yield* cursor.fail(`This is not ${expectations[type]}`, start)
      }
      values.push(value)
    } while (cursor.take(/,/y) !== undefined)
    return cursor.isAtEnd || /^and\s/i.test(cursor.text.slice(cursor.column - 1))
      ? values
      : yield* cursor.fail(
          'Here a comma, "and" or the end is missing; a value that holds a quotation mark stands in quotes, as \\"'
        )
  })

const expectations: Readonly<Record<FieldType, string>> = {
  text: "text that a database can hold",
  words: "text that a database can hold",
  number: "a number such as 40000 or 0.5",
  day: "a date such as 2026-01-08",
  boolean: "true or false",
  id: "the id of an ad, such as 550e8400-e29b-41d4-a716-446655440000"
}

const text = (value: string) => (value.includes("\0") || !value.isWellFormed() ? undefined : value)
const matching = (pattern: RegExp) => (value: string) => (pattern.test(value) ? value.toLowerCase() : undefined)
const booleans: Readonly<Record<string, string>> = { true: "true", yes: "true", false: "false", no: "false" }

/** The value as the database reads it, or undefined where it is none of that type. */
const readers: Readonly<Record<FieldType, (value: string) => string | undefined>> = {
  text,
  words: text,
  number: matching(/^[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})$/),
  day: (value) => (isDay(value) ? value : undefined),
  boolean: (value) => (Object.hasOwn(booleans, value.toLowerCase()) ? booleans[value.toLowerCase()] : undefined),
  id: matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
}

/** Is it a date that there is, as `2026-01-08`? */
export const isDay = (value: string): boolean => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined || year === 0) {
    return false
  }
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return day >= 1 && day <= ([31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0)
}

const ordered: ReadonlySet<FieldType> = new Set(["number", "day"])
const holding: ReadonlySet<FieldType> = new Set(["text", "words"])

/** What is wrong with asking that, if anything. */
const misuse = (name: string, type: FieldType, operator: Operator, values: ReadonlyArray<string>) => {
  switch (operator) {
    case "=":
    case "!=":
      return undefined
    case "~":
    case "!~":
      return !holding.has(type)
        ? `"${name}" is not a text field: compare it with =`
        : values.length === 0
          ? `After ${operator} a text is missing`
          : undefined
    default:
      return !ordered.has(type)
        ? `"${name}" has no order: ask with = or ~`
        : values.length !== 1
          ? `After ${operator} stands one value`
          : undefined
  }
}
