/**
 * Reads ads that are flat: rows of a table, or objects without inner objects.
 *
 * @module
 */
import { Predicate } from "effect"
import { type AdContext, type Defaulted, flag, number, text } from "../AdzunaPage.ts"
import type { SourceAd } from "../SourceAd.ts"

/** Names of columns by the field that they fill, the first that holds a value counts. */
const columns = {
  id: ["job_id", "id", "adzuna_id", "ad_id"],
  title: ["job_title", "title", "position", "intitule", "intitule_du_poste", "titre", "poste"],
  company: ["company_name", "company_display_name", "company", "employer", "entreprise", "societe", "employeur"],
  location: ["location_display_name", "location", "job_location", "city", "ville", "lieu", "localisation"],
  area: ["location_area", "area"],
  description: ["job_description", "description", "full_description", "descriptif"],
  url: ["url", "redirect_url", "job_url", "link", "lien", "lien_de_l_offre"],
  created: [
    "posted_date",
    "created",
    "date_posted",
    "job_posted",
    "date_creation",
    "date_de_creation",
    "date_de_publication",
    "date"
  ],
  salary_min: ["salary_min", "min_salary"],
  salary_max: ["salary_max", "max_salary"],
  salary_is_predicted: ["salary_is_predicted"],
  salary_text: ["salary_range", "salary", "salaire"],
  contract_type: ["contract_type"],
  contract_time: ["contract_time"],
  category: ["category_tag", "category"],
  latitude: ["latitude"],
  longitude: ["longitude"],
  search_query: ["search_query"]
} as const

type Field = keyof typeof columns

/** Columns that only Adzuna's own form has. */
const adzunaColumns = [
  "redirect_url",
  "adref",
  "class",
  "company_display_name",
  "location_display_name",
  "category_tag"
]

/** Names whose normal form is kept. */
const mostNames = 1_000

const normalNames = new Map<string, string>()

/** `location.display_name`, `Location display name` and `location_display_name` are one name; so are `Intitulé` and `intitule`. */
export const normalName = (name: string): string => {
  const known = normalNames.get(name)
  if (known !== undefined) {
    return known
  }
  const normal = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "")
  // Records may have names of their own, each of them another.
  if (normalNames.size >= mostNames) {
    normalNames.clear()
  }
  normalNames.set(name, normal)
  return normal
}

/** Are these the columns of Adzuna's objects, made flat? Then the ids are Adzuna's too. */
export const isAdzuna = (names: ReadonlyArray<string>): boolean =>
  names.some((name) => adzunaColumns.includes(normalName(name)))

/** The columns that a title is read from, as a sentence names them. */
export const titleColumns: string = columns.title.join(", ")

/** Can a table with these columns hold ads? It needs a title. */
export const hasTitle = (names: ReadonlyArray<string>): boolean =>
  names.some((name) => columns.title.some((title) => title === normalName(name)))

/** Reads one row; a value of a wrong type is set to null and added to `defaulted`. */
export const decodeRow = (row: Record<string, unknown>, context: AdContext, defaulted: Defaulted): SourceAd => {
  const values = new Map(Object.entries(row).map(([name, value]) => [normalName(name), value]))
  const read = <A>(field: Field, parse: (value: unknown) => A | null): A | null => {
    const stated = columns[field].map((name) => values.get(name)).find(isStated)
    const parsed = stated === undefined ? null : parse(stated)
    if (stated !== undefined && parsed === null) {
      defaulted.add(field)
    }
    return parsed
  }
  return {
    source: context.source,
    country: context.market,
    id: read("id", text),
    title: read("title", text),
    company: read("company", (value) => text(named(value, "display_name"))),
    location: read("location", (value) => text(named(value, "display_name"))),
    area: read("area", places) ?? numbered(values),
    description: read("description", text),
    url: read("url", text),
    created: read("created", text),
    salary_min: read("salary_min", number),
    salary_max: read("salary_max", number),
    salary_is_predicted: read("salary_is_predicted", flag) ?? false,
    salary_text: read("salary_text", text),
    contract_type: read("contract_type", text),
    contract_time: read("contract_time", text),
    category: read("category", (value) => text(named(value, "tag"))),
    latitude: read("latitude", number),
    longitude: read("longitude", number),
    search_query: read("search_query", text) ?? context.query
  }
}

/** What tables write where there is nothing. */
const isStated = (value: unknown) =>
  value !== undefined && value !== null && !(typeof value === "string" && /^\s*(?:nan|null|none)?\s*$/i.test(value))

/** Characters of a list of places that are read; the longest have some hundred. */
const longestList = 2_000

/** A list, or the text of one: `["France", "Paris"]`, `['France', 'Paris']`. */
const places = (value: unknown): ReadonlyArray<string> | null => {
  if (Array.isArray(value)) {
    return value.filter(Predicate.isString)
  }
  return typeof value === "string"
    ? [...value.slice(0, longestList).matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map(
        ([, single, double]) => single ?? double ?? ""
      )
    : null
}

/** The value of one key where a whole object was written into a cell: `{'display_name': 'Paris'}`. */
const named = (value: unknown, key: string): unknown => {
  const object = typeof value === "string" && value.startsWith("{") ? value : ""
  const [, single, double] = new RegExp(`['"]${key}['"]: ?(?:'([^']*)'|"([^"]*)")`).exec(object) ?? []
  return single ?? double ?? (object === "" ? value : undefined)
}

/** `location.area.0`, `location.area.1`, … as some tools write a list. */
const numbered = (values: ReadonlyMap<string, unknown>): ReadonlyArray<string> =>
  Array.from({ length: 8 }, (_, level) => values.get(`location_area_${level}`)).filter(
    (place): place is string => typeof place === "string" && place.trim() !== ""
  )
