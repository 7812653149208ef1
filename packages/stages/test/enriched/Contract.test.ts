import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { type AdWithContract, contractOf } from "../../src/enriched/Contract.ts"
import { assertLinear } from "./linear.ts"

const contract = (fields: Partial<AdWithContract>) => contractOf({ title: "Comptable", description: null, ...fields })

describe("contractOf", () => {
  it.each([
    ["Comptable (CDI)", "permanent"],
    ["Comptable CDD 6 mois", "fixed_term"],
    ["Comptable (Intérim)", "temporary"],
    ["Stage - Comptable", "internship"],
    ["Stage (CDD) Comptable", "internship"],
    ["Comptable en alternance", "apprenticeship"],
    ["Apprenti comptable", "apprenticeship"],
    ["Duales Studium Data Science", "apprenticeship"],
    ["Werkstudent:in Data Science", "internship"],
    ["Lead Data Analyst Freelance", "freelance"],
    ["Data engineer - outside IR35", "freelance"],
    ["Data analyst - 12 month FTC", "fixed_term"],
    ["Data engineer - Contract", "contract"],
    ["Comptable CDD/CDI", null],
    ["Comptable", null],
    ["Stagecoach driver", null]
  ])("finds in the title %j %s", (title, type) => {
    assert.strictEqual(contract({ title }).contractType, type)
  })

  it.each([
    ["Type de contrat : CDI. Expérience de stage bienvenue.", "permanent"],
    ["Première expérience (stage ou alternance) exigée.", null],
    ["Nous gérons les contrats d'intérim de nos clients.", null],
    ["Mission d'intérim de 6 mois", "temporary"],
    ["Dans le cadre d'un CDD de remplacement", "fixed_term"],
    ["CDD/CDI – statut cadre", null],
    ["un programme d’apprentissage proposé par l'école", "apprenticeship"],
    ["Stage conventionné & rémunéré", "internship"],
    ["Rate: £550 (inside IR35)", "freelance"],
    ["This is a permanent position", "permanent"],
    ["6 month rolling contract", "contract"]
  ])("finds in the description %j %s", (description, type) => {
    assert.strictEqual(contract({ description }).contractType, type)
  })

  it("believes the title, then a source that is specific, then the description, then a vague source", () => {
    const description = "un CDD de 6 mois"
    assert.strictEqual(contract({ title: "Stage", contract_type: "permanent", description }).contractType, "internship")
    assert.strictEqual(contract({ contract_type: "permanent", description }).contractType, "permanent")
    assert.strictEqual(contract({ contract_type: "contract", description }).contractType, "fixed_term")
    assert.strictEqual(contract({ contract_type: "contract" }).contractType, "contract")
  })

  it.each([
    [{ contract_time: "part_time", description: "temps plein" }, "part_time"],
    [{ title: "Comptable (temps partiel)", description: "temps plein" }, "part_time"],
    [{ description: "CDI, temps plein" }, "full_time"],
    [{ description: "Vollzeit" }, "full_time"],
    [{ description: "full or part-time, full-time preferred" }, null],
    [{}, null]
  ])("tells the working time of %j: %s", (fields, workingTime) => {
    assert.strictEqual(contract(fields).workingTime, workingTime)
  })

  it.each([
    ["2 jours de télétravail par semaine", 0.4],
    ["Télétravail : 2 jours", 0.4],
    ["jusqu'à 3 jours de télétravail possible", 0.6],
    ["télétravail possible jusqu'à 2jrs/semaine", 0.4],
    ["1 à 2 jours de télétravail/semaine", 0.3],
    ["deux ou trois jours de télétravail", 0.5],
    ["1J/S de télétravail", 0.2],
    ["10 jours de télétravail par mois", 0.48],
    ["2 jours de TT /semaine", 0.4],
    ["50% de télétravail", 0.5],
    ["full remote", 1],
    ["100 % télétravail", 1],
    ["Location: Remote", 1],
    ["Location: Remote / London", null],
    ["100% Présentiel", 0],
    ["Pas de télétravail", 0],
    ["3 days in the office", 0.4],
    ["Hybrid (2-3 days onsite)", 0.5],
    ["1 day per week onsite", 0.8],
    ["work from home 3 days a week", 0.6],
    ["télétravail possible", null],
    ["Hybrid working, 25 days of holiday", null],
    ["to work in remote destinations", null]
  ])("reads %j as a share of %s", (description, share) => {
    assert.strictEqual(contract({ description }).remoteShare, share)
  })

  it("takes the lone word in a title for the whole week", () => {
    assert.strictEqual(contract({ title: "Data engineer (Fully Remote)" }).remoteShare, 1)
    assert.strictEqual(contract({ title: "Data engineer - Remote" }).remoteShare, 1)
    assert.isNull(contract({ title: "Remote sensing engineer" }).remoteShare)
  })

  const piece = fc.constantFrom(
    ...[
      "CDI",
      "CDD",
      "stage",
      "intérim",
      " de ",
      "contrat ",
      "télétravail",
      "remote",
      "2 ",
      "3 jours",
      " days",
      "/semaine"
    ],
    ...["100%", " par mois", "office", "onsite", ":", "(", " à ", "un ", "temps plein", "part-time", "location: "]
  )
  const noisy = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 14 }).map((list) => list.join(""))

  it("never throws on 100,000 strings, and shares lie between 0 and 1", () => {
    fc.assert(
      fc.property(fc.oneof(noisy, fc.string({ unit: "binary" })), (text) => {
        const { remoteShare } = contractOf({ title: text.slice(0, 20), description: text, contract_type: text })
        assert.isTrue(remoteShare === null || (remoteShare >= 0 && remoteShare <= 1), text)
      }),
      { numRuns: 100_000 }
    )
  })

  it("takes time in proportion to the length", () => {
    assertLinear(
      (text) => contractOf({ title: text, description: text }),
      [
        ...[
          "1 ",
          "2 jours ",
          "télétravail ",
          "remote ",
          "office ",
          "site 1 ",
          " ",
          "(",
          "a",
          "un ",
          "1 à ",
          "100 %",
          "- "
        ],
        ...[
          "contrat de ",
          "contrat d'",
          "in the office ",
          "temps ",
          "duales stud",
          "recherche un ",
          "remote:",
          "jours de "
        ]
      ]
    )
  })
})
