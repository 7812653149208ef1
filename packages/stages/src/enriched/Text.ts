/**
 * The words of an ad as a reader should see them.
 *
 * @module
 */
import { mended } from "./text/damage.ts"
import { decodeReferences, withoutCutReference } from "./text/entities.ts"
import { withoutMarkup } from "./text/markup.ts"
import { sentenceCase } from "./title/casing.ts"
import { withoutGenderMarks } from "./title/genderMarks.ts"
import { withoutInclusiveForms } from "./title/inclusive.ts"
import { trimmed, withoutNotes, withoutTail } from "./title/surroundings.ts"

/** More rounds than any ad needs: each undoes one layer of encoding. */
const maximalRounds = 8

/**
 * The text of an ad's HTML on one line.
 *
 * Tags become spaces; the character references of HTML5 are decoded, damaged
 * and cut ones included, and again where a feed encoded twice; letters that
 * other programs broke (`Cityâ€™s`, `L?hôpital`, `Hu002FF`) are mended;
 * characters that nobody sees are removed; the result is in NFC, with single
 * spaces. Case and accents stay. Plain text passes as it is.
 */
export const cleanText = (html: string): string => {
  let text = html.toWellFormed()
  for (let round = 0; round < maximalRounds; round++) {
    const cleaner = mended(decodeReferences(withoutMarkup(withoutInvisible(withoutCutReference(text)))))
    if (cleaner === text) {
      break
    }
    text = cleaner
  }
  return withoutInvisible(text).normalize("NFC").replace(/\s+/g, " ").trim()
}

/**
 * The job in an ad's title: clean text, without what is not the job's name.
 *
 * Gender marks (`(H/F)`, `m/w/d`, `HF`) go and names in two genders are said
 * once, in the form that most ads use; pictures, references, and the contract,
 * pay, hours or postcode that a title states beside the job go too (`enriched`
 * keeps the contract in a column of its own); capitals become a sentence.
 * Words of the job stay, levels and specialities included. A title in which
 * nothing would be left stays as it is, cleaned.
 */
export const cleanTitle = (title: string): string => {
  const text = cleanText(title)
  const job = withoutTail(trimmed(withoutInclusiveForms(withoutNotes(withoutGenderMarks(text)))))
  return sentenceCase(/[\p{L}\p{N}]/u.test(job) ? job : text)
}

/** Removes soft hyphens, joiners, direction marks and the like; controls and private symbols become spaces. */
const withoutInvisible = (text: string): string =>
  text
    .replace(/[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here.
    .replace(/[\u0000-\u001f\u007f\p{Co}]/gu, " ")
