/**
 * Names of places as text: one form for comparing, one for showing.
 * @module
 */

/** Words that stay small inside a name, in French, German, English, Spanish and Dutch. */
const SMALL_WORDS = new Set(
  (
    "de du des d la le les l sur sous en et lès lez près à au aux dit " +
    "am an der dem im bei ob vor in und upon of the on and by del las los y e van den aan"
  ).split(" ")
)

/**
 * The form in which two spellings of one name are equal: lower case, no
 * accents, words divided by one space, "St" and "Ste" written out.
 *
 * `placeKey("ST-HERBLAIN")` and `placeKey("Saint Herblain")` are `"saint herblain"`.
 */
export const placeKey = (name: string): string => {
  let key = ""
  let isGap = false
  for (let at = 0; at < name.length; at++) {
    const folded = FOLDED[name.charCodeAt(at)]
    // Outside Latin letters, and for letters with loose accents, Unicode's own tables decide.
    if (folded === undefined) return withSaint(anyKey(name))
    if (folded === "") isGap = key !== ""
    else {
      key += isGap ? ` ${folded}` : folded
      isGap = false
    }
  }
  return withSaint(key)
}

const anyKey = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[œæßøłđ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

const withSaint = (key: string): string => {
  if (!key.includes("st")) return key
  return key.replace(/(?<![^ ])st(e?)(?![^ ])/g, "saint$1")
}

const LETTERS: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d" }

/** What each character below U+0180 becomes; empty for what divides words. The same as `anyKey`, 20 times faster. */
const FOLDED: ReadonlyArray<string> = Array.from({ length: 0x180 }, (_, code) => anyKey(String.fromCharCode(code)))

/** The key without a leading article ("Le Mans" → "mans"); null where there is none. */
export const withoutArticle = (key: string): string | null =>
  key.startsWith("l") ? (/^(?:le|la|les|l) (.+)$/.exec(key)?.[1] ?? null) : null

/**
 * A name no table knows, in readable case: shouted or whispered names get
 * capitals (small words excepted), names in mixed case keep theirs.
 *
 * `properCase("VILLENEUVE-D'ASCQ")` is `"Villeneuve-d'Ascq"`, `properCase("SoMa")` is `"SoMa"`.
 */
export const properCase = (name: string): string => {
  const isShouted = name === name.toUpperCase()
  if (!isShouted && name !== name.toLowerCase()) {
    return name.replace(LOUD_PARTICLES, (word) => word.toLowerCase())
  }
  if (isShouted && /^\p{L}{1,3}$/u.test(name)) return name
  let isFirst = true
  return name.toLowerCase().replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
    const stays = !isFirst && SMALL_WORDS.has(word)
    isFirst = false
    return stays ? word : capitalize(word)
  })
}

/** Small words inside a name that title case made large: "Villeneuve-D'Ascq", "Newcastle Upon Tyne". */
const LOUD_PARTICLES = /(?<=-)(?:De|Du|Des|La|Le|Les|Sur|Sous|En|Et|Au|Aux|D|L)(?=[-'’])|(?<= )(?:Upon|And|Of)(?= )/g

const capitalize = (word: string) => {
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0)
  return first.toUpperCase() + word.slice(first.length)
}
