/**
 * Settings from `settings.yaml`, overridden by environment variables, overridden by flags.
 *
 * A variable `RUNNER__validated__titleMinLength=2` and a flag
 * `--set validated.titleMinLength=2` name the same key; both take YAML values.
 *
 * @module
 */
import { Array as Arrays, Effect, FileSystem, Option, Path, Predicate, Schema, SchemaIssue } from "effect"
import { nearestSetting } from "./nearestSetting.ts"
import { Settings } from "./Settings.ts"
import { SettingsError, settingsError } from "./SettingsError.ts"
import { emptyFile, isTree, parseFile, parseValue, type Tree, type YamlFile } from "./Yaml.ts"

export interface SettingsInput {
  /** The file that was asked for; it must be there. None for `settings.yaml`, if there is one. */
  readonly file: Option.Option<string>
  readonly variables: Readonly<Record<string, string>>
  /** `key.path=value`, in the order given. */
  readonly flags: ReadonlyArray<string>
}

/** One value and where it was set. */
interface Override {
  readonly where: string
  readonly path: ReadonlyArray<string>
  readonly value: string
}

/** The settings, with every default filled in. The error names each bad key, where it was set, and the value unless it could hold a secret. */
export const loadSettings = Effect.fnUntraced(function* (input: SettingsInput) {
  const name = Option.getOrElse(input.file, () => "settings.yaml")
  const file = yield* readFile(name, Option.isSome(input.file))
  const overrides = [...variablesOf(input.variables), ...(yield* Effect.forEach(input.flags, parseFlag))]
  const tree = { ...file.tree }
  for (const override of overrides) {
    yield* apply(tree, override)
  }
  return yield* Schema.decodeUnknownEffect(Settings, { onExcessProperty: "error", errors: "all" })(tree).pipe(
    Effect.mapError((error) => new SettingsError({ problems: problemsOf(error, { name, file, overrides, tree }) }))
  )
})

const readFile = Effect.fnUntraced(function* (name: string, isAskedFor: boolean) {
  const files = yield* FileSystem.FileSystem
  const file = (yield* Path.Path).resolve(name)
  if (!isAskedFor && !(yield* Effect.orElseSucceed(files.exists(file), () => false))) {
    return emptyFile
  }
  const text = yield* files
    .readFileString(file)
    .pipe(
      Effect.mapError(({ reason }) =>
        settingsError(name, reason._tag === "NotFound" ? "there is no such file" : `cannot be read (${reason._tag})`)
      )
    )
  return yield* parseFile(name, text)
})

const variablesOf = (variables: SettingsInput["variables"]): ReadonlyArray<Override> =>
  Object.entries(variables)
    .filter(([name]) => name.startsWith("RUNNER__"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ where: name, path: name.split("__").slice(1), value }))

const parseFlag = (flag: string): Effect.Effect<Override, SettingsError> => {
  const end = flag.indexOf("=")
  return end > 0
    ? Effect.succeed({ where: "--set", path: flag.slice(0, end).split("."), value: flag.slice(end + 1) })
    : Effect.fail(settingsError(`--set ${flag}`, "write key=value, such as validated.titleMinLength=2"))
}

/** Puts a value into the tree, making the sections on its way. */
const apply = Effect.fnUntraced(function* (tree: Tree, { path, value, where }: Override) {
  const parsed = yield* parseValue(`${where}: ${path.join(".")}`, value)
  let section = tree
  for (const [index, key] of path.entries()) {
    const isLast = index === path.length - 1
    const present = Object.hasOwn(section, key) ? section[key] : {}
    // A copy, because an alias in the file makes two keys share one section.
    const next: unknown = isLast ? parsed : isTree(present) ? { ...present } : present
    if (!isLast && !isTree(next)) {
      return yield* settingsError(where, `"${path.slice(0, index + 1).join(".")}" is a value, not a section`)
    }
    // Defined, not assigned: assigning to `__proto__` would change what every object inherits.
    Object.defineProperty(section, key, { value: next, configurable: true, enumerable: true, writable: true })
    if (isTree(next)) {
      section = next
    }
  }
})

interface Origin {
  readonly name: string
  readonly file: YamlFile
  readonly overrides: ReadonlyArray<Override>
  /** All values, as they were given. */
  readonly tree: Tree
}

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1()

const problemsOf = (error: Schema.SchemaError, origin: Origin) => {
  const problems = issuesOf(error.issue).issues.map(({ message, path = [] }) => {
    const keys = path.map((part) => (typeof part === "object" ? part.key : part))
    return {
      where: whereOf(keys, origin),
      detail: wordsOf(keys.map(String).join("."), message, foundText(valueAt(origin.tree, keys)))
    }
  })
  return Arrays.isReadonlyArrayNonEmpty(problems) ? problems : Arrays.of({ where: origin.name, detail: error.message })
}

const wordsOf = (key: string, message: string, found: string): string =>
  message === "Expected no excess property"
    ? `there is no setting "${key}"${suggestion(key)}`
    : `${key}: ${message
        .replace(/ \| undefined$/, "")
        .replace("Missing key", "Expected a value")
        .replace(/^Expected "[^"]*"( \| "[^"]*")+/, (choices) => `Expected one of ${wordsOfChoices(choices)}`)
        .replace(
          /^Expected (array|object)$/,
          (_, kind) => `Expected ${wordsOfKind[kind === "array" ? "array" : "object"]}`
        )
        .replace(
          /^Expected (number|string|boolean|integer)/,
          (_, kind) => `Expected ${kind === "integer" ? "an" : "a"} ${kind}`
        )}${found}`

/** `"a" | "b"` as `a, b`. */
const wordsOfChoices = (choices: string): string =>
  [...choices.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice).join(", ")

const wordsOfKind = { array: "a list, such as [a, b]", object: "a section of keys and values" } as const

const valueAt = (tree: Tree, keys: ReadonlyArray<PropertyKey>): unknown =>
  keys.reduce<unknown>((value, key) => (Predicate.isObjectOrArray(value) ? Reflect.get(value, key) : undefined), tree)

/** What may be repeated: a plain word, or a figure with a unit. Anything else could be a secret that went astray. */
const harmless = /^(?:[A-Za-z][A-Za-z _-]{0,23}|\d+[a-z]{0,3})$/

/** `, found "abc"`; nothing for what is not there, or should not be repeated. */
const foundText = (value: unknown): string => {
  if (typeof value === "number" || typeof value === "boolean" || value === null) {
    return `, found ${value}`
  }
  return typeof value === "string" && harmless.test(value) ? `, found ${JSON.stringify(value)}` : ""
}

const suggestion = (key: string): string => {
  const nearest = nearestSetting(key)
  return nearest === undefined ? "" : `: did you mean "${nearest}"?`
}

/** The last variable or flag that set the key, or something in or around it; else the line of the file. */
const whereOf = (keys: ReadonlyArray<PropertyKey>, { file, name, overrides }: Origin): string => {
  const override = overrides.findLast(({ path }) =>
    path.every((key, index) => index >= keys.length || key === keys[index])
  )
  const line = file.lineOf(keys)
  return override?.where ?? (line === null ? name : `${name}, line ${line}`)
}
