/**
 * What may stand in the page's URL, which is its only state: a link shows others what one sees.
 *
 * @module
 */

/** One parameter: how its text is read (undefined: it makes no sense) and written. */
export interface Parameter<A> {
  /** What holds while it is absent; it is then left out of the URL. */
  readonly fallback: A
  readonly parse: (text: string) => A | undefined
  readonly format: (value: A) => string
}

export const text = (fallback = ""): Parameter<string> => ({ fallback, parse: (text) => text, format: (text) => text })

export const choice = <const Names extends ReadonlyArray<string>>(
  names: Names,
  fallback: Names[number]
): Parameter<Names[number]> => ({
  fallback,
  parse: (text) => names.find((name) => name === text),
  format: (name) => name
})

/** `2026-01-08`, or empty. */
export const day: Parameter<string> = {
  fallback: "",
  parse: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined),
  format: (text) => text
}

export const flag: Parameter<boolean> = {
  fallback: false,
  parse: (text) => (text === "yes" ? true : undefined),
  format: (value) => (value ? "yes" : "")
}

/** Names apart by commas; a comma in a name is written `%2C`. */
export const list: Parameter<ReadonlyArray<string>> = {
  fallback: [],
  parse: (text) =>
    text
      .split(",")
      .filter((part) => part !== "")
      .map(decode),
  format: (names) => names.map((name) => name.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",")
}

const decode = (text: string) => text.replaceAll("%2C", ",").replaceAll("%25", "%")

// Any: a shape holds parameters of different types; each keeps its own in Values.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Parameters = Readonly<Record<string, Parameter<any>>>

export type Values<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer A> ? A : never
}

/** The values in a query; what cannot be read is named and its fallback holds. */
export const read = <P extends Parameters>(
  shape: P,
  search: string
): { readonly values: Values<P>; readonly unreadable: ReadonlyArray<string> } => {
  const query = new URLSearchParams(search)
  const unreadable: Array<string> = []
  const entries = Object.entries(shape).map(([name, parameter]) => {
    const text = query.get(name)
    const value = text === null ? parameter.fallback : parameter.parse(text)
    if (value === undefined) {
      unreadable.push(name)
    }
    return [name, value ?? parameter.fallback] as const
  })
  // Each value came from the parameter of its own name.
  return { values: Object.fromEntries(entries) as Values<P>, unreadable }
}

/** A query with some values changed. Names of the query that are not in the shape stay as they are. */
export const write = <P extends Parameters>(shape: P, search: string, changes: Partial<Values<P>>): string => {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(changes)) {
    const parameter = shape[name]
    if (parameter === undefined) {
      continue
    }
    const text = parameter.format(value)
    if (text === parameter.format(parameter.fallback)) {
      query.delete(name)
    } else {
      query.set(name, text)
    }
  }
  // Slashes and commas may stand in a query, and are easier to read so.
  return query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",")
}
