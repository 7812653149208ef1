/**
 * Noun phrases of English texts: what the specification falls back to where no
 * known skill is found.
 *
 * @module
 */
import { createRequire } from "node:module"
import type { ItemToken, ItsHelpers, WinkMethods } from "wink-nlp"

/** Stands for everything that decides the phrases. Part of the code version of any artifact that may hold them. */
export const nounChunksVersion = "1 wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1"

/** Longer runs of nouns are headings and lists, not phrases. */
const mostWords = 5
/** Only the beginning is read: phrases repeat, and the tagger takes 0.2 ms for 1,000 characters. */
const longestText = 10_000
/**
 * Longer runs without a space are left out: they are addresses and damage, and
 * the tokenizer takes quadratic time on some (`http://http://…`).
 */
const endlessRun = /\S{50,}/g

const require = createRequire(import.meta.url)
let tagger: { readonly nlp: WinkMethods; readonly its: ItsHelpers } | undefined

/**
 * The noun phrases of an English text (`scalable data pipelines`), each once, in
 * the order of first appearance, as written; none for any other language.
 *
 * Nothing but English may be tagged: on French the English tagger is wrong
 * without saying so. The caller knows the language from `detectLanguage`.
 *
 * Phrases are *not* skills: "flexible working hours" is one too. Use them to see
 * what the skills file misses; the setting `enriched.nounPhrases` shows them
 * in `skills_required` where no skill is known. The first call
 * takes about a second, because the model is loaded then and not before.
 */
export const nounChunks = (text: string, language: string | null): ReadonlyArray<string> => {
  if (language !== "en") return []
  const chunks = new Map<string, string>()
  let words: Array<Word> = []
  const close = (): void => {
    const chunk = phraseOf(words)
    if (chunk !== undefined && !chunks.has(chunk.toLowerCase())) chunks.set(chunk.toLowerCase(), chunk)
    words = []
  }
  for (const word of tagged(text.slice(0, longestText).replace(endlessRun, " "))) {
    if (word.isSpaced && (word.isJoin || words.at(-1)?.isJoin === true)) close()
    if (word.isPart || (word.isJoin && words.length > 0)) words.push(word)
    else close()
  }
  close()
  return [...chunks.values()]
}

interface Word {
  readonly text: string
  readonly isPart: boolean
  readonly isNoun: boolean
  /** A sign inside a name: `full-stack`, `Node.js`, `C++`. */
  readonly isJoin: boolean
  readonly isSpaced: boolean
}

function tagged(text: string): ReadonlyArray<Word> {
  tagger ??= load()
  const { its, nlp } = tagger
  const words: Array<Word> = []
  nlp
    .readDoc(text)
    .tokens()
    .each((token: ItemToken) => {
      const pos = token.out(its.pos)
      const value = token.out()
      words.push({
        text: value,
        isPart: (pos === "NOUN" || pos === "PROPN" || pos === "ADJ") && /\p{L}/u.test(value),
        isNoun: pos === "NOUN" || pos === "PROPN",
        isJoin: /^[-.+#]+$/.test(value),
        isSpaced: token.out(its.precedingSpaces) !== ""
      })
    })
  return words
}

/** The words up to the last noun, with the signs of its name; undefined where there is none, or too many words. */
function phraseOf(words: ReadonlyArray<Word>): string | undefined {
  const lastNoun = words.findLastIndex(({ isNoun }) => isNoun)
  const signs = words.slice(lastNoun + 1).findIndex(({ text }) => !/^[+#]+$/.test(text))
  const phrase = lastNoun < 0 ? [] : words.slice(0, signs < 0 ? words.length : lastNoun + 1 + signs)
  const count = phrase.filter(({ isPart }) => isPart).length
  if (count === 0 || count > mostWords) return undefined
  return phrase.map(({ isSpaced, text }, index) => (isSpaced && index > 0 ? ` ${text}` : text)).join("")
}

function load(): NonNullable<typeof tagger> {
  const winkNLP: typeof import("wink-nlp").default = require("wink-nlp")
  const nlp = winkNLP(require("wink-eng-lite-web-model"), ["sbd", "pos"])
  return { nlp, its: nlp.its }
}
