/**
 * From the parameters of a search for ads to a filter of the shared grammar.
 *
 * @module
 */
import { type Condition, type Filter, parse, print } from "@jobgraph/db/jobs/Filter"
import { fieldOf } from "@jobgraph/db/jobs/FilterField"
import { Effect } from "effect"

export interface FilterQuery {
  readonly where?: string
  readonly city?: string
  readonly company?: string
  readonly skill?: string
  readonly contract?: string
  readonly language?: string
  readonly country?: string
  readonly source?: string
  readonly payMin?: number
  readonly payMax?: number
  readonly from?: string
  readonly to?: string
  readonly remote?: "true" | "false"
}

/** All that the parameters ask together. Fails where `where` does not parse, or a value is none of its field. */
export const filterOf = Effect.fnUntraced(function* (query: FilterQuery) {
  const own = [
    ...list("city", query.city),
    ...list("company_name", query.company),
    ...list("skills", query.skill),
    ...list("contract_type", query.contract),
    ...list("language", query.language),
    // A country is named by its code.
    ...list("country_code", query.country),
    ...list("source", query.source),
    ...one("pay_max", ">=", query.payMin),
    ...one("pay_min", "<=", query.payMax),
    ...one("posted_date", ">=", query.from),
    ...one("posted_date", "<=", query.to),
    ...one("is_remote", "=", query.remote)
  ]
  // Read again as text, so that values are held to the same rules as typed ones.
  const filter: Filter = yield* Effect.fromResult(parse(print(own)))
  return [...(yield* Effect.fromResult(parse(query.where ?? ""))), ...filter]
})

/** The values of a parameter: apart by commas, except within quotes. */
export const valuesOf = (text: string | undefined): ReadonlyArray<string> =>
  [...(text ?? "").matchAll(/"((?:[^"\\]|\\.)*)"|[^,"]+/gs)]
    .map(([whole, quoted]) => (quoted === undefined ? whole : quoted.replaceAll(/\\(.)/gs, "$1")).trim())
    .filter((value) => value !== "")

const list = (name: string, text: string | undefined): ReadonlyArray<Condition> => {
  const values = valuesOf(text)
  return values.length === 0 ? [] : conditionOn(name, "=", values)
}

const one = (
  name: string,
  operator: Condition["operator"],
  value: string | number | undefined
): ReadonlyArray<Condition> => (value === undefined ? [] : conditionOn(name, operator, [plain(value)]))

/** Numbers without an exponent, which the grammar does not read. */
const plain = (value: string | number): string =>
  typeof value === "string" ? value : value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 15 })

const conditionOn = (
  name: string,
  operator: Condition["operator"],
  values: ReadonlyArray<string>
): ReadonlyArray<Condition> => {
  const field = fieldOf(name)
  return field === undefined ? [] : [{ field, operator, values }]
}
