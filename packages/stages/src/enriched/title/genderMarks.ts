/**
 * `(H/F)`, `m/w/d`, `HF` and their kin: that a job is open to everyone is no part of its name.
 *
 * @module
 */

const male = new Set(["h", "m", "homme", "hommes", "male", "man", "mann", "männlich", "masculin"])
const female = new Set(["f", "w", "v", "k", "femme", "femmes", "female", "woman", "frau", "weiblich", "féminin"])
const others = new Set([
  "x",
  "d",
  "n",
  "i",
  "a",
  "nb",
  "div",
  "divers",
  "diverse",
  "non",
  "binaire",
  "binary",
  "ou",
  "or",
  "et"
])
/** Marks of one word, and the words of marks such as "all genders". */
const whole = new Set([
  "gn",
  "hf",
  "fh",
  "mf",
  "fm",
  "mwd",
  "wmd",
  "mfd",
  "fmd",
  "dfm",
  "hfx",
  "fhx",
  "mfx",
  "mwx",
  "mensch"
])
const everyone = new Set(["all", "any", "every", "tous", "toutes", "alle"])
const genders = new Set(["gender", "genders", "genre", "genres", "geschlechter", "sexes"])

/** What stands in brackets without brackets inside, the closing one perhaps lost. */
const bracketed = /[([{]([^()[\]{}]{2,40})(?:[)\]}]|$)/g

const pair = String.raw`(?:[hm]\s?[/|\\]{1,2}\s?[fwv]|[fwv]\s?[/|\\]{1,2}\s?[hm]|h\s?[-–]\s?f|f\s?[-–]\s?h)`
const other = `(?:x|d|nb|n|i|div(?:ers)?|non[- ]binaire)`
/** A mark without brackets; a slash must stand between the letters, since `M-F` is a working week. */
const free = new RegExp(
  String.raw`(?<![\p{L}\p{N}/&])(?:[dx]\s?/\s?)?${pair}(?:\s?[/|\-–]\s?${other})*(?![\p{L}\p{N}&])`,
  "giu"
)
/** `ExpertH/F`: the blank was lost. */
const glued = /(?<=\p{Ll})(?:H\/F|F\/H)(?![\p{L}\p{N}])/gu
/** "Homme/Femme" as a mark; in "Femme/Homme de ménage" it is the job. */
const words =
  /(?<!\p{L})(?:hommes?\s?\/\s?femmes?|femmes?\s?\/\s?hommes?)(?!\p{L})(?!\s+(?:de|d['’]|toutes?)(?!\p{L}))/giu
const phrases =
  /(?<!\p{L})(?:all|any|tous|toutes?|alle)\s(?:genders?|genres|geschlechter)(?!\p{L})|(?<!\p{L})m\/?w\/?d(?!\p{L})/giu
/** Without a slash, only where nothing but brackets follows: "HF" is high frequency to an engineer. */
const bare = /(?<=\p{L}\p{L}[)\]]?\s)(?:HF|FH|H F|F H|hf|fh)(?=\s*(?:$|[([\-–|]))/gu
const highFrequency =
  /(?:^|[\s/])(?:rf|vhf|uhf|bf|radio|antennes?|signal|circuits?|électronique|ingénieur|engineer)\s$/i

/** Beside one of these, "(FH)" is a kind of university. */
const germanMark = /(?<!\p{L})[mwdx]\s?\/\s?[mwdx]\s?\/\s?[mwdx](?!\p{L})/iu

/** The title with a blank in place of every gender mark. */
export const withoutGenderMarks = (title: string): string =>
  title
    .replace(bracketed, (match, content: string) =>
      isGenderMark(content) && !(content === "FH" && germanMark.test(title)) ? " " : match
    )
    .replace(free, " ")
    .replace(glued, " ")
    .replace(words, " ")
    .replace(phrases, " ")
    .replace(bare, (match, offset: number, text: string) =>
      highFrequency.test(text.slice(Math.max(0, offset - 16), offset)) ? match : " "
    )

/** Is this, from inside brackets, nothing but a gender mark? `réf. F` is not, nor is a lone letter. */
const isGenderMark = (content: string): boolean => {
  const parts = content.toLowerCase().match(/\p{L}+/gu) ?? []
  const isKnown = parts.every(
    (part) =>
      male.has(part) ||
      female.has(part) ||
      others.has(part) ||
      whole.has(part) ||
      everyone.has(part) ||
      genders.has(part)
  )
  return (
    isKnown &&
    !/\d/.test(content) &&
    ((parts.some((part) => male.has(part)) && parts.some((part) => female.has(part))) ||
      parts.some((part) => whole.has(part)) ||
      (parts.some((part) => everyone.has(part)) && parts.some((part) => genders.has(part))))
  )
}
