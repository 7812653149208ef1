import { Option, Predicate, Schema } from "effect"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"

/** What each command prints with `--json`, by its words. */
export type Documents = Readonly<Record<string, Schema.Codec<unknown, unknown>>>

/** docs/reference/json.md: the fields of every document. */
export const jsonPage = (documents: Documents): string => {
  const names = Object.keys(documents)
  return page(
    "# JSON",
    generatedFrom("the schemas by which the commands print"),
    "`--json` prints one JSON document on standard output and nothing else; log lines and messages go to standard error. In the tables `[]` stands for each item of a list and `{}` for each value of an object with names of its own; a field with `?` may be absent. Fields may be added.",
    "Exit codes: 0 done, 1 a step failed for good, 2 wrong usage or configuration, 75 something failed for a reason that may pass (try again later), 130 interrupted.",
    ...names.flatMap((name) => {
      const same = names.find((other) => documents[other] === documents[name])
      return [
        `## runner ${name}`,
        same === undefined || same === name
          ? markdownTable(["Field", "Holds", ""], fieldsOf(documents[name]))
          : `As [runner ${same}](#runner-${same.toLowerCase().replaceAll(" ", "-")}).`
      ]
    })
  )
}

const fieldsOf = (document: Documents[string] | undefined): ReadonlyArray<ReadonlyArray<string>> => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(document ?? Schema.Unknown)
  return below("", { ...resolved(schema, definitions) }, definitions)
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => Predicate.isObject(value) && !Array.isArray(value)

const resolved = (node: unknown, definitions: Node): Node => {
  if (!isNode(node)) return {}
  const name = typeof node["$ref"] === "string" ? node["$ref"].split("/").at(-1) : undefined
  return name === undefined ? node : { ...resolved(definitions[name], definitions), ...node }
}

/** The rows of what is inside a value: of an object its fields, of a list what its items have. */
const below = (path: string, node: Node, definitions: Node): ReadonlyArray<ReadonlyArray<string>> => {
  const inner = (value: unknown) => resolved(value, definitions)
  const { additionalProperties, items, properties, required } = node
  if (Array.isArray(node["anyOf"])) return node["anyOf"].flatMap((one) => below(path, inner(one), definitions))
  if (isNode(items)) return below(`${path}[]`, inner(items), definitions)
  const needed = Array.isArray(required) ? required : []
  const fields = Object.entries(isNode(properties) ? properties : {}).flatMap(([name, value]) => {
    const field = inner(value)
    const at = path === "" ? name : `${path}.${name}`
    return [
      [code(needed.includes(name) ? at : `${at}?`), kindOf(field, definitions), meaningOf(field, definitions)],
      ...below(at, field, definitions)
    ]
  })
  return isNode(additionalProperties)
    ? [...fields, ...below(`${path}{}`, inner(additionalProperties), definitions)]
    : fields
}

const kindOf = (node: Node, definitions: Node): string => {
  const inner = (value: unknown) => kindOf(resolved(value, definitions), definitions)
  const { additionalProperties, anyOf, enum: values, items, prefixItems, type } = node
  if (Array.isArray(anyOf)) return [...new Set(anyOf.map(inner))].join(" or ")
  if (Array.isArray(values)) return values.map((value) => code(String(value))).join(", ")
  if (Array.isArray(prefixItems)) return `list of ${prefixItems.map(inner).join(", ")}`
  if (type === "array") return `list of ${inner(items)}`
  if (isNode(additionalProperties)) return `names with ${inner(additionalProperties)}`
  return node["format"] === "date-time" ? "time" : typeof type === "string" ? type : "any"
}

/** What is said of a value, or of what it is when it is not null. */
const meaningOf = (node: Node, definitions: Node): string => {
  if (typeof node["description"] === "string") return node["description"]
  const one = Array.isArray(node["anyOf"]) ? node["anyOf"] : []
  return Option.getOrElse(
    Option.fromUndefinedOr(
      one.map((part) => meaningOf(resolved(part, definitions), definitions)).find((text) => text !== "")
    ),
    () => ""
  )
}
