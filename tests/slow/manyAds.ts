import { once } from "node:events"
import { createWriteStream } from "node:fs"
import { finished } from "node:stream/promises"
import { benchAd } from "../bench/AdCorpus.ts"

const places = [
  ["Paris", "8ème Arrondissement, Paris"],
  ["Lyon", "Lyon, Rhône"],
  ["Nantes", "Nantes, Loire-Atlantique"],
  ["Lille", "Lille, Nord"]
] as const

/** Writes that many ads as NDJSON, in the API's shape, each different from the others: those from a number on, of a day. */
export const writeManyAds = async (file: string, count: number, from = 0, day = "2026-03-06"): Promise<void> => {
  const stream = createWriteStream(file)
  for (let index = from; index < from + count; index += 1) {
    const [city, place] = places[index % places.length] ?? places[0]
    const line = JSON.stringify({
      id: String(6_000_000_000 + index),
      title: `Ingénieur données ${index} (H/F)`,
      description: `${index} ${benchAd(index).text}`,
      created: `${day}T09:00:00Z`,
      redirect_url: `https://www.adzuna.fr/land/ad/${6_000_000_000 + index}?se=token&utm_source=somebody`,
      company: { display_name: `Société ${index % 1_000}` },
      location: { display_name: place, area: ["France", city] },
      category: { tag: "it-jobs" },
      salary_is_predicted: "0",
      ...(index % 3 === 0 ? { salary_min: 40_000 + (index % 100) * 100, salary_max: 60_000 } : {})
    })
    if (!stream.write(`${line}\n`)) {
      await once(stream, "drain")
    }
  }
  stream.end()
  await finished(stream)
}
