/**
 * Finds the skills of a list in a text, in one pass.
 *
 * At each place where a word may begin the trie is walked, and the longest
 * spelling whose rule agrees wins: it swallows shorter skills inside it
 * (`SQL Server` is not also `SQL`). Words that need company, such as R in
 * "Python, R et SQL", are decided at the end, when the other matches are known.
 *
 * @module
 */
import {
  AFTER_CAPITALS,
  afterAddress,
  afterVersion,
  type Border,
  endBorder,
  GLUED,
  isCutAt,
  isPartOfCompound,
  NO_BORDER,
  startBorder
} from "./Boundaries.ts"
import { classAt, HYPHEN, SPACE } from "./Characters.ts"
import { type Rule, ruleOf } from "./Rules.ts"
import type { SkillList, Spelling } from "./SkillList.ts"
import { NO_NODE, trie } from "./Trie.ts"

/** Where a skill stands in a text. `end` is past a glued version number. */
export interface SkillMatch {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** Finds skills in a text, in the order of the text, not overlapping. */
export type SkillMatcher = (text: string) => ReadonlyArray<SkillMatch>

interface Candidate extends SkillMatch {
  isAccepted: boolean
}

interface Ending {
  readonly rules: ReadonlyArray<Rule>
  readonly end: number
  readonly border: Border
}

const noEndings: ReadonlyArray<Ending> = []

/** The shortest spelling that is believed when only a capital separates it from another word. */
const shortestGlued = 5
/** A spelling that is believed when small letters follow it directly. */
const abbreviation = /^[A-Z]{3,}$/
/** The shortest spelling that may carry a glued version number. */
const shortestVersioned = 3
/** The shortest spelling that is believed where the text may have been cut inside the word. */
const shortestCut = 3
/** The longest stretch between two members of an enumeration. */
const longestGap = 14
const gap =
  /^(?:\s*(?:[,;/|•·&+()[\]:…]|\.\.\.|\s[-–—]\s|\s(?:et|and|ou|or|et\/ou|and\/or|puis|und|oder|y|o)(?=[\s(]))\s*){1,3}$/iu

/** Compiles a list. Takes some milliseconds; the matcher is meant to be kept. */
export const skillMatcher = (list: SkillList): SkillMatcher => {
  const spellings = trie(list.spellings.map((spelling) => [spelling.text, ruleOf(spelling, list.groups)] as const))

  const couldContinue = beginnings(list)

  /** The spellings that end somewhere after `start`, shortest first. */
  const endingsAt = (text: string, start: number): ReadonlyArray<Ending> => {
    let endings = noEndings
    let node = spellings.root
    let at = start
    while (true) {
      const kind = classAt(text, at)
      node = spellings.step(node, kind === HYPHEN ? SPACE : kind)
      if (node === NO_NODE) return endings
      at++
      if (kind === SPACE) while (classAt(text, at) === SPACE) at++
      if (!spellings.isEnd(node)) continue
      const end = at - start >= shortestVersioned ? afterVersion(text, at) : at
      const border = endBorder(text, end)
      if (border !== NO_BORDER) endings = [...endings, { rules: spellings.valuesAt(node), end, border }]
    }
  }

  const candidateAt = (text: string, start: number, border: Border): Candidate | undefined => {
    const endings = endingsAt(text, start)
    for (let longest = endings.length - 1; longest >= 0; longest--) {
      const ending = endings[longest]
      if (ending === undefined) break
      const { end, rules } = ending
      const isGlued = border === GLUED || ending.border === GLUED
      let inList: Candidate | undefined
      for (const { isDoubtful, judge, spelling } of rules) {
        if (isGlued && (spelling.text.length < shortestGlued || spelling.onlyIf.length > 0)) continue
        if (ending.border === GLUED && isDoubtful) continue
        if (ending.border === AFTER_CAPITALS && (isDoubtful || !abbreviation.test(spelling.text))) continue
        if (spelling.text.length === 1 && isPartOfCompound(text, start, end)) continue
        if ((isDoubtful || spelling.text.length < shortestCut || couldContinue(spelling)) && isCutAt(text, end))
          continue
        const verdict = judge(text, start, end)
        if (verdict === "yes") return { name: spelling.name, start, end, isAccepted: true }
        if (verdict === "in_list") inList ??= { name: spelling.name, start, end, isAccepted: false }
      }
      if (inList !== undefined) return inList
    }
    return undefined
  }

  return (text) => {
    const candidates: Array<Candidate> = []
    let at = 0
    let before = SPACE
    while (at < text.length) {
      const kind = classAt(text, at)
      const border = startBorder(text, at, before, kind)
      before = kind
      if (border === NO_BORDER) {
        at++
        continue
      }
      const candidate = candidateAt(text, at, border)
      if (candidate !== undefined) candidates.push(candidate)
      at = candidate?.end ?? Math.max(at + 1, afterAddress(text, at))
      before = classAt(text, at - 1)
    }
    acceptLists(text, candidates)
    return candidates.filter(({ isAccepted }) => isAccepted).map(({ end, name, start }) => ({ name, start, end }))
  }
}

/** Whether a spelling is the beginning of one word that is another skill, as Java is of JavaScript. */
function beginnings(list: SkillList): (spelling: Spelling) => boolean {
  const continued = new Map<string, Set<string>>()
  for (const { name, text } of list.spellings) {
    for (let length = 1; length < text.length && !/[\s-]/.test(text); length++) {
      const beginning = text.slice(0, length).toLowerCase()
      continued.set(beginning, (continued.get(beginning) ?? new Set()).add(name))
    }
  }
  return ({ name, text }) => {
    const names = continued.get(text.toLowerCase())
    return names !== undefined && (names.size > 1 || !names.has(name))
  }
}

/**
 * Accepts what stands in an enumeration with an accepted skill, and so on along
 * the enumeration in both directions. Two doubtful names also vouch for each
 * other (`R et SAS`), unless both are single letters (`C, R`).
 */
function acceptLists(text: string, candidates: ReadonlyArray<Candidate>): void {
  const pairs = candidates.flatMap((left, index) => {
    const right = candidates[index + 1]
    return right !== undefined && isEnumeration(text, left.end, right.start) ? [[left, right] as const] : []
  })
  for (const [left, right] of pairs) {
    const areWords = left.end - left.start + right.end - right.start > 2
    if (areWords && left.name !== right.name && !left.isAccepted && !right.isAccepted) left.isAccepted = true
    if (left.isAccepted) right.isAccepted = true
  }
  for (const [left, right] of pairs.toReversed()) if (right.isAccepted) left.isAccepted = true
}

function isEnumeration(text: string, start: number, end: number): boolean {
  return end - start <= longestGap && gap.test(text.slice(start, end))
}
