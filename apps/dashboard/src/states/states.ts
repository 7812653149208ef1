/**
 * Every state that the page can show: a hue, an icon and a word. Colour is never alone.
 *
 * @module
 */
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

const looks: Readonly<Record<string, Look>> = {
  fresh: { hue: "ok", shape: "check", word: "fresh" },
  materialized: { hue: "ok", shape: "check", word: "materialized" },
  success: { hue: "ok", shape: "check", word: "succeeded" },
  succeeded: { hue: "ok", shape: "check", word: "succeeded" },
  passed: { hue: "ok", shape: "check", word: "passed" },
  pass: { hue: "ok", shape: "check", word: "in time" },
  active: { hue: "ok", shape: "check", word: "in use" },
  running: { hue: "run", shape: "ring", word: "running" },
  in_progress: { hue: "run", shape: "ring", word: "running" },
  waiting: { hue: "run", shape: "ring", word: "waiting to retry" },
  run: { hue: "run", shape: "ring", word: "runs" },
  maybe: { hue: "attention", shape: "maybe", word: "may run" },
  stale: { hue: "attention", shape: "clock", word: "stale" },
  late: { hue: "attention", shape: "hourglass", word: "late" },
  warned: { hue: "attention", shape: "triangle", word: "warned" },
  warn: { hue: "attention", shape: "triangle", word: "due soon" },
  failed: { hue: "fail", shape: "cross", word: "failed" },
  fail: { hue: "fail", shape: "cross", word: "overdue" },
  blocked: { hue: "fail", shape: "octagon", word: "blocked" },
  crashed: { hue: "fail", shape: "bolt", word: "crashed" },
  fenced: { hue: "fail", shape: "fence", word: "fenced" },
  unknown: { hue: "none", shape: "unknown", word: "not known yet" },
  missing: { hue: "none", shape: "dashed", word: "missing" },
  pending: { hue: "none", shape: "dots", word: "queued" },
  queued: { hue: "none", shape: "dots", word: "queued" },
  unchanged: { hue: "none", shape: "equal", word: "unchanged" },
  superseded: { hue: "none", shape: "forward", word: "superseded" },
  skipped: { hue: "none", shape: "skip", word: "skipped" },
  skip: { hue: "none", shape: "skip", word: "skipped" },
  none: { hue: "none", shape: "dashed", word: "no policy" },
  cancelled: { hue: "none", shape: "barred", word: "cancelled" },
  archived: { hue: "none", shape: "barred", word: "archived" },
  rolled_back: { hue: "undone", shape: "back", word: "rolled back" },
  held: { hue: "undone", shape: "lock", word: "held" }
}

/** How a state looks; one that the page does not know yet still shows its own word. */
export const lookOf = (state: string): Look =>
  looks[state] ?? { hue: "none", shape: "dots", word: state.replaceAll("_", " ") }

/** The states in which nothing moves any more. */
export const isOver = (state: string): boolean =>
  !["pending", "queued", "running", "waiting", "in_progress"].includes(state)
