/**
 * Settings from `settings.yaml`, overridden by environment variables, overridden by flags.
 *
 * A variable `RUNNER__validated__titleMinLength=2` and a flag
 * `--set validated.titleMinLength=2` name the same key; both take YAML values.
 *
 * @module
 */
import { Effect, FileSystem, Option, Path, Schema } from "effect"
import { parseDocument } from "yaml"
import { Settings } from "./Settings.ts"
import { SettingsError } from "./SettingsError.ts"

/** One value and where it was set. */
export interface Override {
  readonly where: string
  readonly path: ReadonlyArray<string>
  readonly value: string
}

export interface SettingsInput {
  /** The file that was asked for; it must be there. None for `settings.yaml`, if there is one. */
  readonly file: Option.Option<string>
  readonly variables: Readonly<Record<string, string>>
  /** `key.path=value`, in the order given. */
  readonly flags: ReadonlyArray<string>
}

type Tree = { [key: string]: unknown }

/** The settings, with every default filled in. The error names the key and where it was set. */
export const loadSettings = Effect.fnUntraced(function* (input: SettingsInput) {
  const name = Option.getOrElse(input.file, () => "settings.yaml")
  const tree = yield* readFile(name, Option.isSome(input.file))
  const flags = yield* Effect.forEach(input.flags, parseFlag)
  const overrides = [...variablesOf(input.variables), ...flags]
  for (const override of overrides) {
    yield* apply(tree, override)
  }
  return yield* Schema.decodeUnknownEffect(Settings, { onExcessProperty: "error", errors: "all" })(tree).pipe(
    Effect.mapError((error) => new SettingsError({ where: whereOf(error, name, overrides), detail: wordsOf(error) }))
  )
})

const readFile = Effect.fnUntraced(function* (name: string, isAskedFor: boolean) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const file = path.resolve(name)
  if (!isAskedFor && !(yield* Effect.orElseSucceed(files.exists(file), () => false))) {
    return {}
  }
  const text = yield* files
    .readFileString(file)
    .pipe(
      Effect.mapError((error) => new SettingsError({ where: name, detail: `cannot be read (${error.reason._tag})` }))
    )
  const document = parseDocument(text)
  const [problem] = document.errors
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line
    return yield* new SettingsError({
      where: `${name}${line === undefined ? "" : `, line ${line}`}`,
      detail: problem.message.split(/ at line|\n/)[0] ?? problem.code
    })
  }
  const value: unknown = document.toJS() ?? {}
  return isTree(value) ? value : yield* new SettingsError({ where: name, detail: "must be a list of keys and values" })
})

const variablesOf = (variables: SettingsInput["variables"]): ReadonlyArray<Override> =>
  Object.entries(variables)
    .filter(([name]) => name.startsWith("RUNNER__"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ where: name, path: name.split("__").slice(1), value }))

const parseFlag = (flag: string): Effect.Effect<Override, SettingsError> => {
  const end = flag.indexOf("=")
  return end > 0
    ? Effect.succeed({
        where: `--set ${flag.slice(0, end)}`,
        path: flag.slice(0, end).split("."),
        value: flag.slice(end + 1)
      })
    : Effect.fail(
        new SettingsError({ where: `--set ${flag}`, detail: "write key=value, such as validated.titleMinLength=2" })
      )
}

/** Puts a value into the tree, making the sections on its way. */
const apply = Effect.fnUntraced(function* (tree: Tree, { path, value, where }: Override) {
  let section = tree
  for (const key of path.slice(0, -1)) {
    const next = section[key] ?? {}
    if (!isTree(next)) {
      return yield* new SettingsError({ where, detail: `"${key}" is no section` })
    }
    section[key] = next
    section = next
  }
  section[path.at(-1) ?? ""] = parseDocument(value).toJS()
})

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value)

/** The problems in words: `validated.titleMinLength: Expected an integer`. */
const wordsOf = (error: Schema.SchemaError): string =>
  error.message
    .split(/\n(?!\s)/)
    .map((problem) => {
      const [words = "", at = ""] = problem.split(/\s*\n\s*at /)
      const path = [...at.matchAll(/\["?([^"\]]+)"?\]/g)].map(([, key]) => key).join(".")
      const plain = words.replace("Expected no excess property", "there is no such key").replace(/ \| undefined$/, "")
      return path === "" ? plain : `${path}: ${plain}`
    })
    .join("; ")

/** The variable or flag that set the key with the problem, else the file. */
const whereOf = (error: Schema.SchemaError, file: string, overrides: ReadonlyArray<Override>): string => {
  const words = wordsOf(error)
  return overrides.find(({ path }) => words.startsWith(`${path.join(".")}:`))?.where ?? file
}
