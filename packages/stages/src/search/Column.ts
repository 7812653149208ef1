import { growing } from "@jobgraph/nlp/search/NumberArrays"
import { PackedTexts } from "./PackedTexts.ts"

/** What an ad says of itself under one name. */
export type Value = string | number | boolean | ReadonlyArray<string> | null

/** So many different texts are packed: of fewer, as of towns and contracts, unpacking would cost more than it saves. */
const manyTexts = 4_096
/** What is known of a value. */
const unasked = 0
const fit = 1
const unfit = 2

/**
 * The values of many rows under one name. Most ads share theirs with others, so each is kept once, and a row keeps its
 * number.
 *
 * Texts are kept in lower case: they are compared without regard to it.
 */
export class Column {
  readonly #numbers = growing()
  /** The numbers of the values, until the column is settled. */
  #known: Map<string | number | boolean | null, number> | undefined = new Map()
  #values: Array<Value> | PackedTexts = []

  add(value: Value): void {
    const known = this.#known
    const values = this.#values
    if (known === undefined || values instanceof PackedTexts)
      throw new Error("A settled column takes no further values")
    const kept = lowered(value)
    const key = typeof kept === "object" && kept !== null ? `list\n${kept.join("\n")}` : kept
    const number = known.get(key) ?? values.push(kept) - 1
    known.set(key, number)
    this.#numbers.push(number)
  }

  /** Takes less memory, and no further values. */
  settle(): void {
    this.#known = undefined
    const values = this.#values
    if (values instanceof PackedTexts || values.length <= manyTexts || !values.every(isTextOrNothing)) return
    this.#values = new PackedTexts(values)
  }

  /** For each row whether its value fits; a value is asked once, when the first row that has it is. */
  fits(isFit: (value: Value) => boolean): (row: number) => boolean {
    const values = this.#values
    const fits = new Uint8Array(values.length)
    const numbers = this.#numbers.view()
    return (row) => {
      const number = numbers[row]
      if (number === undefined) return false
      if (fits[number] === unasked) fits[number] = isFit(values.at(number) ?? null) ? fit : unfit
      return fits[number] === fit
    }
  }
}

const isTextOrNothing = (value: Value): value is string | null => typeof value === "string" || value === null

const lowered = (value: Value): Value =>
  typeof value === "string"
    ? value.toLowerCase()
    : typeof value === "object" && value !== null
      ? value.map((each) => each.toLowerCase())
      : value
