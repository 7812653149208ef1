/**
 * Which ads the simulator lists for a date, a market and a search.
 *
 * Nothing is stored: the ad at a position is computed from its position, so a
 * page of a million ads costs as much as a page of fifty.
 *
 * @module
 */
import type { Market, Place } from "../Markets.ts"
import { dice, hash } from "./Dice.ts"
import { type RoleName, roleNames } from "./Vocabulary.ts"

/** What the ad at a position is, and when it was first listed. */
export interface Listing {
  readonly role: RoleName | null
  readonly place: Place
  /** Position among all ads of its first day. */
  readonly index: number
  /** Ads of that day. */
  readonly size: number
  /** How far back the ad before it in the same slot is. */
  readonly step: number
  /** Days since 1970 of the first listing: today's, or an earlier one's for an ad that is listed again. */
  readonly day: number
  /** The day of the latest change of an ad that was listed before; null for one that never changed. */
  readonly changedOn: number | null
  /** A namespace for the ads of searches that are outside of the pool. */
  readonly pool: string
}

/** One date and market of one simulator. */
export interface Day {
  readonly seed: number
  readonly market: string
  readonly details: Market
  /** Days since 1970. */
  readonly day: number
  /** As set; null for about 245. */
  readonly ads: number | null
}

/** The ads that a search finds: how many, and each by its position, newest first. */
export interface Findings {
  readonly count: number
  at(position: number): Listing
}

/**
 * The pool is dealt out to slots, each a job in a place, over and over again.
 * A search finds the ads of its slots; one for a job or a place that has no slot
 * finds some ads of its own, outside of the pool.
 */
export const find = (day: Day, what: string, where: string | null): Findings => {
  const slots = slotsOf(day.market, day.details)
  const wanted = slots.flatMap((slot, index) => (matches(slot, day.details, what, where) ? [{ slot, index }] : []))
  const size = sizeOf(day, day.day)
  if (wanted.length === 0) {
    return findElsewhere(day, what, where, Math.round(size / (roleNames.length * day.details.places.length)))
  }
  const rounds = Math.floor(size / slots.length)
  const last = wanted.filter(({ index }) => index < size % slots.length).length
  return {
    count: rounds * wanted.length + last,
    at: (position) => {
      const { index, slot } = wanted[position % wanted.length] ?? first(wanted)
      const place = Math.floor(position / wanted.length) * slots.length + index
      return listingAt(day, place, slot, { name: "", step: slots.length })
    }
  }
}

/** About 245, some days more, some less; or as many as were asked for. */
export const sizeOf = (day: Day, date: number): number =>
  day.ads ?? 245 + dice(day.seed, day.market, date, "size").int(-12, 12)

interface Slot {
  readonly roles: ReadonlyArray<RoleName>
  readonly place: Place
}

const knownSlots = new Map<string, ReadonlyArray<Slot>>()

/** The greater the city, the more slots; one slot in twenty belongs to two jobs, so that two searches find its ads. */
const slotsOf = (market: string, details: Market): ReadonlyArray<Slot> => {
  const known = knownSlots.get(market)
  if (known !== undefined) {
    return known
  }
  const slots = details.places.flatMap((place, rank) =>
    roleNames.flatMap((role) => Array.from({ length: Math.ceil(8 / (rank + 1)) }, (_, copy) => ({ role, place, copy })))
  )
  const shuffled = slots.toSorted((a, b) => orderOf(market, a) - orderOf(market, b))
  const dealt = shuffled.map(({ place, role }, index) => ({
    place,
    roles: index % 20 === 7 ? [role, roleNames[(roleNames.indexOf(role) + 1) % roleNames.length] ?? role] : [role]
  }))
  knownSlots.set(market, dealt)
  return dealt
}

const orderOf = (market: string, slot: { readonly role: string; readonly place: Place; readonly copy: number }) =>
  hash([market, slot.role, slot.place.name, slot.copy].join("/"))

const matches = (slot: Slot, details: Market, what: string, where: string | null) => {
  const words = what
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "")
  const place = (where ?? details.country).toLowerCase()
  const areas = [details.country, ...slot.place.area].map((area) => area.toLowerCase())
  return areas.includes(place) && slot.roles.some((role) => words.every((word) => role.split(" ").includes(word)))
}

const findElsewhere = (day: Day, what: string, where: string | null, count: number): Findings => {
  const name = where ?? day.details.country
  const [largest] = day.details.places
  const known = day.details.places.find((place) => place.name.toLowerCase() === name.toLowerCase())
  const place = known ?? (where === null ? largest : { ...largest, name, area: [name] })
  const role = roleNames.find((role) => role === what.toLowerCase()) ?? null
  return {
    count,
    at: (position) =>
      listingAt(day, position, { roles: role === null ? [] : [role], place }, { name: `${what}/${name}`, step: 1 })
  }
}

/** Of a hundred ads thirteen are known and changed, and two are known and the same; the others are new. */
const listingAt = (
  day: Day,
  index: number,
  slot: Slot,
  pool: { readonly name: string; readonly step: number }
): Listing => {
  const listing = (first: number, changedOn: number | null): Listing => ({
    role: slot.roles[0] ?? null,
    place: slot.place,
    index,
    size: sizeOf(day, first),
    step: pool.step,
    day: first,
    changedOn,
    pool: pool.name
  })
  const history = historyOf(day, day.day, index, pool.name)
  const isKnown =
    history !== null && historyOf(day, history.first, index, pool.name) === null && index < sizeOf(day, history.first)
  return isKnown ? listing(history.first, history.isChanged ? day.day : null) : listing(day.day, null)
}

const historyOf = (day: Day, date: number, index: number, pool: string) => {
  const throws = dice(day.seed, day.market, pool, date, index, "history")
  const fate = throws.next()
  return fate < 0.15 ? { first: date - throws.int(1, 6), isChanged: fate < 0.13 } : null
}

const first = <A>(values: ReadonlyArray<A>): A => {
  const [value] = values
  if (value === undefined) {
    throw new RangeError("a search that finds nothing has no first ad")
  }
  return value
}
