/**
 * Every setting with its type, its default and what it means.
 *
 * @module
 */
import { Predicate, Schema } from "effect"
import { descriptions, type SettingText } from "./descriptions.ts"
import { Settings } from "./Settings.ts"

export interface Setting extends SettingText {
  /** With its section: `run.threads`. */
  readonly key: string
  /** What it takes, in words: `integer from 1 to 50`. */
  readonly takes: string
  /** Undefined where it has none. */
  readonly fallback: unknown
}

/** All settings, in the order of the schema. */
export const settingsList = (): ReadonlyArray<Setting> => {
  const document = Schema.toJsonSchemaDocument(Schema.toType(Settings))
  const defaults: unknown = Schema.encodeSync(Settings)(Schema.decodeSync(Settings)({}))
  const texts: Readonly<Record<string, SettingText>> = descriptions
  return leaves(document.schema, document.definitions, []).map(({ path, schema }) => {
    const key = path.join(".")
    const { unset, ...text } = texts[key] ?? { means: "" }
    const fallback = path.reduce(
      (value: unknown, part) => (Predicate.isObject(value) ? Reflect.get(value, part) : undefined),
      defaults
    )
    return {
      key,
      ...text,
      ...(unset === undefined ? { fallback } : { unset, fallback: undefined }),
      takes: takenBy(schema, document.definitions)
    }
  })
}

type Json = Readonly<Record<string, unknown>>

const isJson = (value: unknown): value is Json => Predicate.isObject(value) && !Array.isArray(value)

const resolved = (schema: unknown, definitions: Json): Json => {
  const json = isJson(schema) ? schema : {}
  const reference = json["$ref"]
  return typeof reference === "string" ? resolved(definitions[reference.split("/").at(-1) ?? ""], definitions) : json
}

const leaves = (
  schema: unknown,
  definitions: Json,
  path: ReadonlyArray<string>
): ReadonlyArray<{ readonly path: ReadonlyArray<string>; readonly schema: Json }> => {
  const json = resolved(schema, definitions)
  const properties = json["properties"]
  return isJson(properties)
    ? Object.entries(properties).flatMap(([key, value]) => leaves(value, definitions, [...path, key]))
    : [{ path, schema: json }]
}

/** The limits of what a number can hold are no limits to people. */
const isLimit = (value: unknown): value is number =>
  typeof value === "number" && !(Math.abs(value) >= Number.MAX_SAFE_INTEGER)

const takenBy = (schema: unknown, definitions: Json): string => {
  const json = resolved(schema, definitions)
  const either = json["anyOf"]
  if (Array.isArray(either)) {
    return [...new Set(either.map((one) => takenBy(one, definitions)))].join(" or ")
  }
  const words = json["enum"]
  if (Array.isArray(words)) {
    return words.join(", ")
  }
  const limits = [json, ...(Array.isArray(json["allOf"]) ? json["allOf"].filter(isJson) : [])]
  const limit = (name: string) => limits.map((one) => one[name]).find(isLimit)
  switch (json["type"]) {
    case "array":
      return isJson(json["items"]) ? `list of ${takenBy(json["items"], definitions)}` : "list"
    case "object":
      return "table"
    case "string":
      return "text"
    case "integer":
    case "number": {
      const name = json["type"] === "integer" ? "whole number" : "number"
      const [minimum, above, maximum] = [limit("minimum"), limit("exclusiveMinimum"), limit("maximum")]
      return [
        name,
        minimum === undefined ? (above === undefined ? "" : `above ${above}`) : `from ${minimum}`,
        maximum === undefined ? "" : `to ${maximum}`
      ]
        .filter((text) => text !== "")
        .join(" ")
    }
    default:
      return String(json["type"] ?? "any")
  }
}
