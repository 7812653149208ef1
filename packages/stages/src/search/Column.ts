import { growing } from "@jobgraph/nlp/search/NumberArrays"

/** What an ad says of itself under one name. */
export type Value = string | number | boolean | ReadonlyArray<string> | null

/**
 * The values of many rows under one name. Most ads share theirs with others, so each is kept once, and a row keeps its
 * number.
 *
 * Texts are kept in lower case: they are compared without regard to it.
 */
export class Column {
  readonly #numbers = growing()
  readonly #known = new Map<string | number | boolean | null, number>()
  readonly #values: Array<Value> = []

  add(value: Value): void {
    const kept = lowered(value)
    const key = typeof kept === "object" && kept !== null ? `list\n${kept.join("\n")}` : kept
    const number = this.#known.get(key) ?? this.#values.push(kept) - 1
    this.#known.set(key, number)
    this.#numbers.push(number)
  }

  /** For each row whether its value fits; every value is asked once. */
  fits(isFit: (value: Value) => boolean): (row: number) => boolean {
    const fits = Uint8Array.from(this.#values, (value) => (isFit(value) ? 1 : 0))
    const numbers = this.#numbers.view()
    return (row) => fits[numbers[row] ?? -1] === 1
  }
}

const lowered = (value: Value): Value =>
  typeof value === "string"
    ? value.toLowerCase()
    : typeof value === "object" && value !== null
      ? value.map((each) => each.toLowerCase())
      : value
