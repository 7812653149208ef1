import { growing } from "@jobgraph/nlp/search/NumberArrays"
import { PackedTexts } from "./PackedTexts.ts"

/** What an ad says of itself under one name. */
export type Value = string | number | boolean | ReadonlyArray<string> | null

/** More different texts than these are packed. */
const manyTexts = 4_096
const unknown = 0
const isNoFit = 1
const isAFit = 2

/**
 * The values of many rows under one name. Most ads share theirs with others, so each is kept once, and a row keeps its
 * number.
 *
 * Texts are kept in lower case: they are compared without regard to it.
 */
export class Column {
  readonly #numbers = growing()
  #known = new Map<string | number | boolean | null, number>()
  #values: Array<Value> = []
  #valueAt = (number: number): Value => this.#values[number] ?? null
  #size = 0

  add(value: Value): void {
    const kept = lowered(value)
    const key = typeof kept === "object" && kept !== null ? `list\n${kept.join("\n")}` : kept
    const number = this.#known.get(key) ?? this.#size++
    if (number === this.#values.length) {
      this.#known.set(key, number)
      this.#values.push(kept)
    }
    this.#numbers.push(number)
  }

  /** Takes less memory, and no further values. */
  settle(): void {
    this.#known = new Map()
    const values = this.#values
    if (values.length <= manyTexts || !values.every(isTextOrNothing)) return
    const packed = new PackedTexts(values.map((value) => value ?? ""))
    const nothing = values.indexOf(null)
    this.#values = []
    this.#valueAt = (number) => (number === nothing ? null : packed.at(number))
  }

  /** For each row whether its value fits; a value is asked once, when the first row that has it is. */
  fits(isFit: (value: Value) => boolean): (row: number) => boolean {
    const fits = new Uint8Array(this.#size)
    const numbers = this.#numbers.view()
    return (row) => {
      const number = numbers[row]
      if (number === undefined) return false
      if (fits[number] === unknown) fits[number] = isFit(this.#valueAt(number)) ? isAFit : isNoFit
      return fits[number] === isAFit
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
