const pattern =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](?:[01]\d|2[0-3]):?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/**
 * The calendar date of an ISO 8601 date or date and time, as `2026-03-07`; null for everything else.
 *
 * The day is the one that is written: a time and its zone do not move it. Days
 * that do not exist, and years before 1900 (the zero dates of databases and
 * spreadsheets), are no dates.
 */
export const isoDate = (text: string): string | null => {
  const [, year = "", month = "", day = ""] = pattern.exec(text.trim()) ?? []
  const exists = Number(year) >= 1900 && Number(day) >= 1 && Number(day) <= daysOf(Number(year), Number(month))
  return exists ? `${year}-${month}-${day}` : null
}

/** Days of a month of the Gregorian calendar; none for a month that does not exist. */
const daysOf = (year: number, month: number): number => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}
