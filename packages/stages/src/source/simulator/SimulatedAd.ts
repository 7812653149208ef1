/**
 * A simulated ad as the API sends it, faults of real ads included.
 *
 * @module
 */
import { DateTime } from "effect"
import { contentOf, type Subject } from "./AdContent.ts"
import { type Dice, dice, token } from "./Dice.ts"
import type { Day, Listing } from "./Feed.ts"

/** The object of the API's `results`; `appId` is repeated in the URL, as Adzuna does. */
export const simulatedAd = (day: Day, listing: Listing, what: string, appId: string): Record<string, unknown> => {
  const keys = [day.seed, day.market, listing.pool, listing.day, listing.index]
  const throws = dice(...keys, "form")
  const id = idOf(listing)
  // A twin repeats the words of the ad before it in the same slot: alike in everything but its id and date.
  const words = throws.chance(0.02) && listing.index >= listing.step ? listing.index - listing.step : listing.index
  const subject: Subject = { market: day.market, details: day.details, role: listing.role, what, place: listing.place }
  const content = contentOf(subject, day.seed, day.market, listing.pool, listing.day, words)
  const { latitude, longitude } = listing.place
  const ad = {
    __CLASS__: "Adzuna::API::Response::Job",
    id: throws.chance(0.005) ? Number(id) : id,
    adref: `eyJhbGciOiJIUzI1NiJ9.${token(36, 24, id, day.day)}`,
    title: content.title,
    description: content.description,
    created: createdAt(listing),
    redirect_url: urlOf(day, id, appId),
    company: {
      __CLASS__: "Adzuna::API::Response::Company",
      ...(content.company === null ? {} : { display_name: content.company })
    },
    location: locationOf(throws, day, listing),
    category: { __CLASS__: "Adzuna::API::Response::Category", ...content.category },
    ...(throws.chance(0.14)
      ? {}
      : { latitude: latitude + throws.next() / 50, longitude: longitude + throws.next() / 50 }),
    ...content.pay,
    ...content.contract
  }
  const flawed = { ...ad, ...flawOf(dice(...keys, "flaw"), ad) }
  return listing.changedOn === null
    ? flawed
    : { ...flawed, ...changeOf(dice(...keys, listing.changedOn, "change"), flawed) }
}

const millisOfDay = 86_400_000

/** Digits only, different for every listing of a market's pool. */
const idOf = ({ day, index, pool }: Listing): string =>
  pool === "" ? String(day * 1_000_000 + index) : `${day}${token(10, 9, pool, index)}`

/** Within the 24 hours that end at six in the morning of its first day, the first position the newest. */
const createdAt = ({ day, index, size }: Listing): string => {
  const millis = day * millisOfDay + 6 * 3_600_000 - Math.floor(((index + 1) / (size + 1)) * millisOfDay)
  return `${DateTime.formatIso(DateTime.makeUnsafe(millis)).slice(0, 19)}Z`
}

/** `se` changes with every session, that is every day; some ads change between two forms of the path. */
const urlOf = (day: Day, id: string, appId: string) => {
  const { host } = day.details
  const path = host.endsWith(".fr") || host.endsWith(".de") ? "" : "/jobs"
  const isDetails = dice(day.seed, id, "shape").chance(0.42) !== dice(day.seed, id, day.day, "flip").chance(0.02)
  const tail = `utm_medium=api&utm_source=${encodeURIComponent(appId)}`
  return isDetails
    ? `https://${host}${path}/details/${id}?${tail}`
    : `https://${host}${path}/land/ad/${id}?se=${token(36, 22, day.seed, day.market, day.day, "session")}&${tail}&v=${token(16, 40, id).toUpperCase()}`
}

/** As Adzuna shows places: the last two levels, reversed; now and then only a region, or a part of the city. */
const locationOf = (throws: Dice, { details, market }: Day, { place }: Listing) => {
  const path = [details.country, ...place.area]
  const arrondissements = market === "fr" ? (districts[place.name] ?? 0) : 0
  const form = throws.next()
  const area =
    form < 0.04
      ? path.slice(0, 2)
      : arrondissements > 0 && form < 0.4
        ? [...path, districtName(throws, throws.int(1, arrondissements))]
        : path
  const shown = area.slice(-2).toReversed().join(", ")
  return {
    __CLASS__: "Adzuna::API::Response::Location",
    area,
    display_name: throws.chance(0.03) ? shown.toUpperCase() : shown
  }
}

const districts: Readonly<Record<string, number>> = { Paris: 20, Lyon: 9, Marseille: 16 }

const districtName = (throws: Dice, number: number) => {
  const ordinal = number === 1 ? "1er" : throws.chance(0.8) ? `${number}ème` : `${number}e`
  return throws.chance(0.9) ? `${ordinal} Arrondissement` : `${ordinal}-Arrondissement`
}

interface Ad {
  readonly title: string
  readonly redirect_url: string
  readonly company: Readonly<Record<string, string>>
  readonly description: string
}

/** About five ads in a hundred break a rule of validation, and two more can be repaired. */
const flawOf = (throws: Dice, ad: Ad): Record<string, unknown> => {
  const flaw = throws.next()
  if (flaw < 0.012) {
    return { title: undefined }
  }
  if (flaw < 0.032) {
    return {
      redirect_url: throws.pick([
        ad.redirect_url.replace("https://", ""),
        `htp:/${ad.redirect_url.slice(8)}`,
        "N/A",
        "javascript:void(0)"
      ])
    }
  }
  if (flaw < 0.042) {
    return { title: throws.pick(["DevOps", "Data", "Stage", "Analyste", "IT"]) }
  }
  if (flaw < 0.046) {
    return { redirect_url: undefined }
  }
  if (flaw < 0.05) {
    return { description: throws.pick(["<p></p>", "&nbsp;", "<br><br>"]) }
  }
  if (flaw < 0.066) {
    return { created: throws.pick(["2026-13-45T00:00:00Z", "hier", "0000-00-00", "07/03/2026 ??"]) }
  }
  return flaw < 0.074 ? { location: {} } : {}
}

/** What an employer changes in an ad that is online; its id and `created` stay. */
const changeOf = (
  throws: Dice,
  ad: Record<string, unknown> & { readonly title?: unknown; readonly description?: unknown }
): Record<string, unknown> => {
  const change = throws.next()
  if (change < 0.35 && typeof ad.title === "string") {
    return { title: `${ad.title} - ${throws.pick(["urgent", "Data & BI", "CDI", "remote", "new team"])}` }
  }
  if (change < 0.55 && typeof ad.salary_min === "number" && typeof ad.salary_max === "number") {
    return { salary_min: ad.salary_min * 1.05, salary_max: ad.salary_max * 1.05 }
  }
  const note = throws.pick(["Mise à jour", "Updated", "Rappel", "Reminder"])
  return { description: `${note} ${throws.int(1, 28)}/${throws.int(1, 12)} : ${String(ad.description)}`.slice(0, 500) }
}
