/**
 * Runs and their steps, for people and for programs.
 *
 * @module
 */
import { type Run, type Step, StepError } from "@jobgraph/assets/Run"
import type { RunRow } from "@jobgraph/db/service/RunList"
import { Option, Schema } from "effect"
import type { RunAttempt } from "../api/RunAnswers.ts"
import { failureText } from "./failureText.ts"
import { rowsOf, seconds, shortId, timestamp } from "./format.ts"
import { runJson, stepJson } from "./json.ts"
import { type Paint, plain, toneOf } from "./paint.ts"
import { folded, table } from "./table.ts"

export interface RunDetail {
  readonly run: Run
  readonly steps: ReadonlyArray<Step>
  /** The attempts of each step, in the order of the steps. */
  readonly attempts: ReadonlyArray<ReadonlyArray<typeof RunAttempt.Type>>
  /** The runs that continue one another, this one among them, oldest first. */
  readonly chain: ReadonlyArray<Run>
  /** Did a step take longer than its target? */
  readonly isLate: (step: Step) => boolean
}

/** A run with the first step that has an error. */
export type ListedRun = Pick<RunRow, "run" | "error">

export const runsText = (runs: ReadonlyArray<ListedRun>, width?: number, paint: Paint = plain): string =>
  runs.length === 0
    ? "There is no run yet: start one with `runner materialize --all`"
    : table(
        [
          { heading: "run" },
          { heading: "result" },
          { heading: "started (UTC)" },
          { heading: "took", align: "right" },
          { heading: "trigger", spare: 1 },
          { heading: "what ran" },
          { heading: "why it ended so" }
        ],
        runs.map(({ error, run }) => [
          shortId(run.runId),
          paint(toneOf(run.status), run.status.replace("_", " ")),
          timestamp(run.startedAt).slice(0, 16),
          timeOf(run),
          run.trigger,
          whatRan(run),
          run.status === "success" || run.status === "rolled_back" ? "" : whyOf(run, error)
        ]),
        width
      )

const timeOf = ({ endedAt, startedAt }: Pick<Step, "endedAt" | "startedAt">): string =>
  startedAt === null || endedAt === null ? "" : seconds(endedAt - startedAt)

/** `what was stale of 2026-01-08/fr`; of several partitions the first and the last. */
const whatRan = ({ mode, partitions, selection }: Run): string => {
  const isAll = selection === "*"
  const [first, last] = [partitions[0], partitions.at(-1)]
  const of =
    first === undefined ? "" : ` of ${first}${partitions.length === 1 ? "" : ` to ${last} (${partitions.length})`}`
  return mode === "stale"
    ? isAll
      ? `what was stale${of}`
      : `${selection}${of}, where stale`
    : `${isAll ? "everything" : selection}${of}`
}

/** Why a run did not end well, in a word. */
const whyOf = ({ status }: Run, error: ListedRun["error"]): string => {
  if (error !== null) {
    return `${error.asset}: ${Option.match(decodeError(error.error), { onNone: () => "failed", onSome: ({ tag }) => tag })}`
  }
  return status === "crashed" ? "its process ended" : ""
}

const decodeError = Schema.decodeUnknownOption(StepError)

export const runDetailText = (
  { attempts, chain, isLate, run, steps }: RunDetail,
  width?: number,
  paint: Paint = plain
): string => {
  const failures = steps.flatMap((step, index) => failureText(step, attempts[index] ?? []))
  return [
    [...headOf(run), ...chainOf(run, chain)].join("\n"),
    stepsText(steps, isLate, width, paint),
    ...failures.map((failure) => folded(failure, width ?? Number.POSITIVE_INFINITY)),
    ...(failures.length === 0 ? [] : [`All that happened, in order: runner runs logs ${shortId(run.runId)}`])
  ].join("\n\n")
}

const headOf = (run: Run): ReadonlyArray<string> => {
  const time = timeOf(run)
  return [
    `Run ${run.runId}: ${run.status.replace("_", " ")}${time === "" ? "" : ` after ${time}`}`,
    `Started: ${timestamp(run.startedAt)} UTC (trigger: ${run.trigger})`,
    `Ran: ${whatRan(run)}`
  ]
}

/** `Chain: 0190… crashed → 0190… success (this run)`; nothing for a run alone. */
const chainOf = ({ runId }: Run, chain: ReadonlyArray<Run>): ReadonlyArray<string> =>
  chain.length < 2
    ? []
    : [
        `Chain: ${chain
          .map((run) => `${shortId(run.runId)} ${run.status}${run.runId === runId ? " (this run)" : ""}`)
          .join(" → ")}`
      ]

const stepsText = (
  steps: ReadonlyArray<Step>,
  isLate: RunDetail["isLate"],
  width: number | undefined,
  paint: Paint
): string =>
  table(
    [
      { heading: "asset" },
      { heading: "partition" },
      { heading: "status" },
      { heading: "tries", align: "right" },
      { heading: "took", align: "right" },
      { heading: "rows", align: "right" },
      { heading: "why" }
    ],
    steps.map((step) => [
      step.asset,
      step.partition ?? "",
      paint(toneOf(step.status), step.status),
      step.attempts < 2 ? "" : String(step.attempts),
      isLate(step) ? paint("warning", `${timeOf(step)} late`.trim()) : timeOf(step),
      rowsOf(step.asset, step.metadata.rows),
      step.error === null ? `${step.reason}${step.changed === false ? "; content as before" : ""}` : ""
    ]),
    width
  )

export const runDetailJson = ({ chain, isLate, run, steps }: Omit<RunDetail, "attempts">) => ({
  ...runJson(run),
  rootRunId: run.rootRunId,
  retryOf: run.retryOf,
  chain: chain.map(({ runId, status }) => ({ runId, status })),
  steps: steps.map((step) => ({ ...stepJson(step), late: isLate(step) }))
})
