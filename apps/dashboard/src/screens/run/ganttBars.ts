/**
 * Where the time of a run went, as bars on one axis.
 *
 * @module
 */
export interface Timed {
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export interface Axis {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

/** From the beginning of the run to its end, or to now. */
export const axisOf = (
  run: Timed & { readonly queuedAt: string | null },
  steps: ReadonlyArray<Timed>,
  now: number
): Axis => {
  const times = [run, ...steps].flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]).flatMap((at) => at ?? [])
  const moments = [...times, ...(run.queuedAt === null ? [] : [run.queuedAt])].map((at) => Date.parse(at))
  const from = Math.min(...moments, now)
  const to = run.endedAt === null ? Math.max(now, ...moments) : Math.max(...moments)
  return { from, to: Math.max(to, from + 1) }
}

/** The part of the axis that a step takes, each from 0 to 1; null for one that has not begun. */
export const barOf = (
  { startedAt, endedAt }: Timed,
  { from, to }: Axis
): { readonly start: number; readonly end: number } | null => {
  if (startedAt === null) {
    return null
  }
  const part = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)))
  const start = part(Date.parse(startedAt))
  return { start, end: Math.max(start, endedAt === null ? 1 : part(Date.parse(endedAt))) }
}

/** Round moments for the axis, in milliseconds from its beginning: at most eight. */
export const ticksOf = ({ from, to }: Axis): ReadonlyArray<number> => {
  const width = to - from
  const step = steps.find((step) => width / step <= 8) ?? Math.ceil(width / 8)
  return Array.from({ length: Math.floor(width / step) + 1 }, (_, index) => index * step)
}

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 4, 8, 12, 24].map((n) => n * hour)
]
