/**
 * YAML as a tree of keys, which also knows the lines of a file.
 *
 * @module
 */
import { Effect, Predicate } from "effect"
import type { Document } from "yaml"
import { settingsError } from "./SettingsError.ts"

/** Sections and values by key. */
export type Tree = { [key: string]: unknown }

/** Loaded when there is something to parse: most commands are given no settings. */
const library = Effect.promise(() => import("yaml"))

export interface YamlFile {
  readonly tree: Tree
  /** The line of the value at a path, or of the section nearest to it; null for what is not in the file. */
  readonly lineOf: (path: ReadonlyArray<PropertyKey>) => number | null
}

export const emptyFile: YamlFile = { tree: {}, lineOf: () => null }

/** Reads a file's text; `name` is the file in error messages. */
export const parseFile = Effect.fnUntraced(function* (name: string, text: string) {
  const { isNode, LineCounter, parseDocument } = yield* library
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const [problem] = document.errors
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line
    return yield* settingsError(line === undefined ? name : `${name}, line ${line}`, sentenceOf(problem))
  }
  const value = (yield* plainValue(name, document)) ?? {}
  const lineOf: YamlFile["lineOf"] = (path) => {
    const node: unknown = path.length === 0 ? null : document.getIn(path, true)
    const offset = isNode(node) ? node.range?.[0] : undefined
    return offset === undefined ? (path.length === 0 ? null : lineOf(path.slice(0, -1))) : lines.linePos(offset).line
  }
  return isTree(value) ? { tree: value, lineOf } : yield* settingsError(name, "must be a list of keys and values")
})

/** Reads one value, as it stands behind `key=`. */
export const parseValue = Effect.fnUntraced(function* (where: string, text: string) {
  const { parseDocument } = yield* library
  const document = parseDocument(text)
  const [problem] = document.errors
  return problem === undefined ? yield* plainValue(where, document) : yield* settingsError(where, sentenceOf(problem))
})

export const isTree = (value: unknown): value is Tree => Predicate.isObject(value) && !Array.isArray(value)

/** The plain value. An alias that goes nowhere, or that would unfold without end, is found only here. */
const plainValue = (where: string, document: Document.Parsed) =>
  Effect.try({
    try: (): unknown => document.toJS(),
    catch: (cause) => settingsError(where, cause instanceof Error ? cause.message : String(cause))
  })

const sentenceOf = ({ code, message }: { readonly code: string; readonly message: string }): string =>
  message.split(/ at line|\n/)[0] ?? code
