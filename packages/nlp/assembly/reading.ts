/** Reading the words of clean texts, for its host: `preprocess/TextReader.ts`. */
import { Numbers, put } from "./memory/Numbers"
import { isApostrophe, isClitic, isNegation, joinsAsEnglish, joinsAsFrench } from "./reading/joins"
import { endOfWord, endText, isWordUnit, makeText, text, unitAt } from "./reading/text"
import { hashOf, unknownWord, WordTable } from "./words/WordTable"

export { joinsAsEnglish, joinsAsFrench } from "./reading/joins"
export { lower, lowers } from "./reading/lower"
export { kinds } from "./reading/text"

/** Asked of the host for each new word: twice the number of its term, or of `noTerm`, or of the leader it is; one more where it is an elision. */
declare function learn(begin: i32, end: i32): i32
/** Asked of the host for each word that a name may begin with: adds that, or the word's own term; answers where it ended. */
declare function lead(leader: i32, begin: i32, end: i32): i32

const noTerm: i32 = -1
/** Leaders are numbered from here down. */
const firstLeader: i32 = -2

/** Longer runs of letters are no words (keys, encoded data) and would only fill the table. */
const longestWord: i32 = 64
/** Words kept of a language; ads in two languages have about 100,000 distinct ones per 100,000 ads. */
const mostWords: i32 = 200_000

/** The terms of the text, and where each begins and ends. */
const terms = new Numbers()
const begins = new Numbers()
const ends = new Numbers()

/** Makes room for a text; answers where its units are to be written. Between two words stands something. */
export function textFor(length: i32): usize {
  const words = (length >> 1) + 1
  terms.reserve(words)
  begins.reserve(words)
  ends.reserve(words)
  return makeText(length)
}

export function termsAt(): usize {
  return terms.at
}
export function beginsAt(): usize {
  return begins.at
}
export function endsAt(): usize {
  return ends.at
}

/** A table of the words of a language. */
export function newTable(): WordTable {
  return new WordTable(mostWords)
}

/** A term of the text. There are no more of them than words, so there is room. */
export function addTerm(term: i32, begin: i32, end: i32): void {
  const place = terms.length++
  put(terms.at, place, term)
  put(begins.at, place, begin)
  put(ends.at, place, end)
}

/** Reads the text of so many units, whose words are in a table and written together by some rules; answers how many terms it has. */
export function read(table: WordTable, joins: i32, length: i32): i32 {
  terms.length = 0
  endText(length)
  for (let at = 0; at < length; ) {
    if (!isWordUnit(at)) {
      at++
      continue
    }
    const begin = at
    at = endOfWord(at)
    const known = knownOf(table, begin, at)
    const tail = isApostrophe(unitAt(at)) && isWordUnit(at + 1) ? endOfWord(at + 1) : at
    if (tail > at) {
      // `l'`, `qu'`: the word begins behind.
      if (joins == joinsAsFrench && (known & 1) == 1) continue
      // Negated verbs are stop words.
      if (joins == joinsAsEnglish && isNegation(at, tail)) {
        at = tail
        continue
      }
    }
    const end = addWord(known >> 1, begin, at)
    at = end == at && joins == joinsAsEnglish && isClitic(at + 1, tail) ? tail : end
  }
  return terms.length
}

@inline
function knownOf(table: WordTable, begin: i32, end: i32): i32 {
  if (end - begin > longestWord) return noTerm * 2
  const at = text.at + (<usize>begin << 1)
  const length = (end - begin) << 1
  const hash = hashOf(at, length)
  const found = table.find(at, length, hash)
  if (found != unknownWord) return found
  const known = learn(begin, end)
  table.add(at, length, hash, known)
  return known
}

/** Adds the term of a word, or of the name that begins with it; answers where it ended. */
@inline
function addWord(word: i32, begin: i32, end: i32): i32 {
  if (word <= firstLeader) return lead(word, begin, end)
  if (word != noTerm) addTerm(word, begin, end)
  return end
}
