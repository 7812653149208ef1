import { writeFileSync } from "node:fs"
import { join } from "node:path"

/** An ad in the API's own shape. */
export interface ApiAd {
  readonly id: string
  readonly title: string
  readonly [field: string]: unknown
}

/** An ad that passes every rule; override the field a test is about. */
export const apiAd = (fields: Partial<ApiAd> = {}): ApiAd => {
  const id = fields.id ?? "5600000001"
  return {
    __CLASS__: "Adzuna::API::Response::Job",
    id,
    title: `Data engineer confirmé ${id} (H/F)`,
    description: `Poste ${id} : vous construisez des flux de données en Python et SQL, à Lyon. Salaire : 45 à 55 k€ par an.`,
    created: "2026-03-06T09:00:00Z",
    redirect_url: `https://www.adzuna.fr/land/ad/${id}?se=token&utm_medium=api&utm_source=somebody&v=0A`,
    company: { display_name: "Orme Conseil" },
    location: { display_name: "Lyon, Rhône", area: ["France", "Auvergne-Rhône-Alpes", "Rhône", "Lyon"] },
    category: { tag: "it-jobs", label: "Emplois Informatique" },
    salary_is_predicted: "0",
    contract_type: "permanent",
    ...fields
  }
}

/** Many different ads, `first` and those after it. */
export const apiAds = (count: number, first = 5_600_000_001): ReadonlyArray<ApiAd> =>
  Array.from({ length: count }, (_, index) => apiAd({ id: String(first + index) }))

/** Writes ads as the API answers them, and gives the file's path. */
export const adFile = (folder: string, name: string, ads: ReadonlyArray<ApiAd>): string => {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify({ count: ads.length, results: ads }))
  return file
}
