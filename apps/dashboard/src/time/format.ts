/**
 * Times, spans and numbers as people read them; the only place that formats them.
 *
 * @module
 */
const locale = "en-GB"

const clock = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short"
})
const sameDay = new Intl.DateTimeFormat(locale, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "short"
})
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" })
const relativeShort = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" })
const whole = new Intl.NumberFormat(locale)
const short = new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 })

const otherYear = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short"
})

/** In the viewer's zone, which is named; the date only where it is not today, the year only where it is not this one. */
export const localTime = (at: Date, now: Date): string =>
  (at.getFullYear() !== now.getFullYear()
    ? otherYear
    : at.toDateString() === now.toDateString()
      ? sameDay
      : clock
  ).format(at)

const calendarDay = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" })
const calendarDate = new Intl.DateTimeFormat(locale, {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC"
})

/** `8 Jan`, or `8 Jan 2025` of another year; of a date, which is never converted to another zone. */
export const dayText = (day: string, now = new Date()): string =>
  (day.slice(0, 4) === now.toISOString().slice(0, 4) ? calendarDay : calendarDate).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`)
  )

/** `2026-01-08 00:30:00 UTC` */
export const utcTime = (at: Date): string => `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1]
] as const

/** `3 hours ago`, `in 2 minutes`; where there is little room, `3 hr ago`. */
export const relativeTime = (at: Date, now: Date, isShort = false): string => {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000)
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const)
  return (isShort ? relativeShort : relative).format(Math.trunc(seconds / size), unit)
}

/** `340 ms`, `12.4 s`, `3 min 04 s`, `2 h 05 min`. */
export const span = (milliseconds: number): string => {
  if (milliseconds < 1_000) {
    return `${Math.round(milliseconds)} ms`
  }
  // Rounded once, so that 59.96 s becomes a minute and not 60.0 s.
  const tenths = Math.round(milliseconds / 100)
  if (tenths < 600) {
    return `${(tenths / 10).toFixed(1)} s`
  }
  const seconds = Math.round(milliseconds / 1_000)
  const two = (value: number) => String(value).padStart(2, "0")
  return seconds < 3_600
    ? `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`
    : `${Math.floor(seconds / 3_600)} h ${two(Math.floor((seconds % 3_600) / 60))} min`
}

export const count = (value: number): string => whole.format(value)
export const shortCount = (value: number): string => short.format(value)
export const share = (value: number): string => percent.format(value)

/** `4.1 MB`: decimal, as disks are sold. */
export const bytes = (value: number): string => {
  const names = ["bytes", "kB", "MB", "GB", "TB"]
  const step = value < 1_000 ? 0 : Math.min(names.length - 1, Math.floor(Math.log10(value) / 3))
  return `${step === 0 ? value : (value / 1_000 ** step).toFixed(1)} ${names[step]}`
}
