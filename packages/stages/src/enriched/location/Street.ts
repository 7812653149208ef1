/**
 * Street addresses, whose names are full of other towns' names.
 * @module
 */

const STREET_WORDS = new Set(
  (
    "rue avenue av ave boulevard bd bld blvd boul route rte chemin ch place pl allee allees quai impasse cours square " +
    "passage faubourg rond sentier esplanade promenade villa cite residence immeuble batiment bat lotissement hameau " +
    "lieu zone za zi zac zae zup parc technopole technoparc centre campus site usine street st road rd lane drive dr " +
    "strasse str weg platz allee gasse ufer ring calle via viale piazza straat laan plein"
  ).split(" ")
)

/** Whether these words say a street and not a town; a leading house number makes it sure. */
export const isStreet = (words: ReadonlyArray<string>): boolean => {
  const [first = "", second = "", third = ""] = words
  if (/^\d{1,4}[a-z]?$/.test(first)) {
    const next = /^(?:bis|ter|quater|b|t)$/.test(second) || /^\d{1,4}$/.test(second) ? third : second
    return STREET_WORDS.has(next) || (words.length > 1 && STREET_WORDS.has(words.at(-1) ?? "")) || isGermanStreet(words)
  }
  return words.length > 1 && (STREET_WORDS.has(first) || isGermanStreet(words))
}

const isGermanStreet = (words: ReadonlyArray<string>) => words.some((word) => /.(?:strasse|straße|str)$/.test(word))
