import { assert, describe, it } from "@effect/vitest"
import { displayLocation, locationDataVersion, standardizeLocation } from "../../src/enriched/Location.ts"
import { nowhere, type StandardLocation } from "../../src/enriched/location/StandardLocation.ts"
import { area, type Row, shownParts } from "./location/rows.ts"

/** text, market, area → city / district / department / region / country */
const french: ReadonlyArray<Row> = [
  ["Toulouse", "Toulouse / - / Haute-Garonne / Occitanie / FR"],
  ["  TOULOUSE ", "Toulouse / - / Haute-Garonne / Occitanie / FR"],
  ["12ème Arrondissement, Paris", "Paris / 12e arrondissement / Paris / Île-de-France / FR"],
  ["1er-Arrondissement, Lyon", "Lyon / 1er arrondissement / Rhône / Auvergne-Rhône-Alpes / FR"],
  ["75 - PARIS 02", "Paris / 2e arrondissement / Paris / Île-de-France / FR"],
  ["Paris XVI", "Paris / 16e arrondissement / Paris / Île-de-France / FR"],
  ["PARIS 15EME", "Paris / 15e arrondissement / Paris / Île-de-France / FR"],
  ["13015 Marseille", "Marseille / 15e arrondissement / Bouches-du-Rhône / Provence-Alpes-Côte d'Azur / FR"],
  ["Marseille 14e - 13", "Marseille / 14e arrondissement / Bouches-du-Rhône / Provence-Alpes-Côte d'Azur / FR"],
  ["75116", "Paris / 16e arrondissement / Paris / Île-de-France / FR"],
  ["Paris 75", "Paris / - / Paris / Île-de-France / FR"],
  ["Lyon 12e", "Lyon / - / Rhône / Auvergne-Rhône-Alpes / FR"],
  ["75 - Paris (Dept.)", "Paris / - / Paris / Île-de-France / FR"],
  ["Nice 13e Canton, Nice", "Nice / - / Alpes-Maritimes / Provence-Alpes-Côte d'Azur / FR"],
  ["Saint-Etienne-Nord-Ouest-2", "Saint-Étienne / - / Loire / Auvergne-Rhône-Alpes / FR"],
  ["Grasse-Nord, Grasse", "Grasse / - / Alpes-Maritimes / Provence-Alpes-Côte d'Azur / FR"],
  ["Charleville-Centre, Charleville-Mézières", "Charleville-Mézières / - / Ardennes / Grand Est / FR"],
  ["Antibes-Biot, Grasse", "Antibes / - / Alpes-Maritimes / Provence-Alpes-Côte d'Azur / FR"],
  ["72 - Mans", "Le Mans / - / Sarthe / Pays de la Loire / FR"],
  ["Mans (Le) - 72", "Le Mans / - / Sarthe / Pays de la Loire / FR"],
  ["972 - Lamentin", "Le Lamentin / - / Martinique / Martinique / FR"],
  ["971 - Lamentin", "Lamentin / - / Guadeloupe / Guadeloupe / FR"],
  ["44 - ST HERBLAIN", "Saint-Herblain / - / Loire-Atlantique / Pays de la Loire / FR"],
  ["STE FOY LES LYON", "Sainte-Foy-lès-Lyon / - / Rhône / Auvergne-Rhône-Alpes / FR"],
  ["NEUILLY S/SEINE", "Neuilly-sur-Seine / - / Hauts-de-Seine / Île-de-France / FR"],
  ["Marcq-en-Baroeul", "Marcq-en-Barœul / - / Nord / Hauts-de-France / FR"],
  ["Labège;, Castanet-Tolosan", "Labège / - / Haute-Garonne / Occitanie / FR"],
  ["Château-Chinon (Ville)", "Château-Chinon (Ville) / - / Nièvre / Bourgogne-Franche-Comté / FR"],
  ["62 - LE TOUQUET PARIS PLAGE", "Le Touquet-Paris-Plage / - / Pas-de-Calais / Hauts-de-France / FR"],
  ["Cormeilles-en-Parisis", "Cormeilles-en-Parisis / - / Val-d'Oise / Île-de-France / FR"],
  ["79, boulevard Saint-Germain, Paris", "Paris / - / Paris / Île-de-France / FR"],
  ["12 bis rue de Bretagne 75003 Paris", "Paris / 3e arrondissement / Paris / Île-de-France / FR"],
  ["4 Route de Nantes, Rennes (Ille-et-Vilaine (35))", "Rennes / - / Ille-et-Vilaine / Bretagne / FR"],
  ["Mairie, 3 place de Lyon, Bobigny (93)", "Bobigny / - / Seine-Saint-Denis / Île-de-France / FR"],
  ["2 rue Haute - CS 69001, Caen (Calvados (14))", "Caen / - / Calvados / Normandie / FR"],
  ["TSA 75008, 31000 Toulouse", "Toulouse / - / Haute-Garonne / Occitanie / FR"],
  ["BP 75 - 35000 Rennes", "Rennes / - / Ille-et-Vilaine / Bretagne / FR"],
  ["69432 Lyon Cedex 03", "Lyon / 3e arrondissement / Rhône / Auvergne-Rhône-Alpes / FR"],
  ["92042 PARIS LA DEFENSE CEDEX", "La Défense / - / Hauts-de-Seine / Île-de-France / FR"],
  ["Paris - La Défense", "La Défense / - / Hauts-de-Seine / Île-de-France / FR"],
  ["Us - 95", "Us / - / Val-d'Oise / Île-de-France / FR"],
  ["US - 95", "Us / - / Val-d'Oise / Île-de-France / FR"],
  ["Rue - 80", "Rue / - / Somme / Hauts-de-France / FR"],
  ["Saint-Ouen - 41", "Saint-Ouen / - / Loir-et-Cher / Centre-Val de Loire / FR"],
  ["Saint-Ouen", "Saint-Ouen-sur-Seine / - / Seine-Saint-Denis / Île-de-France / FR"],
  ["Evry (91)", "Évry-Courcouronnes / - / Essonne / Île-de-France / FR"],
  ["89 - Évry", "Évry / - / Yonne / Bourgogne-Franche-Comté / FR"],
  ["Montreuil - 62", "Montreuil-sur-Mer / - / Pas-de-Calais / Hauts-de-France / FR"],
  ["Saint-Denis, La Réunion", "Saint-Denis / - / La Réunion / La Réunion / FR"],
  ["Saint-Denis", "Saint-Denis / - / - / - / FR"],
  ["Châtillon, Antony", "Châtillon / - / Hauts-de-Seine / Île-de-France / FR"],
  ["L'Isle-Jourdain, Auch", "L'Isle-Jourdain / - / Gers / Occitanie / FR"],
  ["Neuilly-sur-Seine, Nanterre", "Neuilly-sur-Seine / - / Hauts-de-Seine / Île-de-France / FR"],
  ["Pont-Rousseau, Rezé", "Rezé / Pont-Rousseau / Loire-Atlantique / Pays de la Loire / FR"],
  ["Quartier Neuf - 35", "Quartier Neuf / - / Ille-et-Vilaine / Bretagne / FR"],
  ["Vienne", "- / - / Vienne / Nouvelle-Aquitaine / FR"],
  ["Vienne, Isère", "Vienne / - / Isère / Auvergne-Rhône-Alpes / FR"],
  ["Vienne, Nouvelle-Aquitaine", "- / - / Vienne / Nouvelle-Aquitaine / FR"],
  ["53 - Mayenne", "Mayenne / - / Mayenne / Pays de la Loire / FR"],
  ["53 - Mayenne (Dept.)", "- / - / Mayenne / Pays de la Loire / FR"],
  ["Ille-et-Vilaine, Bretagne", "- / - / Ille-et-Vilaine / Bretagne / FR"],
  ["36 - Bretagne", "Bretagne / - / Indre / Centre-Val de Loire / FR"],
  ["92 - Hauts-De-Seine", "- / - / Hauts-de-Seine / Île-de-France / FR"],
  ["LE MANS SARTHE", "Le Mans / - / Sarthe / Pays de la Loire / FR"],
  ["Lyon et sa région", "Lyon / - / Rhône / Auvergne-Rhône-Alpes / FR"],
  ["Paris ou Lyon", "Paris / - / Paris / Île-de-France / FR"],
  ["Centre", "- / - / - / Centre-Val de Loire / FR"],
  ["Hauts-De-France", "- / - / - / Hauts-de-France / FR"],
  ["Pays-de-la-Loire", "- / - / - / Pays de la Loire / FR"],
  ["PACA", "- / - / - / Provence-Alpes-Côte d'Azur / FR"],
  ["Rhône-Alpes, France", "- / - / - / Auvergne-Rhône-Alpes / FR"],
  ["Grenade, Haute-Garonne", "Grenade / - / Haute-Garonne / Occitanie / FR"],
  ["93206 Saint-Denis Cedex", "Saint-Denis / - / Seine-Saint-Denis / Île-de-France / FR"],
  ["Paris Gare de Lyon", "Paris / - / Paris / Île-de-France / FR"],
  ["Île-de-France (75, 92)", "- / - / - / Île-de-France / FR"],
  ["Région Occitanie", "- / - / - / Occitanie / FR"],
  ["Département du Nord", "- / - / Nord / Hauts-de-France / FR"],
  ["France", "- / - / - / - / FR"]
]

const withArea: ReadonlyArray<Row> = [
  [
    "Marigny, Saint-Lô",
    "Marigny / - / Manche / Normandie / FR",
    area("France > Normandie > Manche > Saint-Lô > Marigny")
  ],
  ["Mayenne, Pays de la Loire", "- / - / Mayenne / Pays de la Loire / FR", area("France > Pays de la Loire > Mayenne")],
  [
    "Grandchamps-des-Fontaines, Nantes",
    "Grandchamp-des-Fontaines / - / Loire-Atlantique / Pays de la Loire / FR",
    area("France > Pays de la Loire > Loire-Atlantique > Nantes")
  ],
  ["", "Vannes / - / Morbihan / Bretagne / FR", area("France > Bretagne > Morbihan > Vannes")],
  [
    "Saint-Denis, La Réunion",
    "Saint-Denis / - / La Réunion / La Réunion / FR",
    area("France > DOM-TOM > La Réunion > Saint-Denis")
  ],
  ["France", "- / - / - / - / FR", area("France")],
  ["France", "Vannes / - / Morbihan / Bretagne / FR", area("France > Bretagne > Morbihan > Vannes")],
  [
    "Bilk, Düsseldorf",
    "Düsseldorf / Bilk / - / Nordrhein-Westfalen / DE",
    area("Deutschland > Nordrhein-Westfalen > Düsseldorf > Bilk")
  ],
  [
    "Flugfeld, Sindelfingen",
    "Sindelfingen / Flugfeld / Böblingen (Kreis) / Baden-Württemberg / DE",
    area("Deutschland > Baden-Württemberg > Böblingen (Kreis) > Sindelfingen > Flugfeld")
  ],
  [
    "Kempten (Allgäu), Bayern",
    "Kempten (Allgäu) / - / - / Bayern / DE",
    area("Deutschland > Bayern > Kempten (Allgäu)")
  ],
  ["Mitte, Berlin", "Berlin / Mitte / - / Berlin / DE", area("Deutschland > Berlin > Mitte")],
  [
    "Phoenix, Maricopa County",
    "Phoenix / - / Maricopa County / Arizona / US",
    area("US > Arizona > Maricopa County > Phoenix")
  ],
  [
    "Grand Central, Manhattan",
    "New York / Grand Central / - / New York / US",
    area("US > New York > New York City > Manhattan > Grand Central")
  ],
  ["Washington, D.C., US", "Washington / - / - / District of Columbia / US", area("US > Washington, D.C.")],
  ["The City, Central London", "London / The City / - / London / GB", area("UK > London > Central London > The City")],
  [
    "Deansgate, Manchester",
    "Manchester / Deansgate / Greater Manchester / North West England / GB",
    area("UK > North West England > Greater Manchester > Manchester > Deansgate")
  ]
]

const foreign: ReadonlyArray<Row> = [
  ["Luxembourg", "- / - / - / - / LU", { country: "fr" }],
  ["Genève, Suisse", "Genève / - / - / Genève / CH", { country: "fr" }],
  ["Bruxelles", "Bruxelles / - / - / - / BE", { country: "fr" }],
  ["Lille, Belgique", "Lille / - / - / - / BE", { country: "fr" }],
  ["L-1855 Luxembourg", "- / - / - / - / LU", { country: "fr" }],
  ["London, UK", "London / - / - / London / GB", { country: "gb" }],
  ["Hillhead, Glasgow City Centre", "Glasgow / Hillhead / - / Scotland / GB", { country: "gb" }],
  ["Reading, Berkshire", "Reading / - / Berkshire / - / GB", { country: "gb" }],
  ["NEWCASTLE UPON TYNE", "Newcastle upon Tyne / - / - / - / GB", { country: "gb" }],
  ["1000 Bruxelles", "Bruxelles / - / - / - / BE", { country: "fr" }],
  ["Montréal", "Montréal / - / - / - / CA", { country: "fr" }],
  ["Jura, Suisse", "- / - / - / Jura / CH", { country: "fr" }],
  ["Vaud", "- / - / - / Vaud / CH", { country: "fr" }],
  ["Greater London", "London / - / - / London / GB", { country: "gb" }],
  ["Heathrow, Hounslow", "London / Heathrow / - / London / GB"],
  ["Lincoln, Lincolnshire", "Lincoln / - / Lincolnshire / - / GB"],
  ["Mitte, Berlin", "Berlin / Mitte / - / Berlin / DE"],
  ["Esslingen (Kreis), Baden-Württemberg", "- / - / Esslingen (Kreis) / Baden-Württemberg / DE", { country: "de" }],
  ["Washington DC", "Washington / - / - / District of Columbia / US", { country: "us" }],
  ["Singapore", "Singapore / - / - / - / SG", { country: "sg" }],
  ["Edinburgh, Scotland", "Edinburgh / - / - / Scotland / GB"],
  ["Austin, TX 78701", "Austin / - / - / Texas / US"],
  ["10115 Berlin", "Berlin / - / - / Berlin / DE", { country: "de" }],
  ["Cologne", "Cologne / - / - / - / DE"],
  ["Paris", "Paris / - / Paris / Île-de-France / FR", { country: "de" }]
]

describe("standardizeLocation", () => {
  for (const [name, rows] of [
    ["France", french],
    ["areas", withArea],
    ["other countries", foreign]
  ] as const) {
    for (const [text, expected, context] of rows) {
      it(`reads ${name}: ${text} → ${expected}`, () => {
        assert.strictEqual(shownParts(standardizeLocation(text, context)), expected)
      })
    }
  }

  it.each([null, "", " ", ",,,", "Unknown", "N/A", "Xyzzy", "12 rue de Lyon"])("finds no place in %j", (text) => {
    assert.deepStrictEqual(standardizeLocation(text, { country: "fr" }), nowhere)
  })

  it.each([
    ["Télétravail", true, null],
    ["Full remote", true, null],
    ["Paris (Remote)", true, "Paris"],
    ["Deutschland, Homeoffice", true, null],
    ["Remote (EU)", true, null],
    ["Remote within Germany", true, null],
    ["2 jours de télétravail", false, null],
    ["Lyon, 2 jours de télétravail par semaine", false, "Lyon"],
    ["Hybrid - Paris", false, "Paris"],
    ["Remotebourg", false, null]
  ])("says of %j whether it is remote", (text, remote, city) => {
    const location = standardizeLocation(text)
    assert.deepStrictEqual([location.remote, location.city], [remote, city])
  })

  it("gives the same object for the same input, which nobody can change", () => {
    const first = standardizeLocation("Rennes", { country: "fr" })
    assert.strictEqual(standardizeLocation("Rennes", { country: "fr" }), first)
    assert.isTrue(Object.isFrozen(first))
  })
})

describe("displayLocation", () => {
  const at = (parts: Partial<StandardLocation>) => displayLocation({ ...nowhere, ...parts })

  it("is the most specific of city, department, region, country, Remote and Unknown", () => {
    assert.strictEqual(at({ city: "Paris", district: "8e arrondissement", department: "Paris" }), "Paris")
    assert.strictEqual(at({ department: "Nord", region: "Hauts-de-France", country: "FR" }), "Nord")
    assert.strictEqual(at({ region: "Bayern", country: "DE" }), "Bayern")
    assert.strictEqual(at({ country: "FR", remote: true }), "France")
    assert.strictEqual(at({ remote: true }), "Remote")
    assert.strictEqual(at({}), "Unknown")
  })
})

describe("locationDataVersion", () => {
  it("names the release of the list of communes", () => {
    assert.include(locationDataVersion, "@etalab/decoupage-administratif@")
  })
})
