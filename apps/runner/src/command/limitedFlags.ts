/**
 * Flags whose values have limits, which their help and their errors name.
 *
 * @module
 */
import { Schema } from "effect"
import { Flag } from "effect/cli"
import { Day } from "../api/Common.ts"
import { figure } from "../print/format.ts"

interface Limits {
  readonly least: number
  readonly most: number
  readonly means: string
}

/** A whole number between two others, both of which it may be. */
export const wholeNumber = (name: string, { least, means, most }: Limits) => {
  const limits = `${figure(least)} to ${figure(most)}`
  return Flag.Int(name).pipe(
    Flag.withDescription(`${means} (${limits})`),
    Flag.filter(
      (value) => value >= least && value <= most,
      () => `a whole number from ${limits}`
    )
  )
}

/** A port of TCP, written without a comma; `least` is 0 where a free one may be asked for. */
export const portNumber = (means: string, least: 0 | 1 = 0) =>
  Flag.Int("port").pipe(
    Flag.withDescription(means),
    Flag.filter(
      (value) => value >= least && value <= 65_535,
      () => `a port from 1 to 65535${least === 0 ? ", or 0 for one that is free" : ""}`
    )
  )

/** A day of the calendar. */
export const day = (name: string, means: string) =>
  Flag.String(name).pipe(
    Flag.withMetavar("DATE"),
    Flag.withDescription(means),
    Flag.filter(Schema.is(Day), () => "a day of the calendar, such as 2026-01-08")
  )
