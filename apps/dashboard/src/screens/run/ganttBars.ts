/**
 * Where the time of a run went: stretches of each step on one axis.
 *
 * @module
 */
import type { Graph } from "@jobgraph/runner/api/AssetAnswers"
import type { RunDetail } from "@jobgraph/runner/api/RunAnswers"

type Step = RunDetail["stepList"][number]
export type TimedStep = Pick<Step, "asset" | "partition" | "startedAt" | "endedAt"> & {
  readonly attemptList: ReadonlyArray<
    Pick<Step["attemptList"][number], "startedAt" | "endedAt" | "waitUntil" | "error">
  >
}

/** A time from and to, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What a step did for a while: stood ready without a place, worked, or waited for its next attempt. */
export interface Piece extends Stretch {
  readonly kind: "queue" | "run" | "failed" | "wait"
}

interface Timed {
  readonly startedAt: string | null
  readonly endedAt: string | null
}

/** From the beginning of the run to its end, or to now. */
export const axisOf = (
  run: Timed & { readonly queuedAt: string | null },
  steps: ReadonlyArray<Timed>,
  now: number
): Stretch => {
  const times = [run, ...steps].flatMap(({ startedAt, endedAt }) => [startedAt, endedAt]).flatMap((at) => at ?? [])
  const moments = [...times, ...(run.queuedAt === null ? [] : [run.queuedAt])].map((at) => Date.parse(at))
  const from = Math.min(...moments, now)
  const to = run.endedAt === null ? Math.max(now, ...moments) : Math.max(...moments)
  return { from, to: Math.max(to, from + 1) }
}

/** When a step could have begun: when the run had, and the last of what it reads had ended. */
export const readyAt = (
  { asset, partition }: TimedStep,
  steps: ReadonlyArray<TimedStep>,
  edges: Graph["edges"],
  begun: number
): number => {
  const read = new Map(edges.filter(({ to }) => to === asset).map(({ from, mapping }) => [from, mapping]))
  const ends = steps.flatMap((step) => {
    const mapping = read.get(step.asset)
    const isRead = mapping !== undefined && (mapping !== "identical" || step.partition === partition)
    return isRead && step.endedAt !== null ? [Date.parse(step.endedAt)] : []
  })
  return Math.max(begun, ...ends)
}

/** The stretches of a step, in order; `ready` is when it could have begun. */
export const piecesOf = ({ attemptList }: TimedStep, ready: number, now: number): ReadonlyArray<Piece> => {
  const pieces = attemptList.flatMap(({ startedAt, endedAt, waitUntil, error }, index): ReadonlyArray<Piece> => {
    const from = Date.parse(startedAt)
    const to = endedAt === null ? Math.max(now, from) : Date.parse(endedAt)
    const next = attemptList[index + 1]
    const due =
      next === undefined ? (waitUntil === null ? to : Math.min(now, Date.parse(waitUntil))) : Date.parse(next.startedAt)
    return [
      { kind: error === null ? "run" : "failed", from, to },
      ...(due > to ? [{ kind: "wait", from: to, to: due } as const] : [])
    ]
  })
  const [first] = pieces
  return first !== undefined && first.from > ready
    ? [{ kind: "queue", from: ready, to: first.from }, ...pieces]
    : pieces
}

/** A part of the axis on the picture. One that is folded takes little room, however long it was. */
export interface Segment extends Stretch {
  readonly isFolded: boolean
  /** Its ends on the picture, 0 to 1. */
  readonly start: number
  readonly end: number
}

/** Idle time is folded from this share of the busy time on, and takes this share of the picture; what nobody notices, never. */
const foldFrom = 0.25
const leastFolded = 1_000
const foldedWidth = 0.06

/** The axis in segments: long times in which no attempt runs are folded, so that they do not crush the rest. */
export const segmentsOf = (axis: Stretch, pieces: ReadonlyArray<Piece>, isFolding: boolean): ReadonlyArray<Segment> => {
  const busy = merged(pieces.filter(({ kind }) => kind === "run" || kind === "failed"))
  const busyTime = busy.reduce((sum, { from, to }) => sum + to - from, 0)
  const isLong = ({ from, to }: Stretch) =>
    isFolding && busyTime > 0 && to - from > Math.max(leastFolded, busyTime * foldFrom)
  const cuts = gapsOf(axis, busy).filter(isLong)
  const parts = [
    ...cuts.map((cut) => ({ ...cut, isFolded: true })),
    ...gapsOf(axis, cuts).map((part) => ({ ...part, isFolded: false }))
  ].toSorted((a, b) => a.from - b.from)
  const open = parts.reduce((sum, { from, to, isFolded }) => sum + (isFolded ? 0 : to - from), 0)
  const room = 1 - cuts.length * foldedWidth
  let at = 0
  return parts.map((part) => {
    const start = at
    at += part.isFolded ? foldedWidth : ((part.to - part.from) / Math.max(1, open)) * room
    return { ...part, start, end: at }
  })
}

/** Stretches that touch or overlap as one, in order. */
const merged = (stretches: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> => {
  const all: Array<Stretch> = []
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && from <= last.to) {
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    } else {
      all.push({ from, to })
    }
  }
  return all
}

/** What of the axis lies between the stretches. */
const gapsOf = ({ from, to }: Stretch, stretches: ReadonlyArray<Stretch>): ReadonlyArray<Stretch> =>
  [...stretches, { from: to, to }]
    .map((stretch, index) => ({
      from: Math.max(from, stretches[index - 1]?.to ?? from),
      to: Math.min(to, stretch.from)
    }))
    .filter((gap) => gap.to > gap.from)

/** Where a moment lies on the picture, 0 to 1; outside of the axis, at its end. */
export const placeOf = (segments: ReadonlyArray<Segment>, at: number): number => {
  const segment = segments.find(({ to }) => at <= to) ?? segments.at(-1)
  if (segment === undefined) {
    return 0
  }
  const part = (at - segment.from) / (segment.to - segment.from)
  return segment.start + Math.min(1, Math.max(0, part)) * (segment.end - segment.start)
}

/** The moment at a place of the picture. */
export const momentAt = (segments: ReadonlyArray<Segment>, place: number): number => {
  const segment = segments.find(({ end }) => place <= end) ?? segments.at(-1)
  return segment === undefined
    ? 0
    : segment.from + ((place - segment.start) / (segment.end - segment.start)) * (segment.to - segment.from)
}

/** Round moments for the axis, in milliseconds from its beginning: at most nine. */
export const ticksOf = ({ from, to }: Stretch): ReadonlyArray<number> => {
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
