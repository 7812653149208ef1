/**
 * Names that are terms as they stand, whatever a tokenizer or stemmer would
 * make of them.
 *
 * @module
 */

import { isWordUnit } from "./Words.ts"

/** Skills with signs or spaces, and some that stemmers would damage. */
export const defaultNames: ReadonlyArray<string> = (
  ".net,asp.net,c++,c#,f#,ci/cd,d3.js,express.js,next.js,node.js,nuxt.js,react.js,three.js,vue.js,objective-c," +
  "pl/sql,t-sql,r&d,a/b testing,power bi,power apps,power automate,power query,google cloud,google analytics," +
  "sql server,ruby on rails,spring boot,react native,scikit-learn,machine learning,deep learning,data science," +
  "big data,active directory,apache spark,apache kafka,visual studio,github actions,gitlab ci,rest api," +
  "adobe xd,after effects,microsoft 365,office 365,sap hana,sap s/4hana,iso 9001,iso 27001," +
  "airflow,angular,ansible,aws,azure,cassandra,data,devops,django,docker,elasticsearch,excel,figma,firebase,flutter,git," +
  "github,gitlab,grafana,hadoop,hive,ios,java,javascript,jenkins,jira,kafka,keras,kubernetes,laravel,linux," +
  "mongodb,mysql,numpy,openshift,oracle,pandas,postgres,postgresql,prometheus,python,pytorch,redis,salesforce," +
  "sas,scala,selenium,snowflake,spss,sql,swift,symfony,tableau,tensorflow,terraform,typescript,windows"
).split(",")

/** A name with more in it than one word. */
export interface Phrase {
  readonly term: string
  /** Where the first word is in the name: 1 in `.net`. */
  readonly wordAt: number
  readonly pattern: RegExp
}

/** A name found in a text. */
export interface FoundName {
  readonly term: string
  readonly begin: number
  readonly end: number
}

/** The names, ready to be looked up by the first word that is read of them. */
export interface ProtectedNames {
  readonly words: ReadonlySet<string>
  readonly phrases: ReadonlyMap<string, ReadonlyArray<Phrase>>
}

/** Makes names ready; they are read in lower case. */
export const protectNames = (names: Iterable<string>): ProtectedNames => {
  const words = new Set<string>()
  const phrases = new Map<string, Array<Phrase>>()
  for (const name of names) {
    const term = name.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ")
    const first = /[\p{L}\p{N}\p{M}]+/u.exec(term)
    if (first === null) continue
    const [word] = first
    if (word === term) words.add(term)
    else phrases.set(word, [...(phrases.get(word) ?? []), { term, wordAt: first.index, pattern: patternOf(term) }])
  }
  for (const each of phrases.values()) each.sort((a, b) => b.term.length - a.term.length)
  return { words, phrases }
}

/**
 * The longest of the phrases that stands in a lower-case text, whose UTF-16 units are given too, where the word at `at`
 * is its first. The name and no part of another: `asp.net` is not `.net`, `c++17` is not `c++`.
 */
export const findPhrase = (
  phrases: ReadonlyArray<Phrase>,
  text: string,
  units: Uint16Array,
  at: number
): FoundName | undefined => {
  for (const { pattern, term, wordAt } of phrases) {
    const begin = at - wordAt
    if (begin < 0 || isWordUnit(units, begin - 1) || goesOnBefore.has(units[begin - 1] ?? 0)) continue
    pattern.lastIndex = begin
    if (!pattern.test(text)) continue
    const end = pattern.lastIndex
    if (!isWordUnit(units, end) && !goesOnBehind.has(units[end] ?? 0)) return { term, begin, end }
  }
  return undefined
}

const unitsOf = (signs: string): ReadonlySet<number> => new Set(Array.from(signs, (sign) => sign.charCodeAt(0)))

/** Signs with which a name goes on. */
const goesOnBefore = unitsOf(".+#@")
const goesOnBehind = unitsOf("+#")

/**
 * Spaces may be hyphens, or several; around a slash there may be some. What stands around the name is looked at without
 * the pattern: classes of letters take long to compile, and there are many names.
 */
const patternOf = (term: string): RegExp => {
  const characters = Array.from(term, (character) =>
    character === " "
      ? "[\\s-]{1,3}"
      : character === "/"
        ? "\\s?/\\s?"
        : character.replace(/[$()*+./?[\\\]^{|}]/, "\\$&")
  )
  return new RegExp(characters.join(""), "uy")
}
