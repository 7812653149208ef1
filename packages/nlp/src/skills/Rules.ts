/**
 * The rules of the skills file, compiled and asked about one match.
 *
 * @module
 */
import { isCapitalAt } from "./Characters.ts"
import { isSentenceStart, phraseSet, wordSet, wordsAt } from "./Phrases.ts"
import type { SkillContext, SkillList, Spelling } from "./SkillList.ts"

const defaultWindow = 8

/** What a rule says of a match. `in_list`: it counts if it stands in an enumeration with another skill. */
export type Verdict = "yes" | "no" | "in_list"

export interface Rule {
  readonly spelling: Spelling
  /** Whether any context is asked for: such a spelling is also an ordinary word. */
  readonly isDoubtful: boolean
  readonly judge: (text: string, start: number, end: number) => Verdict
}

type Test = (text: string, start: number, end: number) => boolean

/** Compiles the rule of one spelling. */
export const ruleOf = (spelling: Spelling, groups: SkillList["groups"]): Rule => {
  const unless = spelling.unless.map((context) => contextTest(context, groups))
  const onlyIf = spelling.onlyIf.map((context) => ({
    isList: context.list === true,
    holds: contextTest(context, groups)
  }))
  const capitals = spelling.capitals ? capitalsTest(spelling.text) : undefined
  return {
    spelling,
    isDoubtful: unless.length > 0 || onlyIf.length > 0,
    judge: (text, start, end) => {
      if (capitals !== undefined && !capitals(text, start, end)) return "no"
      if (unless.some((holds) => holds(text, start, end))) return "no"
      if (onlyIf.length === 0) return "yes"
      let isInList = false
      for (const { holds, isList } of onlyIf) {
        if (!holds(text, start, end)) continue
        if (!isList) return "yes"
        isInList = true
      }
      return isInList ? "in_list" : "no"
    }
  }
}

/** All parts of a context but `list`, which needs the other matches and is decided by the matcher. */
function contextTest(context: SkillContext, groups: SkillList["groups"]): Test {
  const tests: Array<Test> = []
  if (context.before !== undefined) {
    const phrases = phraseSet(context.before, groups)
    tests.push((text, start) => phrases.touches(text, start, -1))
  }
  if (context.after !== undefined) {
    const phrases = phraseSet(context.after, groups)
    tests.push((text, _, end) => phrases.touches(text, end, 1))
  }
  if (context.near !== undefined) {
    const isOne = wordSet(context.near, groups)
    const within = context.within ?? defaultWindow
    tests.push(
      (text, start, end) => wordsAt(text, start, -1, within).some(isOne) || wordsAt(text, end, 1, within).some(isOne)
    )
  }
  if (context.start === true) tests.push((text, start) => isSentenceStart(text, start))
  return (text, start, end) => tests.every((holds) => holds(text, start, end))
}

/** Whether the capitals of the spelling are capitals in the text. Separators may differ, so letters are paired in order. */
function capitalsTest(spelling: string): Test {
  const letters = [...spelling].filter((character) => !/[\s-]/.test(character))
  return (text, start, end) => {
    let at = start
    for (const letter of letters) {
      while (at < end && /[\s\-\u2010-\u2013]/.test(text.charAt(at))) at++
      if (/\p{Lu}/u.test(letter) && !isCapitalAt(text, at)) return false
      at++
    }
    return true
  }
}
