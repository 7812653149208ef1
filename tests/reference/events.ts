import type { Event } from "@jobgraph/assets/Event"
import type { RunStatus, StepStatus } from "@jobgraph/assets/Run"
import { code, generatedFrom, markdownTable, page } from "./markdown.ts"

/** What each kind says, and what its `data` holds. The compiler wants every kind. */
const kinds: Readonly<Record<Event["kind"], readonly [means: string, data: string]>> = {
  RunStarted: ["the run began; its plan is recorded", "what was selected"],
  StepStarted: ["an attempt began", "`attempt`, `reason`"],
  StepProgress: ["rows of an attempt have gone through", "counts"],
  AttemptFailed: ["an attempt failed", "`attempt`, `error` (`tag`, `message`, `transient`), `isLast`"],
  StepWaiting: ["the step waits for its next attempt, or for another run", "`reason`, `waitMs` where it is known"],
  CheckEvaluated: ["a check did not pass", "`name`, `severity`, `message`"],
  StepEnded: [
    "the step has ended",
    "`status`, `reason`, `attempts`, `changed`, `durationMs`, `metadata` (`rows`, `rejected`, …), `error`"
  ],
  OverThreshold: ["the step, or the run as a whole, takes longer than its alert threshold", "`limitMs`"],
  Late: ["the step, or the run as a whole, takes longer than its service level", "`limitMs`"],
  TimedOut: ["the run took longer than it may and is being stopped", "`limitMs`"],
  RunEnded: ["the run has ended", "`status`, `durationMs`, `successRate`"],
  RunRolledBack: ["what the run had published was taken back", ""]
}

const runStatuses: Readonly<Record<RunStatus, string>> = {
  queued: "it has not begun",
  running: "it is at work",
  success: "every step ended well",
  failed: "a step failed",
  cancelled: "it was interrupted or cancelled",
  crashed: "its process is gone",
  rolled_back: "what it had published was taken back"
}

const stepStatuses: Readonly<Record<StepStatus, string>> = {
  pending: "its turn has not come",
  running: "an attempt is at work",
  waiting: "for its next attempt, or for another run",
  materialized: "a new version is current; `changed` says whether its content differs",
  unchanged: "it might have run, but its inputs came out as they were",
  fresh: "it was fresh before the run began",
  failed: "its last attempt failed",
  skipped: "it was not due, or is held",
  cancelled: "its run was interrupted before it ended",
  blocked: "something that it needs failed or is missing",
  superseded: "its partition got a newer version from another run",
  fenced: "its run had lost its claim when it came to publish"
}

const rows = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([name, text]) => [code(name), text])

/** docs/reference/events.md: events, and the statuses of runs and steps. */
export const eventsPage = (): string =>
  page(
    "# Events and statuses",
    generatedFrom("the types of events, runs and steps"),
    "`runner runs logs RUN --json` prints the events of a run; the database keeps them in `runner.event`. Each has `runId`, `sequence` (from 1, without gaps), `at` (milliseconds since 1970), `kind`, `asset` and `partition` (null for the run itself) and `data`. Fields may be added to `data`.",
    "## Kinds of events",
    markdownTable(
      ["Kind", "Means", "`data`"],
      Object.entries(kinds).map(([kind, [means, data]]) => [code(kind), means, data])
    ),
    "## Statuses of runs",
    markdownTable(["Status", "Means"], rows(runStatuses)),
    "## Statuses of steps",
    markdownTable(["Status", "Means"], rows(stepStatuses))
  )
