/**
 * Titles in capitals, written as sentences.
 *
 * @module
 */

/** Names that keep a spelling of their own; lower case to spelling. */
const spellings = new Map(
  (
    "Java JavaScript TypeScript Python PHP Symfony Angular React Vue.js Node.js .NET SQL PL/SQL NoSQL PostgreSQL MySQL " +
    "MongoDB Oracle SAP ABAP HANA Salesforce Talend Looker Tableau Excel Power Azure Google AWS GCP Linux Windows Unix " +
    "Docker Kubernetes DevOps DevSecOps SysOps DataOps MLOps FinOps SaaS PaaS IaaS iOS Android Scrum Kotlin Scala " +
    "Spark Hadoop Kafka Drupal WordPress Magento PrestaShop Sage Cegid Odoo Dynamics SharePoint Revit AutoCAD SolidWorks " +
    "QHSE SIRH SIEM HTML CSS REST AMOA GRC IFRS API CNC CFAO CAO DAO PLM ALM ERP CRM BTP VRD CVC TCE HSE QSE EHS RSE ESG " +
    "ADV IARD DAF RAF ADP IDE IADE IBODE EHPAD ESAT IME MECS AES ASH BIM EDI IOT ITSM ITIL SOC EPI ICPE ORL IRM ETL " +
    "CACES BTS DUT BUT MBA CEO CFO CTO CMO COO PMO MOA MOE DSI RSSI RGPD GPEC VEFA B2B B2C R&D CDI CDD VIE SEO SEA SEM " +
    "France Paris Lyon Marseille Lille Toulouse Nantes Bordeaux Rennes Nice Strasbourg Montpellier Grenoble London IRD"
  )
    .split(" ")
    .map((name) => [name.toLowerCase(), name] as const)
)

/** Short words that are no acronyms. */
const shortWords = new Set(
  (
    "de du la le les et en au aux un une ou sur des par pour sous ses son sa se ce ne à où vos nos aide plan eau mer bar " +
    "spa car bus gaz bloc of in to on at by or as and the for our new job im am zu und der die das mit von air bas haut " +
    "été art bio pub net eco île vin lit sol zoo jeu jet"
  ).split(" ")
)

/** Is it in capitals, all but a few letters, and more than acronyms? Single words in capitals may be names. */
const isShouted = (title: string): boolean => {
  const upper = title.match(/\p{Lu}/gu)?.length ?? 0
  const lower = title.match(/\p{Ll}/gu)?.length ?? 0
  return upper > 3 * lower && /\p{Lu}{4}/u.test(title)
}

/**
 * The title as a sentence: capitals become small letters if hardly any letter is small, and the first letter a capital.
 *
 * Acronyms keep their capitals: known ones, words of two letters or without a
 * vowel, and whatever holds a digit. A name whose second letter is a capital
 * (`iOS`, `eXalt`) keeps its first.
 */
export const sentenceCase = (title: string): string => {
  const text = isShouted(title)
    ? title.replace(/(?<![\p{L}\p{N}])\.NET(?!\p{L})|[\p{L}\p{M}\p{N}&+#]+/gu, quietWord)
    : title
  return /^\p{Ll}[\p{Ll}'’.-]*(?!\p{Lu})(?:[^\p{L}]|$)/u.test(text) ? capitalized(text) : text
}

const quietWord = (word: string): string => {
  const small = word.toLowerCase()
  const spelling = spellings.get(small)
  if (spelling !== undefined) {
    return spelling
  }
  const isAcronym =
    /\p{N}/u.test(word) ||
    (!shortWords.has(small) &&
      (word.length === 2 || (word.length > 1 && word.length <= 5 && /^\P{Ll}+$/u.test(word) && !hasVowel(small))))
  // A letter that stands alone belongs to a name (`plan B`) or is what an apostrophe left (`d'entreprise`).
  return isAcronym || (word.length === 1 && !/[dljmnstcày]/i.test(word)) ? word : small
}

const hasVowel = (word: string): boolean => /[aeiouyœæ]/.test(word.normalize("NFD"))

const capitalized = (text: string): string => {
  const [first = ""] = text
  return first.toUpperCase() + text.slice(first.length)
}
