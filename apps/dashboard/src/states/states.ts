/**
 * Every state that the page can show: a hue, an icon and a word. Colour is never alone.
 *
 * @module
 */
import { words } from "../words/words.ts"

export type Hue = "ok" | "run" | "attention" | "fail" | "none" | "undone"

export type Shape =
  | "check"
  | "ring"
  | "clock"
  | "hourglass"
  | "triangle"
  | "cross"
  | "octagon"
  | "bolt"
  | "fence"
  | "dashed"
  | "dots"
  | "equal"
  | "forward"
  | "skip"
  | "barred"
  | "back"
  | "lock"
  | "unknown"
  | "maybe"

export interface Look {
  readonly hue: Hue
  readonly shape: Shape
  readonly word: string
}

const looks: Readonly<Record<keyof typeof words.states, Omit<Look, "word">>> = {
  fresh: { hue: "ok", shape: "check" },
  materialized: { hue: "ok", shape: "check" },
  success: { hue: "ok", shape: "check" },
  succeeded: { hue: "ok", shape: "check" },
  passed: { hue: "ok", shape: "check" },
  pass: { hue: "ok", shape: "check" },
  active: { hue: "ok", shape: "check" },
  running: { hue: "run", shape: "ring" },
  in_progress: { hue: "run", shape: "ring" },
  waiting: { hue: "run", shape: "ring" },
  run: { hue: "run", shape: "ring" },
  maybe: { hue: "attention", shape: "maybe" },
  stale: { hue: "attention", shape: "clock" },
  late: { hue: "attention", shape: "hourglass" },
  warned: { hue: "attention", shape: "triangle" },
  warn: { hue: "attention", shape: "triangle" },
  failed: { hue: "fail", shape: "cross" },
  fail: { hue: "fail", shape: "cross" },
  blocked: { hue: "fail", shape: "octagon" },
  crashed: { hue: "fail", shape: "bolt" },
  fenced: { hue: "fail", shape: "fence" },
  unknown: { hue: "none", shape: "unknown" },
  missing: { hue: "none", shape: "dashed" },
  pending: { hue: "none", shape: "dots" },
  queued: { hue: "none", shape: "dots" },
  unchanged: { hue: "none", shape: "equal" },
  superseded: { hue: "none", shape: "forward" },
  skipped: { hue: "none", shape: "skip" },
  skip: { hue: "none", shape: "skip" },
  none: { hue: "none", shape: "dashed" },
  cancelled: { hue: "none", shape: "barred" },
  archived: { hue: "none", shape: "barred" },
  rolled_back: { hue: "undone", shape: "back" },
  held: { hue: "undone", shape: "lock" }
}

/** How a state looks; one that the page does not know yet still shows its own word. */
export const lookOf = (state: string): Look =>
  isKnown(state)
    ? { ...looks[state], word: words.states[state] }
    : { hue: "none", shape: "dots", word: state.replaceAll("_", " ") }

const isKnown = (state: string): state is keyof typeof looks => Object.hasOwn(looks, state)

/** The states in which nothing moves any more. */
export const isOver = (state: string): boolean =>
  !["pending", "queued", "running", "waiting", "in_progress"].includes(state)
