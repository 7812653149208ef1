/** Reading the words of clean texts, for its host: `preprocess/Reader.ts`. */
import { Bytes } from "./Bytes"
import { get, Numbers, put } from "./Numbers"
import { hashOf, unknownWord, WordTable } from "./WordTable"

/** What the host does: asked for each new word alone. */

/** Whether the pair of surrogates, to which the unit at this place belongs, is part of a word. */
declare function isWordPair(at: i32): bool
/** What is known of the word: twice the number of its term, or of `noTerm`, or of the leader it is; one more where it is an elision. */
declare function learn(begin: i32, end: i32): i32
/** Adds the name that begins with this word, or the word's own term; answers where it ended. */
declare function lead(leader: i32, begin: i32, end: i32): i32

const noTerm: i32 = -1
/** Leaders are numbered from here down. */
const firstLeader: i32 = -2
const half: u8 = 2

/** Longer runs of letters are no words (keys, encoded data) and would only fill the table. */
const longestWord: i32 = 64
/** Words kept of a language; ads in two languages have about 100,000 distinct ones per 100,000 ads. */
const mostWords: i32 = 200_000

/** Languages whose words may be written together. */
export const english: i32 = 1
export const french: i32 = 2

/** For each unit: 0, or 1 where it belongs to words, or 2 where the pair decides. Written by the host. */
export const kinds: usize = memory.data(0x10000)

/** The UTF-16 units of the text; a unit of 0, which belongs to no word, stands behind. */
const text = new Bytes()

/** The terms of the text, and where each begins and ends. */
const terms = new Numbers()
const begins = new Numbers()
const ends = new Numbers()

/** Makes room for a text; answers where its units are to be written. */
export function textFor(length: i32): usize {
  text.length = 0
  text.reserve(2 * length + 2)
  terms.reserve(length)
  begins.reserve(length)
  ends.reserve(length)
  return text.at
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

export function newTable(): WordTable {
  return new WordTable(mostWords)
}

/** A term of the text. */
export function addTerm(term: i32, begin: i32, end: i32): void {
  const place = terms.length++
  put(terms.at, place, term)
  put(begins.at, place, begin)
  put(ends.at, place, end)
}

/** Reads the text of so many units; answers how many terms it has. */
export function read(table: WordTable, language: i32, length: i32): i32 {
  terms.length = 0
  store<u16>(text.at + (<usize>length << 1), 0)
  for (let at = 0; at < length; ) {
    if (!isWordUnit(at)) {
      at++
      continue
    }
    const begin = at
    at = endOfWord(at)
    const known = knownOf(table, begin, at)
    const word = known >> 1
    const tail = isApostrophe(unitAt(at)) && isWordUnit(at + 1) ? endOfWord(at + 1) : at
    if (tail > at) {
      // `l'`, `qu'`: the word begins behind.
      if (language == french && (known & 1) == 1) continue
      // `isn't`, `don't`: verbs that are stop words.
      if (language == english && tail == at + 2 && unitAt(at + 1) == 0x74 && unitAt(at - 1) == 0x6e) {
        at = tail
        continue
      }
    }
    const end = addWord(word, begin, at)
    // `company's`, `we're`: what follows is no word.
    at = end == at && language == english && isClitic(at + 1, tail) ? tail : end
  }
  return terms.length
}

@inline
function unitAt(at: i32): u16 {
  return load<u16>(text.at + (<usize>at << 1))
}

@inline
function isWordUnit(at: i32): bool {
  const kind = load<u8>(kinds + <usize>unitAt(at))
  return kind == 1 || (kind == half && isWordPair(at))
}

@inline
function endOfWord(at: i32): i32 {
  do at++
  while (isWordUnit(at))
  return at
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

/** Straight, curly either way, and the letter. */
@inline
function isApostrophe(unit: u16): bool {
  return unit == 0x27 || unit == 0x2019 || unit == 0x2018 || unit == 0x2bc
}

/** s, d, m, t; re, ve, ll. */
@inline
function isClitic(begin: i32, end: i32): bool {
  const first = unitAt(begin)
  if (end == begin + 1) return first == 0x73 || first == 0x64 || first == 0x6d || first == 0x74
  if (end != begin + 2) return false
  const second = unitAt(begin + 1)
  return ((first == 0x72 || first == 0x76) && second == 0x65) || (first == 0x6c && second == 0x6c)
}
