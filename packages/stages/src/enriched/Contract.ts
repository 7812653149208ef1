/**
 * The contract that an ad offers, its working time, and the share of remote work.
 *
 * @module
 */
import { remoteShare } from "./contract/remoteShare.ts"

/**
 * Kinds of contract, one word for every language:
 *
 * - `permanent`: CDI, permanent, unbefristet
 * - `fixed_term`: CDD, fixed term, befristet
 * - `temporary`: intérim, temporary agency work
 * - `internship`: stage, internship, Praktikum, Werkstudent
 * - `apprenticeship`: alternance, apprentissage, duales Studium
 * - `freelance`: freelance, TJM, IR35
 * - `contract`: not permanent, and no more is said
 */
export type ContractType =
  | "permanent"
  | "fixed_term"
  | "temporary"
  | "internship"
  | "apprenticeship"
  | "freelance"
  | "contract"

export interface Contract {
  readonly contractType: ContractType | null
  readonly workingTime: "full_time" | "part_time" | null
  /** See `remoteShare`. */
  readonly remoteShare: number | null
}

/** What an ad says on its contract: clean text, and the source's own fields as Adzuna fills them. */
export interface AdWithContract {
  /** The title as the source gave it, before `cleanTitle` takes the contract out. */
  readonly title: string
  readonly description: string | null
  readonly contract_type?: string | null
  readonly contract_time?: string | null
}

type Rules = ReadonlyArray<readonly [ContractType, RegExp]>

/** A word of the title is enough. Trainees come first: "Stage (CDD)", "Alternance CDI". */
const titleRules: Rules = [
  [
    "apprenticeship",
    word(
      "alternan(?:ce|t|te)s?|apprentissage|apprenti|apprentie|apprenticeship|apprentice|azubi|ausbildung|duale[srn]? stud\\p{L}*|contrat (?:de )?pro(?:fessionnalisation)?"
    )
  ],
  [
    "internship",
    word(
      "stage|stages|stagiaires?|stagiare|internship|intern|interns|praktik\\p{L}+|pflichtpraktikum|werkstudent\\p{L}*|working student|abschlussarbeit"
    )
  ],
  ["freelance", word("freelances?|free-lance|indépendante?s?|ir35|freiberuf\\p{L}*")],
  ["temporary", word("int[ée]rim(?:aire)?s?|ctt|temporary|temp|zeitarbeit")],
  ["fixed_term", word("cdd|ftc|fixed[- ]term|maternity cover|befristet\\p{L}*|vacataire")],
  ["permanent", word("cdi|permanent|unbefristet\\p{L}*")],
  ["contract", word("contract|contractor")]
]

/** In a description, only what speaks of this contract: former traineeships and other people's contracts are mentioned often. */
const descriptionRules: Rules = [
  [
    "apprenticeship",
    word(
      "(?:contrat|programme|poste|offre|mission)s? (?:en |d['’] ?|de )(?:alternance|apprentissage|professionnalisation)|(?:en|une?) alternance de \\d+|recherch\\p{L}+ une?(?:·e|\\(e\\)|\\.e)? alternante?|duales studium"
    )
  ],
  [
    "internship",
    word(
      "(?:offre|convention|sujet|durée|gratification|indemnité) (?:de |du )stage|stage (?:de |d['’]une durée de )(?:\\d|fin d['’]études)|stage conventionné|ce stage|(?:this|\\d+[- ]months?) internship|recherch\\p{L}+ une?(?:·e|\\(e\\)|\\.e)? stagiaire"
    )
  ],
  [
    "freelance",
    word(
      "(?:inside|outside) ir35|tjm|mission freelance|en freelance|freelance only|statut (?:de )?freelance|portage salarial"
    )
  ],
  [
    "temporary",
    word(
      "(?:mission|contrat|poste|travail) (?:en |d['’] ?|de )?int[ée]rim(?:aire)?|en int[ée]rim|contrat de travail temporaire|temporary (?:contract|position|role)"
    )
  ],
  [
    "fixed_term",
    word("cdd|contrat à durée déterminée|fixed[- ]term|\\d+[- ]months? ftc|maternity cover|befristet\\p{L}*")
  ],
  ["permanent", word("cdi|contrat à durée indéterminée|permanent (?:contract|position|role|job)|unbefristet\\p{L}*")],
  ["contract", word("\\d+[- ]?months?\\+? (?:rolling )?contract|day rate")]
]

/** In a title, jobs that deal with contracts, trainees and stages: the word says nothing on this contract. */
const itsSubject = word(
  "contracts? (?:manager|management|administrator|specialist|lawyer|engineer)|permanent make-?up|stage manager|back-?stage|back stage|" +
    "(?:responsable|maître|maîtresse|tuteur|tutrice|référente?) (?:de |du |d['’] ?)?(?:l['’] ?)?(?:alternance|apprentissage|stage)s?|" +
    "relations? écoles?(?: et| &|,) (?:stage|alternance)s?|recrutement (?:d['’] ?|des? )?(?:alternan|stag)\\p{L}+(?:(?: et| &|,) (?:alternan|stag)\\p{L}+)?"
)

const fullTime = word("(?:à |en )?temps (?:plein|complet)|plein[- ]temps|full[- ]?time|vollzeit")
const partTime = word("(?:à |en )?temps partiel|mi-temps|part[- ]?time|teilzeit")

/**
 * The contract of an ad.
 *
 * The title counts first, then a source that says "permanent", then what the
 * description says of this contract, then the source's vague "contract". Where a
 * text offers both ("CDD/CDI", "full or part time"), it has not said which.
 */
export const contractOf = (ad: AdWithContract): Contract => {
  const description = ad.description ?? ""
  const source = sourceType(ad.contract_type ?? null)
  const specific = source === "contract" ? null : source
  return {
    contractType:
      stated(titleRules, ad.title.replace(itsSubject, " ")) ??
      specific ??
      stated(descriptionRules, description) ??
      source,
    workingTime: sourceTime(ad.contract_time ?? null) ?? timeIn(ad.title) ?? timeIn(description),
    remoteShare: remoteShare(ad.title, description)
  }
}

/** A word of every rule above; most texts hold none. */
const mentions =
  /alternan|apprenti|professionnal|stag|intern|praktik|werkstud|working stud|abschluss|ausbildung|azubi|dual|freelan|free-lan|ind[ée]pend|ir35|freiberuf|tjm|portage|int[ée]rim|ctt|temp|zeitarbeit|cd[di]|ftc|fixed|maternity|befrist|vacataire|d[ée]termin|permanent|contra[ct]t?|day rate/i

const stated = (rules: Rules, text: string): ContractType | null => {
  if (!mentions.test(text)) {
    return null
  }
  const type = rules.find(([, pattern]) => pattern.test(text))?.[0] ?? null
  const isEither = type === "fixed_term" && rules.some(([name, pattern]) => name === "permanent" && pattern.test(text))
  return isEither ? null : type
}

const timeIn = (text: string): Contract["workingTime"] => {
  const [full, part] = [fullTime.test(text), partTime.test(text)]
  return full === part ? null : full ? "full_time" : "part_time"
}

/** Adzuna says `permanent` or `contract`; other sources use the words of the titles. */
const sourceType = (type: string | null): ContractType | null =>
  type === null || type === "" ? null : stated(titleRules, type.replaceAll("_", " "))

const sourceTime = (time: string | null): Contract["workingTime"] =>
  time === null ? null : timeIn(time.replaceAll("_", " "))

function word(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\d])(?:${source})(?!\\p{L})`, "iu")
}
