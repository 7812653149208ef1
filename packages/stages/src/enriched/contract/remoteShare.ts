/**
 * How much of the week an ad lets people work from home.
 *
 * @module
 */

const numberWords: ReadonlyMap<string, number> = new Map([
  ...([
    ["un", 1],
    ["une", 1],
    ["deux", 2],
    ["trois", 3],
    ["quatre", 4],
    ["cinq", 5]
  ] as const),
  ...([
    ["one", 1],
    ["two", 2],
    ["three", 3],
    ["four", 4],
    ["five", 5],
    ["a", 1]
  ] as const)
])
const count = String.raw`(\d{1,2}(?:[.,]5)?|un|une|deux|trois|quatre|cinq|one|two|three|four|five)`
/** One number or two: "2", "2 à 3", "1-2", "deux ou trois". */
const counts = String.raw`(?<![\d.,])${count}(?:\s?(?:à|a|-|–|to|ou|or|/)\s?${count})?`
const days = String.raw`\s?(?:jours?|journées?|jrs?|j|days?|tage?)(?!\p{L})(?!\sd(?:e\s|['’]\s?)(?:formation|congé|rtt|expérience|repos))(?:\s?\(s\))?`
const perWeek = String.raw`(?:\s?(?:par|per|a|/|pro|each|chaque)\s?(?:semaines?|sem\.?|s|weeks?|woche)(?!\p{L})|\s?hebdomadaires?)`
const perMonth = String.raw`\s?(?:par|per|a|/|pro)\s?(?:mois|months?|monat)(?!\p{L})`
const remote = String.raw`(?:télé-?travail\p{L}*|teletravail|tt(?!\p{L})|remote|home\s?-?office|homeoffice|wfh|(?:from|at)\shome|à\sdistance|distanciel)`
const onSite = String.raw`(?:on-?\s?site|in\sthe\s\p{L}{0,12}\s?office|in-?\s?office|at\sthe\s\p{L}{0,12}\s?office|office|présentiel|sur\ssite|au\sbureau|vor\sort)`
/** Up to a few small words between the parts of a statement. */
const gap = String.raw`[\s:,()*\-–]{0,4}(?:(?:de|en|d['’]|du|of|possible|possibles|work(?:ing)?|from|hybride?|maximum|max|jusqu['’]à|up\sto|autorisés?|accordés?)[\s:,()\-–]{1,3}){0,3}`

type Weekly = "remote" | "office"

const statements: ReadonlyArray<{ readonly pattern: RegExp; readonly of: Weekly; readonly daysOfPeriod: number }> = [
  { pattern: statement(`${counts}${days}${perMonth}${gap}${remote}`), of: "remote", daysOfPeriod: 21 },
  { pattern: statement(`${remote}${gap}${counts}${days}${perMonth}`), of: "remote", daysOfPeriod: 21 },
  { pattern: statement(`${counts}${days}${gap}${remote}${perMonth}`), of: "remote", daysOfPeriod: 21 },
  { pattern: statement(`${counts}${days}(?:${perWeek})?${gap}${remote}`), of: "remote", daysOfPeriod: 5 },
  { pattern: statement(`${remote}${gap}${counts}${days}`), of: "remote", daysOfPeriod: 5 },
  { pattern: statement(`${counts}${days}(?:${perWeek})?${gap}${onSite}`), of: "office", daysOfPeriod: 5 },
  { pattern: statement(`${onSite}${gap}${counts}${days}${perWeek}`), of: "office", daysOfPeriod: 5 }
]

const wholly =
  /(?<!\p{L})(?:100\s?%\s?(?:en\s|de\s)?(?:télé-?travail|remote|home\s?office|à distance|distanciel)|(?:full|fully|totally|completely)[\s-](?:remote|télé-?travail)|(?:télé-?travail|remote)\s?(?:à|:)?\s?100\s?%|(?:télé-?travail|remote)\s(?:complet|total|intégral|only)|entièrement (?:en télé-?travail|à distance)|work from anywhere|this is a (?:\p{L}{4,9}-time |fully )?remote (?:position|role|job|opportunity)|location\s?: remote(?!\s?[/,&+]|\s?-\s|\s(?:or|and|first|working|hybrid)))(?!\p{L})/iu
const notAtAll =
  /(?<!\p{L})(?:100\s?%\s?(?:en\s|sur\s)?(?:présentiel|site|on-?site)|(?:pas de|sans|aucun) télé-?travail|non télé-?travaillable|télé-?travail\s?:?\s?(?:non|impossible)|no remote|(?:fully|full)[\s-](?:on-?site|présentiel)|(?:on-?site|présentiel)\s(?:only|uniquement|obligatoire))(?!\p{L})/iu
const percentage = new RegExp(
  String.raw`(?<!\d)(\d{1,2})\s?%\s?(?:de\s|en\s|du\stemps\sen\s)?${remote}|${remote}\s?(?:à|:)?\s?(\d{1,2})\s?%`,
  "iu"
)
/** Most ads say nothing on it; this finds out at once. */
const mentions =
  /t[ée]l[ée]-?trav|\btt\b|remote|home.?office|(?:from|at) home|wfh|distanc|on[- ]?site|in-?office|sur site|\boffice|au bureau|présentiel|anywhere|vor ort/i

/** In a title, the word alone says it all: "Data engineer (Remote)". */
const remoteTitle =
  /[([|,–-]\s?(?:fully\s)?(?:remote|télé-?travail|teletravail)(?:\s(?:in|from)\s\p{L}{2,20})?\s?(?:$|[)\]|,–-])/iu

/**
 * The share of the week that can be worked from home, from 0 to 1; null where the ad does not say how much.
 *
 * "2 jours de télétravail" is 0.4, "3 days in the office" too, "full remote" 1,
 * "100% présentiel" 0. "Up to" counts in full, of a range the middle. That
 * remote work is possible, or the work hybrid, says nothing about the share.
 */
export const remoteShare = (title: string, description: string): number | null =>
  shareIn(title) ?? (remoteTitle.test(title) ? 1 : shareIn(description))

const shareIn = (text: string): number | null => {
  if (!mentions.test(text)) {
    return null
  }
  if (notAtAll.test(text)) {
    return 0
  }
  for (const { pattern, of, daysOfPeriod } of statements) {
    const [, low, high] = pattern.exec(text) ?? []
    const number = low === undefined ? null : (daysOf(low) + daysOf(high ?? low)) / 2
    if (number !== null && number <= daysOfPeriod) {
      const share = number / daysOfPeriod
      return rounded(of === "remote" ? share : 1 - share)
    }
  }
  if (wholly.test(text)) {
    return 1
  }
  const [, before, after] = percentage.exec(text) ?? []
  const percent = before ?? after
  return percent === undefined ? null : Number(percent) / 100
}

function statement(source: string): RegExp {
  return new RegExp(String.raw`(?<!\p{L})${source}`, "iu")
}

const daysOf = (text: string): number => numberWords.get(text.toLowerCase()) ?? Number(text.replace(",", "."))

const rounded = (share: number): number => Math.round(share * 100) / 100
