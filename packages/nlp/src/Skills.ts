/**
 * The skills that a job ad names.
 *
 * @module
 */
import { createHash } from "node:crypto"
import { type SkillMatcher, skillMatcher } from "./skills/Matcher.ts"
import { defaultSkillList } from "./skills/SkillList.ts"

/** Changed by hand whenever the matching code finds something else in the same text with the same list. */
const matcherVersion = "2"

/**
 * Stands for everything that decides what is found: the skills file and the
 * matching code. Part of the code version of any artifact that holds skills.
 */
export const skillsVersion: string = createHash("sha256")
  .update(`${matcherVersion}:${defaultSkillList.hash}`)
  .digest("hex")
  .slice(0, 16)

/** Where each skill of the default list stands in a text: for highlighting, and for finding out why. */
export const locateSkills: SkillMatcher = (text) => {
  defaultMatcher ??= skillMatcher(defaultSkillList)
  return defaultMatcher(text)
}

/** Compiled when it is first asked: most commands read no ad, and should not wait for it. */
let defaultMatcher: SkillMatcher | undefined

/**
 * The canonical names of the skills that a text names, each once, in the order
 * of first appearance.
 *
 * Reads French and English, as cleaned text (no markup, entities decoded). A
 * longer skill swallows a shorter one at the same place: `SQL Server` is not
 * also `SQL`. A word that may have been cut by a final ellipsis counts only if
 * it means nothing else: `la fonction R…` names no skill. Linear time, never
 * throws. What counts as a skill is said in `data/skills.json`; phrases of a
 * text without known skills are the business of `nounChunks`.
 */
export const extractSkills = (
  text: string,
  { matcher = locateSkills }: { readonly matcher?: SkillMatcher } = {}
): ReadonlyArray<string> => [...new Set(matcher(text).map(({ name }) => name))]
