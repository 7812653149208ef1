/**
 * The skills file `data/skills.json`: its shape, and how it is read.
 *
 * A skill has a canonical `name` and other spellings (`aliases`). The name is
 * a spelling too. A *rule* belongs to one spelling and says where it counts:
 * `capitals`, `onlyIf` (one of these contexts), `unless` (none of these). What
 * each word of a context means is written at the top of the data file, beside
 * the data that a person edits.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { Result, Schema } from "effect"
import data from "../../data/skills.json" with { type: "json" }
import { BREAK, classAt } from "./Characters.ts"

const Phrase = Schema.NonEmptyString.check(
  Schema.makeFilter((phrase) => phrase === phrase.trim() || "a phrase must not begin or end with a space")
)
const Phrases = Schema.Array(Phrase).check(Schema.isMinLength(1))
const Words = Schema.Array(
  Phrase.check(
    Schema.makeFilter((word) => word.startsWith("@") || !/\s/u.test(word) || "`near` takes single words, not phrases")
  )
).check(Schema.isMinLength(1))

/** Circumstances of a match. All that are given must hold. */
export const SkillContext = Schema.Struct({
  before: Schema.optionalKey(Phrases),
  after: Schema.optionalKey(Phrases),
  near: Schema.optionalKey(Words),
  within: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 30 }))),
  list: Schema.optionalKey(Schema.Literal(true)),
  start: Schema.optionalKey(Schema.Literal(true))
}).check(
  Schema.makeFilter((context) => Object.keys(context).some((key) => key !== "within") || "a context must ask something")
)
export type SkillContext = typeof SkillContext.Type

const rule = {
  capitals: Schema.optionalKey(Schema.Boolean),
  onlyIf: Schema.optionalKey(Schema.Array(SkillContext).check(Schema.isMinLength(1))),
  unless: Schema.optionalKey(
    Schema.Array(
      SkillContext.check(Schema.makeFilter((context) => context.list !== true || "`list` belongs under `onlyIf`"))
    ).check(Schema.isMinLength(1))
  )
}

const SpellingText = Schema.NonEmptyString.check(
  Schema.makeFilter((text) => isReadable(text) || "a spelling is letters, digits, spaces and any of . + # / & ' -")
)

const Alias = Schema.Union([SpellingText, Schema.Struct({ text: SpellingText, ...rule })])

const Skill = Schema.Union([
  SpellingText,
  Schema.Struct({
    name: SpellingText,
    aliases: Schema.optionalKey(Schema.Array(Alias)),
    ...rule
  })
])

/** The whole file, with names used once only and groups that exist. */
export const SkillFile = Schema.Struct({
  about: Schema.Array(Schema.String),
  groups: Schema.Record(Schema.NonEmptyString, Phrases),
  categories: Schema.Record(Schema.NonEmptyString, Schema.Array(Skill))
}).check(
  Schema.makeFilter((file) => repeatedName(file) ?? true),
  Schema.makeFilter((file) => unknownGroup(file) ?? true)
)
export type SkillFile = typeof SkillFile.Type

/** One way to write a skill, and where it counts as that skill. */
export interface Spelling {
  readonly name: string
  readonly text: string
  readonly capitals: boolean
  readonly onlyIf: ReadonlyArray<SkillContext>
  readonly unless: ReadonlyArray<SkillContext>
}

/** Skills to look for, ready to be compiled by `skillMatcher`. */
export interface SkillList {
  readonly groups: Readonly<Record<string, ReadonlyArray<string>>>
  readonly spellings: ReadonlyArray<Spelling>
  /** Category of each canonical name. */
  readonly categories: ReadonlyMap<string, string>
  /** Hash of the content: equal for equal lists. */
  readonly hash: string
}

const decode = Schema.decodeUnknownResult(SkillFile)

/** Reads a skills file that is already parsed JSON. The failure names the place in the file and what is wrong there. */
export const decodeSkillList = (file: unknown): Result.Result<SkillList, Schema.SchemaError> =>
  Result.map(decode(file, { onExcessProperty: "error", errors: "all" }), skillList)

/**
 * The list that comes with Jobgraph. A mistake in the data file stops the
 * program when this module is loaded, with the place of the mistake.
 */
export const defaultSkillList: SkillList = Result.getOrThrow(decodeSkillList(data))

function skillList(file: SkillFile): SkillList {
  const skills = Object.entries(file.categories).flatMap(([category, entries]) =>
    entries.map((entry) => ({ category, ...(typeof entry === "string" ? { name: entry } : entry) }))
  )
  return {
    groups: file.groups,
    spellings: skills.flatMap(({ aliases = [], name, ...nameRule }) => [
      spelling(name, { text: name, ...nameRule }),
      ...aliases.map((alias) => spelling(name, typeof alias === "string" ? { text: alias } : alias))
    ]),
    categories: new Map(skills.map(({ category, name }) => [name, category])),
    hash: createHash("sha256")
      .update(JSON.stringify([file.groups, file.categories]))
      .digest("hex")
  }
}

function spelling(
  name: string,
  {
    capitals = false,
    onlyIf = [],
    text,
    unless = []
  }: { readonly text: string } & Partial<Omit<Spelling, "name" | "text">>
): Spelling {
  return { name, text, capitals, onlyIf, unless }
}

function isReadable(text: string): boolean {
  if (text !== text.trim() || !/[\p{L}]/u.test(text)) return false
  for (let index = 0; index < text.length; index++) if (classAt(text, index) === BREAK) return false
  return true
}

function repeatedName(file: { readonly categories: SkillFile["categories"] }): string | undefined {
  const seen = new Set<string>()
  for (const entry of Object.values(file.categories).flat()) {
    const name = typeof entry === "string" ? entry : entry.name
    if (seen.has(name.toLowerCase())) return `the skill "${name}" is there twice`
    seen.add(name.toLowerCase())
  }
  return undefined
}

function unknownGroup(file: {
  readonly groups: SkillFile["groups"]
  readonly categories: SkillFile["categories"]
}): string | undefined {
  for (const entry of Object.values(file.categories).flat()) {
    if (typeof entry === "string") continue
    const rules = [entry, ...(entry.aliases ?? []).filter((alias) => typeof alias !== "string")]
    for (const { onlyIf = [], unless = [] } of rules) {
      for (const { after = [], before = [], near = [] } of [...onlyIf, ...unless]) {
        const missing = [...after, ...before, ...near].find(
          (phrase) => phrase.startsWith("@") && !(phrase.slice(1) in file.groups)
        )
        if (missing !== undefined) return `the skill "${entry.name}" uses the group "${missing}", which does not exist`
      }
    }
  }
  return undefined
}
