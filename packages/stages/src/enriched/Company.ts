import { cleanText } from "./Text.ts"

/** What job boards put behind a company's name: ratings, badges. */
const decoration = /\s*(?:[-–|]\s*Glassdoor\b.*|[•·|]\s*Page officielle|[✪★☆⭐]+\s*(?:\d[\d.,]*(?:\s*\/\s*5)?)?)$/iu
/** What stands where no name is known. */
const placeholder =
  /^(?:n\/?a|null|none|nan|-+|\.+|confidentiel|confidential|non (?:communiqué|renseigné|précisé)|unknown|undefined|inconnue?|anonyme|anonymous|(?:entreprise|société) confidentielle|confidential company)$/i

/** The company's name as clean text without the badges of job boards; null where no name is left. */
export const cleanCompany = (name: string | null): string | null => {
  const text = cleanText(name ?? "")
  // A badge is looked for in the last characters only, which keeps this linear.
  const company = (text.slice(0, -120) + text.slice(-120).replace(decoration, "")).trim()
  return company === "" || placeholder.test(company) ? null : company
}
