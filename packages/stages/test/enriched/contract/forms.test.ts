import { assert, describe, it } from "@effect/vitest"
import { contractOf } from "../../../src/enriched/Contract.ts"

const forms: ReadonlyArray<
  readonly [title: string, description: string, type: string | null, time: string | null, remote: number | null]
> = [
  ["Data engineer CDI", "", "permanent", null, null],
  ["Data engineer CDD 6 mois", "", "fixed_term", null, null],
  ["Data engineer (H/F) - Freelance", "", "freelance", null, null],
  ["Stage - Data analyst", "", "internship", null, null],
  ["Stage fin d'études", "", "internship", null, null],
  ["Alternance Data analyst", "", "apprenticeship", null, null],
  ["Apprenti data analyst", "", "apprenticeship", null, null],
  ["Contrat de professionnalisation - RH", "", "apprenticeship", null, null],
  ["Data engineer", "Contrat : CDI", "permanent", null, null],
  ["Data engineer", "Poste en CDI à temps plein basé à Lyon", "permanent", "full_time", null],
  ["Data engineer", "CDD de 12 mois renouvelable", "fixed_term", null, null],
  ["Chargé de recrutement alternance et stages", "", null, null, null],
  ["Vendeur", "Temps partiel 24h", null, "part_time", null],
  ["Vendeur", "Poste à mi-temps", null, "part_time", null],
  ["Comptable", "Mission d'intérim de 1 mois", "temporary", null, null],
  ["Comptable", "Contrat de travail temporaire", "temporary", null, null],
  ["Dev", "Full remote possible", null, null, 1],
  ["Dev", "2 jours de télétravail par semaine", null, null, 0.4],
  ["Dev", "Télétravail : 3j/semaine", null, null, 0.6],
  ["Dev", "TT 2 jours/semaine", null, null, 0.4],
  ["Dev", "télétravail 2 à 3 jours par semaine", null, null, 0.5],
  ["Dev", "hybride (2 jours sur site)", null, null, 0.6],
  ["Dev", "100% télétravail", null, null, 1],
  ["Dev", "Télétravail possible", null, null, null],
  ["Dev", "Pas de télétravail", null, null, 0],
  ["Dev", "3 days per week in the office", null, null, 0.4],
  ["Dev", "remote 50%", null, null, 0.5],
  ["Dev", "50% télétravail", null, null, 0.5],
  ["Dev", "1 jour de télétravail par mois", null, null, 0.05],
  ["Dev", "jusqu'à 3 jours de télétravail", null, null, 0.6],
  ["Dev", "deux jours de télétravail par semaine", null, null, 0.4],
  ["Dev (Remote)", "", null, null, 1],
  ["Dev", "Hybrid working, 2 days from home", null, null, 0.4],
  ["Dev", "Fully remote within the UK", null, null, 1],
  ["Dev", "work from home 2 days a week", null, null, 0.4],
  ["Dev", "onsite 5 days a week", null, null, 0],
  ["Dev", "accompagnement à distance des clients", null, null, null],
  ["Dev", "vente à distance, 5 jours de formation", null, null, null],
  ["Permanent Make-up Artist", "", null, null, null],
  ["Temp Receptionist", "", "temporary", null, null],
  ["Contract Manager", "", null, null, null],
  ["Contracts Manager", "", null, null, null],
  ["Data Engineer - Contract", "", "contract", null, null],
  ["Data Engineer (6 month FTC)", "", "fixed_term", null, null],
  ["Internal Auditor", "", null, null, null],
  ["International Sales Manager", "", null, null, null],
  ["Intern, Marketing", "", "internship", null, null],
  ["Stage Manager", "", null, null, null],
  ["Back stage technician", "", null, null, null],
  ["Werkstudent Data (m/w/d)", "", "internship", null, null],
  ["Ausbildung zum Mechatroniker", "", "apprenticeship", null, null],
  ["Sachbearbeiter in Teilzeit", "", null, "part_time", null],
  ["Entwickler", "unbefristete Festanstellung in Vollzeit", "permanent", "full_time", null],
  ["Responsable alternance", "", null, null, null],
  ["Maître de stage", "", null, null, null],
  ["Chargé de relations écoles et stages", "", null, null, null],
  ["Développeur", "Après un stage ou une alternance réussie, vous cherchez un premier emploi", null, null, null],
  ["Développeur", "Expérience de 2 ans (stages et alternances inclus)", null, null, null],
  ["Développeur", "encadrer des stagiaires et alternants", null, null, null],
  ["Développeur", "Stage de 6 mois à partir de mars", "internship", null, null],
  ["Agent indépendant immobilier", "", "freelance", null, null]
]

describe("contractOf, form by form", () => {
  it.each(forms)("finds in %j, %j: %s, %s, %s remote", (title, description, type, time, remote) => {
    const { contractType, remoteShare, workingTime } = contractOf({ title, description })
    assert.deepStrictEqual([contractType, workingTime, remoteShare], [type, time, remote])
  })
})
