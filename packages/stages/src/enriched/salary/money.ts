/**
 * Currencies: which one a country pays in, and how far its figures are from those of the euro.
 *
 * @module
 */

const currencyByCountry: ReadonlyMap<string, string> = new Map([
  ...["at", "be", "de", "es", "fi", "fr", "gr", "ie", "it", "lu", "mc", "nl", "pt"].map((eu) => [eu, "EUR"] as const),
  ...([
    ["gb", "GBP"],
    ["us", "USD"],
    ["au", "AUD"],
    ["nz", "NZD"],
    ["ca", "CAD"],
    ["ch", "CHF"],
    ["br", "BRL"]
  ] as const),
  ...([
    ["in", "INR"],
    ["mx", "MXN"],
    ["pl", "PLN"],
    ["sg", "SGD"],
    ["za", "ZAR"],
    ["cz", "CZK"],
    ["se", "SEK"]
  ] as const),
  ...([
    ["dk", "DKK"],
    ["no", "NOK"],
    ["hu", "HUF"],
    ["ro", "RON"],
    ["jp", "JPY"]
  ] as const)
])

/**
 * How many units of a currency are paid where one euro would be, roughly: for
 * telling an hourly wage from a yearly one, not for conversion.
 */
const scaleByCurrency: ReadonlyMap<string, number> = new Map([
  ...([
    ["EUR", 1],
    ["GBP", 1],
    ["USD", 1.2],
    ["CHF", 1.8],
    ["CAD", 1.3],
    ["AUD", 1.4],
    ["NZD", 1.4],
    ["SGD", 1.3]
  ] as const),
  ...([
    ["PLN", 2.5],
    ["RON", 3],
    ["BRL", 2],
    ["ZAR", 6],
    ["MXN", 5],
    ["SEK", 9],
    ["NOK", 10],
    ["DKK", 7]
  ] as const),
  ...([
    ["CZK", 14],
    ["INR", 15],
    ["HUF", 200],
    ["JPY", 100]
  ] as const)
])

/** Signs and words for currencies in lower-case text; `$` alone is the dollar of the country, if it has one. */
const currencyBySign: ReadonlyMap<string, string> = new Map([
  ...["€", "€uro", "€uros", "eur", "euro", "euros", "e"].map((sign) => [sign, "EUR"] as const),
  ...["£", "gbp", "pound", "pounds", "sterling"].map((sign) => [sign, "GBP"] as const),
  ...["us$", "usd"].map((sign) => [sign, "USD"] as const),
  ...["ca$", "c$", "cad", "can$"].map((sign) => [sign, "CAD"] as const),
  ...["au$", "a$", "aud"].map((sign) => [sign, "AUD"] as const),
  ...["nz$", "nzd"].map((sign) => [sign, "NZD"] as const),
  ...["s$", "sg$", "sgd"].map((sign) => [sign, "SGD"] as const),
  ...["₹", "inr", "rs", "rupees", "lpa"].map((sign) => [sign, "INR"] as const),
  ...["zł", "zl", "pln", "zloty", "zlotys"].map((sign) => [sign, "PLN"] as const),
  ...["r$", "brl"].map((sign) => [sign, "BRL"] as const),
  ...["fr", "sfr", "francs suisses"].map((sign) => [sign, "CHF"] as const),
  ...["mx$", "mxn"].map((sign) => [sign, "MXN"] as const),
  ...["chf", "zar", "sek", "nok", "dkk", "czk", "huf", "ron", "jpy"].map((sign) => [sign, sign.toUpperCase()] as const),
  ...([
    ["kč", "CZK"],
    ["¥", "JPY"],
    ["bbd", "BBD"],
    ["hkd", "HKD"],
    ["aed", "AED"],
    ["ils", "ILS"]
  ] as const)
])

/** The currency of pay in a country, as an ISO 4217 code; null where it is not known. */
export const currencyOfCountry = (country: string | null | undefined): string | null =>
  currencyByCountry.get(country?.toLowerCase() ?? "") ?? null

/** The currency that a sign or word means in an ad of a country; null for what is no currency. */
export const currencyOfSign = (sign: string, country: string | null): string | null => {
  if (sign === "$" || sign === "dollar" || sign === "dollars") {
    const local = currencyOfCountry(country)
    return local !== null && ["CAD", "AUD", "NZD", "SGD", "MXN"].includes(local) ? local : "USD"
  }
  return currencyBySign.get(sign) ?? null
}

/** See `scaleByCurrency`; 1 for unknown currencies. */
export const scaleOfCurrency = (currency: string | null): number => scaleByCurrency.get(currency ?? "") ?? 1
