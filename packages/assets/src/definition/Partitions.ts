/**
 * How an asset is cut into pieces that are materialized, versioned and undone one by one.
 *
 * A key is an ISO date (`2026-01-08`), one of a fixed set (`fr`), or both
 * (`2026-01-08/fr`). An unpartitioned asset has the key null.
 *
 * @module
 */
import { DateTime, Option, Result, Schema } from "effect"

export type Partitions =
  | { readonly _tag: "None" }
  | { readonly _tag: "Daily" }
  | { readonly _tag: "Fixed"; readonly keys: ReadonlyArray<string> }
  | { readonly _tag: "DailyFixed"; readonly keys: ReadonlyArray<string>; readonly noun?: string }

export type PartitionKey = string | null

export const none: Partitions = { _tag: "None" }
export const daily: Partitions = { _tag: "Daily" }
export const fixed = (keys: ReadonlyArray<string>): Partitions => ({ _tag: "Fixed", keys })
/** One partition a day for each key of a fixed set: `2026-01-08/fr`. Messages call a key of the set `noun`: a market. */
export const dailyFixed = (keys: ReadonlyArray<string>, noun?: string): Partitions => ({
  _tag: "DailyFixed",
  keys,
  ...(noun !== undefined && { noun })
})

/** A partition that was asked for cannot be; `message` says how it is written. */
export class PartitionError extends Schema.TaggedError<PartitionError>()("PartitionError", {
  message: Schema.String
}) {
  get isTransient() {
    return false
  }
}

/** What a person asked for: a range of dates, a fixed key, or both; null where any will do. */
export interface Selector {
  readonly dates: { readonly from: string; readonly to: string } | null
  readonly fixed: string | null
}

/** The date and the fixed part of a key; null for the part that the definition does not have. */
export interface KeyParts {
  readonly date: string | null
  readonly fixed: string | null
}

/** Takes a key apart: `2026-01-08/fr` → `{ date: "2026-01-08", fixed: "fr" }`. */
export const keyParts = (key: PartitionKey): KeyParts => {
  if (key === null) {
    return { date: null, fixed: null }
  }
  const [head = "", ...tail] = key.split("/")
  return isDate(head) ? { date: head, fixed: tail.length === 0 ? null : tail.join("/") } : { date: null, fixed: key }
}

/** Is this a key of the definition? */
export const isKey = (partitions: Partitions, key: PartitionKey): boolean => {
  const parts = keyParts(key)
  switch (partitions._tag) {
    case "None":
      return key === null
    case "Daily":
      return parts.date !== null && parts.fixed === null
    case "Fixed":
      return parts.date === null && parts.fixed !== null && partitions.keys.includes(parts.fixed)
    case "DailyFixed":
      return parts.date !== null && parts.fixed !== null && partitions.keys.includes(parts.fixed)
  }
}

/** Do two definitions have the same keys, so that one's partition is the other's? */
export const isSame = (a: Partitions, b: Partitions): boolean =>
  a._tag === b._tag && JSON.stringify("keys" in a ? a.keys : null) === JSON.stringify("keys" in b ? b.keys : null)

/** Reads `2026-01-08/fr`, `2026-01-08`, `2026-01-01..2026-01-08`, `2026-01-01..2026-01-08/fr` or `fr`. */
export const parseSelector = (text: string): Result.Result<Selector, PartitionError> => {
  const [head = "", tail, ...rest] = text.trim().split("/")
  if (rest.length > 0 || head === "" || tail === "") {
    return fail(text)
  }
  const [from = "", to = from, ...more] = head.split("..")
  if (isDate(from) && isDate(to) && more.length === 0) {
    return from <= to
      ? Result.succeed({ dates: { from, to }, fixed: tail ?? null })
      : Result.fail(new PartitionError({ message: `The range ${head} ends before it begins` }))
  }
  return tail === undefined && /^[A-Za-z_][\w-]*$/.test(head)
    ? Result.succeed({ dates: null, fixed: head })
    : fail(text)
}

/**
 * The keys that a selector means, sorted.
 *
 * A part that the selector leaves open takes `defaults`: the batch date, and
 * the configured members of the fixed set.
 */
export const expand = (
  partitions: Partitions,
  selector: Selector,
  defaults: { readonly date: string; readonly fixed: ReadonlyArray<string> }
): Result.Result<ReadonlyArray<PartitionKey>, PartitionError> => {
  if (partitions._tag === "None") {
    return Result.succeed([null])
  }
  const keys = "keys" in partitions ? partitions.keys : []
  const members = selector.fixed === null ? defaults.fixed : [selector.fixed]
  const unknown = members.find((member) => !keys.includes(member))
  if (partitions._tag !== "Daily" && unknown !== undefined) {
    return Result.fail(
      new PartitionError({
        message: unknownMember(partitions, unknown, defaults.date)
      })
    )
  }
  const dates = datesBetween(selector.dates ?? { from: defaults.date, to: defaults.date })
  switch (partitions._tag) {
    case "Daily":
      return Result.succeed(dates)
    case "Fixed":
      return Result.succeed([...members].sort())
    case "DailyFixed":
      return Result.succeed(dates.flatMap((date) => [...members].sort().map((member) => `${date}/${member}`)))
  }
}

/** Does the selector mean this key? For keys that exist already, whatever is configured today. */
export const matches = (selector: Selector, key: PartitionKey): boolean => {
  const { date, fixed } = keyParts(key)
  return (
    (selector.dates === null || date === null || (selector.dates.from <= date && date <= selector.dates.to)) &&
    (selector.fixed === null || fixed === null || selector.fixed === fixed)
  )
}

const unknownMember = (partitions: Partitions, unknown: string, date: string): string => {
  const keys = "keys" in partitions ? partitions.keys.join(", ") : ""
  return "noun" in partitions
    ? `There is no ${partitions.noun} "${unknown}": use one of ${keys}; a date is written ${date}`
    : `There is no partition "${unknown}": use ${partitions._tag === "Fixed" ? "" : `a date such as ${date}, or `}one of ${keys}`
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  Option.exists(DateTime.make(`${text}T00:00:00Z`), (date) => DateTime.formatIsoDateUtc(date) === text)

const datesBetween = ({ from, to }: { readonly from: string; readonly to: string }): ReadonlyArray<string> => {
  const dates: Array<string> = []
  const last = DateTime.makeUnsafe(`${to}T00:00:00Z`)
  for (
    let date = DateTime.makeUnsafe(`${from}T00:00:00Z`);
    DateTime.isLessThanOrEqualTo(date, last);
    date = DateTime.add(date, { days: 1 })
  ) {
    dates.push(DateTime.formatIsoDateUtc(date))
  }
  return dates
}

const fail = (text: string) =>
  Result.fail(
    new PartitionError({
      message: `"${text}" is not a partition: write 2026-01-08/fr, 2026-01-08 or 2026-01-01..2026-01-08`
    })
  )
