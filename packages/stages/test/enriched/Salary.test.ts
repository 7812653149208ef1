import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { type AdWithSalary, parseSalary, salaryOfAd } from "../../src/enriched/Salary.ts"
import { assertLinear } from "./linear.ts"

type Row = readonly [min: number | null, max: number | null, currency: string | null, period: string | null]

const none: Row = [null, null, null, null]

describe("parseSalary", () => {
  it.each<readonly [text: string, ...Row]>([
    ["35 - 42 k€ brut annuel", 35_000, 42_000, "EUR", "year"],
    ["40 à 50K€", 40_000, 50_000, "EUR", "year"],
    ["entre 38 et 50k€", 38_000, 50_000, "EUR", "year"],
    ["28 k€ – 33 k€", 28_000, 33_000, "EUR", "year"],
    ["32K-36", 32_000, 36_000, "EUR", "year"],
    ["30/35k€", 30_000, 35_000, "EUR", "year"],
    ["60?70 K€", 60_000, 70_000, "EUR", "year"],
    ["37\u202f000,00€\u00a0à\u00a041\u202f000,00€ par an", 37_000, 41_000, "EUR", "year"],
    ["Salaire : 39 000€ et 42 000€", 39_000, 42_000, "EUR", "year"],
    ["Annuel de 36000.0 Euros à 42000.0 Euros sur 12.0 mois", 36_000, 42_000, "EUR", "year"],
    ["60,000 - 80,000 EUR", 60_000, 80_000, "EUR", "year"],
    ["40000-45000", 40_000, 45_000, "EUR", "year"],
    ["25.5K", 25_500, 25_500, "EUR", "year"],
    ["à partir de 40K€ / an", 40_000, null, "EUR", "year"],
    ["À partir de 48K Télétravail : 2 jours", 48_000, null, "EUR", "year"],
    ["30k+", 30_000, null, "EUR", "year"],
    ["55K max", null, 55_000, "EUR", "year"],
    ["30,000-35,000+ benefits", 30_000, 35_000, "GBP", "year"],
    ["£45k OTE £60k", 45_000, 45_000, "GBP", "year"],
    ["Salary from £59,200 up to 15% bonus", 59_200, null, "GBP", "year"],
    ["₹10,00,000 - ₹15,00,000", 1_000_000, 1_500_000, "INR", "year"],
    ["15,50 €/Std.", 15.5, 15.5, "EUR", "hour"],
    ["€ 3.500 - € 4.500 per maand", 3_500, 4_500, "EUR", "month"],
    ["31 K€ fixe + variable + 3k prime", 31_000, 31_000, "EUR", "year"],
    ["entre 2496 et 2662€/mois (brut)", 2_496, 2_662, "EUR", "month"],
    ["A partir de 2.572 € brut mensuel", 2_572, null, "EUR", "month"],
    ["A partir de 1 698,30 euros nets", 1_698.3, null, "EUR", "month"],
    ["477,07 - 1\u202f766,92 EUR par mois", 477.07, 1_766.92, "EUR", "month"],
    ["Salaire mensuel net : 3800 - 4000 € x 12 mois", 3_800, 4_000, "EUR", "month"],
    ["Rémunéré (800€/mois, stage de 6 mois minimum)", 800, 800, "EUR", "month"],
    ["TJM 450-550", 450, 550, "EUR", "day"],
    ["630€ net par nuit / 450€ net par …", 630, 630, "EUR", "day"],
    ["Horaire de 11.7 Euros sur 0.0 mois", 11.7, 11.7, "EUR", "hour"],
    ["48.577€ bbrut de l'heure (45.26€ net)", 48.577, 48.577, "EUR", "hour"],
    ["4,35 €uros par heure", 4.35, 4.35, "EUR", "hour"],
    ["12€/H  NET", 12, 12, "EUR", "hour"],
    ["£550-600/day outside IR35", 550, 600, "GBP", "day"],
    ["Circa £400 p/d", 400, 400, "GBP", "day"],
    ["Day Rate: £400500 (Outside IR35)", 400, 500, "GBP", "day"],
    ["Up to £650/day", null, 650, "GBP", "day"],
    ["£65ph", 65, 65, "GBP", "hour"],
    ["7.00 to Competitive per hour", 7, null, "GBP", "hour"],
    ["11/hour 11.00 p.hr + Overtime", 11, 11, "GBP", "hour"],
    ["Up to 7.40 p.h. & Up to 46 Hours p.w.", null, 7.4, "GBP", "hour"],
    ["20000 - 30000/annum 20-30K", 20_000, 30_000, "GBP", "year"],
    ["18,000 per annum + Tips (IRO 50 Per Week)", 18_000, 18_000, "GBP", "year"],
    ["£52,800* up to £70,400* per annum", 52_800, 70_400, "GBP", "year"],
    ["Salary to £100k + bonus", null, 100_000, "GBP", "year"],
    ["London | Hybrid | £80,000", 80_000, 80_000, "GBP", "year"],
    ["Designer - $20-$30/hour", 20, 30, "USD", "hour"],
    ["CHF 90'000 - 110'000", 90_000, 110_000, "CHF", "year"],
    ["240 PLN/H net + VAT", 240, 240, "PLN", "hour"],
    ["12 LPA", 1_200_000, 1_200_000, "INR", "year"],
    ["Earn $2500-$3500/Week!", 2_500, 3_500, "USD", null],
    ["2000 € brut / mois à 2500 € brut / mois", 2_000, 2_500, "EUR", "month"],
    ["<p>Salaire&nbsp;: 2&nbsp;100&nbsp;&euro; par mois</p>", 2_100, 2_100, "EUR", "month"]
  ])("reads %j as %s to %s %s a %s", (text, min, max, currency, period) => {
    const salary = parseSalary(text)
    assert.deepStrictEqual([salary.min, salary.max, salary.currency, salary.period], [min, max, currency, period])
    assert.isFalse(salary.suspect)
  })

  it.each([
    ...[
      "De à EUR par an",
      "Annuel de 0.0 Euros",
      "$XXX-$XXX hourly",
      "INR 0-INR 0 annually",
      "compétitif",
      "02 € / heure"
    ],
    ...["17K leaders", "investir à partir de 100 000 euros, via des conseillers", "capés à 200€ par nouveau membre"],
    ...["Budget annuel : env. 800K d’euros", "13ème mois", "catégorie B", "https://jobs.example/744000098112614-data"],
    ...["Prime annuelle de 3kEUR", "titres restaurant de 11,52 € (part employeur de 6,91 €)", "401K, paid time off"],
    ...[
      "£2k annual training budget",
      "saved £1,030/yr",
      "a $1.7 trillion problem",
      "a $30+ billion business",
      "$60M Series B"
    ],
    ...[
      "2021-12-25 00:00:00",
      "10-10",
      "£69,313\n per year - estimated\n ?",
      "1 à 3 ans d'expérience",
      "un hôpital de 208 lits"
    ]
  ])("finds no pay in %j", (text) => {
    const { min, max, currency, period } = parseSalary(text)
    assert.deepStrictEqual([min, max, currency, period], [...none])
  })

  it.each<readonly [text: string, ...Row, annualMax: number | null]>([
    ["37 000,00€ à 41 000,00€ par mois", 37_000, 41_000, "EUR", "year", 41_000],
    ["Annuel de 800.0 Euros à 1100.0 Euros", 800, 1_100, "EUR", "month", 13_200],
    ["€3.965-€6.230 annually", 3_965, 6_230, "EUR", "month", 74_760],
    ["13,50 € brut / mois", 13.5, 13.5, "EUR", "hour", 24_570],
    ["12 000 EUR par mois", 12_000, 12_000, "EUR", "month", null],
    ["88 € / heure", ...none, null],
    ["1-2 USD yearly", ...none, null]
  ])("marks %j as suspect", (text, min, max, currency, period, annualMax) => {
    const salary = parseSalary(text)
    assert.deepStrictEqual([salary.min, salary.max, salary.currency, salary.period], [min, max, currency, period])
    assert.strictEqual(salary.annualMax, annualMax)
    assert.isTrue(salary.suspect)
  })

  it.each<readonly [text: string, country: string, annualMin: number | null, annualMax: number | null]>([
    ["12 - 13 EUR par heure", "fr", 21_840, 23_660],
    ["£12 - £13 per hour", "gb", 24_960, 27_040],
    ["TJM 400 €", "fr", 87_200, 87_200],
    ["£400 per day", "gb", 104_000, 104_000],
    ["2 800 € / mois", "fr", 33_600, 33_600],
    ["3372€ brut sur 13 mois", "fr", 43_836, 43_836],
    ["2 810,60 €, versée sur 13 mois", "fr", 36_537.8, 36_537.8],
    ["39 000 € sur 13 mois", "fr", 39_000, 39_000],
    ["$1,000 per week", "us", 52_000, 52_000],
    ["A partir de 1 698,30 euros nets", "fr", 20_379.6, null]
  ])("makes of %j in %s %s to %s a year", (text, country, annualMin, annualMax) => {
    const salary = parseSalary(text, { country })
    assert.deepStrictEqual([salary.annualMin, salary.annualMax], [annualMin, annualMax])
  })

  it("reckons by the policy of the settings", () => {
    const policy = { default: { hours: 1_000, days: 200 } }
    assert.strictEqual(parseSalary("15 € / heure", { country: "fr", policy }).annualMax, 15_000)
  })

  it("finds the pay in a long description among other sums", () => {
    const text = `Une entreprise de 12 000 salariés, 800 M€ de chiffre d'affaires. ${"Des projets. ".repeat(60)}
      Salaire : 42 à 48 K€ selon profil, prime de 2 000 €, titres restaurant de 9,20 €, 2 jours de télétravail.`
    const { min, max, period } = parseSalary(text, { country: "fr" })
    assert.deepStrictEqual([min, max, period], [42_000, 48_000, "year"])
  })

  const amount = fc.oneof(
    fc.nat({ max: 2_000_000 }).map(String),
    fc.constantFrom("2.572", "1 698,30", "0", "02", "45,5", "****")
  )
  const piece = fc.constantFrom(
    ...[
      "€",
      "k€",
      "K",
      "£",
      "$",
      " EUR ",
      "PLN",
      " à ",
      "-",
      "–",
      " et ",
      "entre ",
      "jusqu'à ",
      "à partir de ",
      "/",
      "?"
    ],
    ...[
      " par an",
      "/mois",
      " brut",
      " sur 13 mois",
      " per day",
      "/h",
      " p.a.",
      "TJM ",
      "Salaire : ",
      "prime ",
      "\n",
      ". "
    ]
  )
  const noisy = fc
    .array(fc.oneof(amount, piece, fc.string({ maxLength: 4 })), { maxLength: 16 })
    .map((pieces) => pieces.join(""))

  it("gives ordered positive figures, and no annual pay out of bounds without the mark", () => {
    fc.assert(
      fc.property(noisy, fc.constantFrom("fr", "gb", "us", undefined), (text, country) => {
        const { min, max, currency, period, annualMin, annualMax, suspect } = parseSalary(text, { country })
        assert.isTrue((min ?? 1) > 0 && (max ?? 1) > 0)
        assert.isTrue(min === null || max === null || min <= max)
        assert.isTrue((min !== null || max !== null) === (currency !== null))
        assert.isTrue(period === null || currency !== null)
        const isPossible = (annual: number | null) =>
          annual === null ||
          suspect ||
          !/^(?:EUR|GBP|USD)$/.test(currency ?? "") ||
          (annual >= 5_000 && annual <= 500_000)
        assert.isTrue(isPossible(annualMin) && isPossible(annualMax), text)
      }),
      { numRuns: 20_000 }
    )
  })

  it("never throws on 100,000 strings", () => {
    const text = fc.oneof(noisy, fc.string({ unit: "binary" }))
    fc.assert(
      fc.property(text, (any) => typeof parseSalary(any).suspect === "boolean"),
      { numRuns: 100_000 }
    )
  })

  it("takes time in proportion to the length", () => {
    assertLinear(parseSalary, [
      ...[
        "1",
        "1 ",
        "1 000 ",
        "1,",
        "1.1",
        "1k",
        "1€",
        "€",
        "1-",
        "1 à ",
        "sur 1",
        "à partir de ",
        " ",
        "\n",
        "p.",
        "a "
      ],
      ...["per ", "salaire ", "prime ", "1 m", "l'", "(", "+", "1 000", "entre 1 et ", "jusqu'", "£1"]
    ])
  })
})

const ad = (fields: Partial<AdWithSalary> = {}): AdWithSalary => ({
  country: "fr",
  salary_min: null,
  salary_max: null,
  salary_is_predicted: false,
  title: "Comptable",
  description: "",
  ...fields
})

describe("salaryOfAd", () => {
  it.each<readonly [salary_min: number | null, salary_max: number | null, ...Row, annualMax: number | null]>([
    [12, 15, 12, 15, "EUR", "hour", 27_300],
    [380, 450, 380, 450, "EUR", "day", 98_100],
    [2_250, 2_250, 2_250, 2_250, "EUR", "month", 27_000],
    [2_500, 6_000, 2_500, 6_000, "EUR", "month", 72_000],
    [25_000, null, 25_000, null, "EUR", "year", null],
    [0, 30_000, null, 30_000, "EUR", "year", 30_000],
    [90_000, 110_000, 90_000, 110_000, "EUR", "year", 110_000]
  ])("tells by the size of %s to %s what they are", (salary_min, salary_max, min, max, currency, period, annualMax) => {
    const salary = salaryOfAd(ad({ salary_min, salary_max }))
    assert.deepStrictEqual([salary.min, salary.max, salary.currency, salary.period], [min, max, currency, period])
    assert.strictEqual(salary.annualMax, annualMax)
    assert.isFalse(salary.suspect || salary.predicted)
  })

  it.each<readonly [what: string, fields: Partial<AdWithSalary>, ...Row]>([
    ["figures of two periods", { salary_min: 1, salary_max: 1_000 }, ...none],
    ["less than any hour is paid", { salary_min: 5, salary_max: 5 }, ...none],
    [
      "an apprentice's 108,000",
      { salary_min: 108_000, salary_max: 192_000, description: "un programme d’apprentissage" },
      ...none
    ],
    ["thousands written short", { salary_min: 32, salary_max: 48 }, 32_000, 48_000, "EUR", "year"],
    [
      "figures that the text contradicts",
      { salary_min: 225, salary_max: 2_100, description: "Salaire : 2100€ brut" },
      2_100,
      2_100,
      "EUR",
      "month"
    ],
    [
      "an annualised range",
      { country: "gb", salary_min: 9_100, salary_max: 143_000, description: "£550 per day" },
      550,
      550,
      "GBP",
      "day"
    ],
    [
      "an annualised range without its text",
      { country: "gb", salary_min: 9_100, salary_max: 143_000 },
      null,
      143_000,
      "GBP",
      "year"
    ],
    [
      "a wrong period",
      { country: "us", salary_min: "125000.0", salary_max: "150000.0", description: "pay_period=HOURLY" },
      125_000,
      150_000,
      "USD",
      "year"
    ]
  ])("marks %s as suspect", (_, fields, min, max, currency, period) => {
    const salary = salaryOfAd(ad(fields))
    assert.deepStrictEqual([salary.min, salary.max, salary.currency, salary.period], [min, max, currency, period])
    assert.isTrue(salary.suspect)
  })

  it.each<readonly [what: string, fields: Partial<AdWithSalary>, ...Row]>([
    [
      "that a trainee is meant",
      { salary_min: 5, salary_max: 5, title: "Chargé d'études (stage)" },
      5,
      5,
      "EUR",
      "hour"
    ],
    ["the title", { title: "Designer - 20-30 €/heure" }, 20, 30, "EUR", "hour"],
    ["the description", { description: "Salaire : 2 100 € brut" }, 2_100, 2_100, "EUR", "month"],
    [
      "a salary column",
      { salary_text: "60,000 - 80,000 EUR", description: "TJM 400 €" },
      60_000,
      80_000,
      "EUR",
      "year"
    ],
    [
      "day pay that Adzuna annualised",
      { country: "gb", salary_min: 0, salary_max: 169_000, description: "Up to £650/day" },
      null,
      650,
      "GBP",
      "day"
    ],
    [
      "hour pay that Adzuna annualised",
      { country: "gb", salary_max: 135_200, title: "Nurse £65ph" },
      65,
      65,
      "GBP",
      "hour"
    ],
    [
      "the period of the same figures",
      { salary_min: 800, salary_max: 900, description: "800 à 900 € par mois" },
      800,
      900,
      "EUR",
      "month"
    ]
  ])("takes from the text %s", (_, fields, min, max, currency, period) => {
    const salary = salaryOfAd(ad(fields))
    assert.deepStrictEqual([salary.min, salary.max, salary.currency, salary.period], [min, max, currency, period])
    assert.isFalse(salary.suspect)
  })

  it("prefers sound figures to other ones in the text", () => {
    const salary = salaryOfAd(
      ad({ salary_min: 45_000, salary_max: 60_000, description: "Salaire net : 3800 - 4000 €" })
    )
    assert.deepStrictEqual([salary.min, salary.max], [45_000, 60_000])
  })

  it.each([
    ["0", false],
    ["1", true],
    [0, false],
    [1, true],
    [null, false],
    [true, true]
  ])("understands the mark %j of a prediction as %s", (salary_is_predicted, predicted) => {
    const fields = { country: "us", salary_min: 74_324.37, salary_max: 74_324.37, title: "Intern", salary_is_predicted }
    const salary = salaryOfAd(ad(fields))
    assert.deepStrictEqual([salary.predicted, salary.annualMin, salary.suspect], [predicted, 74_324.37, false])
  })

  it("lets no annual pay out of bounds pass without the mark", () => {
    const figure = fc.option(fc.double({ min: -10, max: 2_000_000, noNaN: true }), { nil: null })
    fc.assert(
      fc.property(figure, figure, fc.constantFrom("fr", "gb", "de", "us"), (salary_min, salary_max, country) => {
        const { annualMin, annualMax, suspect } = salaryOfAd(ad({ salary_min, salary_max, country }))
        for (const annual of [annualMin, annualMax]) {
          assert.isTrue(annual === null || suspect || (annual >= 5_000 && annual <= 500_000))
        }
      }),
      { numRuns: 100_000 }
    )
  })
})
