/**
 * Runs and their steps, for people and for programs.
 *
 * @module
 */
import type { Run, Step } from "@jobgraph/assets/Run"
import { explanationOf } from "../errors/catalogue.ts"
import { nameOf, rowsOf, seconds, shortId, timestamp } from "./format.ts"
import { runJson, stepJson } from "./json.ts"
import { type Paint, plain, toneOf } from "./paint.ts"
import { table } from "./table.ts"

export interface RunDetail {
  readonly run: Run
  readonly steps: ReadonlyArray<Step>
  /** The runs that continue one another, this one among them, oldest first. */
  readonly chain: ReadonlyArray<Run>
  /** Did a step take longer than its target? */
  readonly isLate: (step: Step) => boolean
}

export const runsText = (runs: ReadonlyArray<Run>, width?: number, paint: Paint = plain): string =>
  runs.length === 0
    ? "There is no run yet: start one with `runner materialize --all`"
    : table(
        [
          { heading: "run" },
          { heading: "status" },
          { heading: "started (UTC)" },
          { heading: "time", align: "right" },
          { heading: "partitions" },
          { heading: "trigger" },
          { heading: "assets" }
        ],
        runs.map((run) => [
          shortId(run.runId),
          paint(toneOf(run.status), run.status),
          timestamp(run.startedAt).slice(0, 16),
          timeOf(run),
          partitionsText(run.partitions),
          run.trigger,
          run.selection
        ]),
        width
      )

const timeOf = ({ endedAt, startedAt }: Pick<Step, "endedAt" | "startedAt">): string =>
  startedAt === null || endedAt === null ? "" : seconds(endedAt - startedAt)

/** One key in full; of more the first and the last. */
const partitionsText = (keys: ReadonlyArray<string>): string =>
  keys.length <= 1 ? keys.join(" ") : `${keys[0]} … ${keys.at(-1)} (${keys.length})`

export const runDetailText = (
  { chain, isLate, run, steps }: RunDetail,
  width?: number,
  paint: Paint = plain
): string => {
  const errors = steps.flatMap(({ asset, attempts, error, partition }) =>
    error === null
      ? []
      : [
          `${nameOf(asset, partition)}: ${error.message}\n  ${error.tag}, ${error.transient ? "transient" : "permanent"}, attempt ${attempts}\n  more: runner explain ${explanationOf(error.tag)?.code ?? error.tag}`
        ]
  )
  return [[headOf(run), ...chainOf(run, chain)].join("\n"), stepsText(steps, isLate, width, paint), ...errors].join(
    "\n\n"
  )
}

const headOf = (run: Run): string => {
  const time = timeOf(run)
  return [
    `Run ${run.runId}: ${run.status}${time === "" ? "" : ` after ${time}`}`,
    `Started ${timestamp(run.startedAt)} UTC, ${run.trigger}, selection ${run.selection}`
  ].join("\n")
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
      { heading: "time", align: "right" },
      { heading: "rows", align: "right" },
      { heading: "why" }
    ],
    steps.map((step) => [
      step.asset,
      step.partition ?? "",
      paint(toneOf(step.status), step.status),
      step.attempts === 0 ? "" : String(step.attempts),
      isLate(step) ? paint("warning", `${timeOf(step)} late`.trim()) : timeOf(step),
      rowsOf(step.asset, step.metadata.rows),
      step.error === null ? `${step.reason}${step.changed === false ? "; content as before" : ""}` : ""
    ]),
    width
  )

export const runDetailJson = ({ chain, isLate, run, steps }: RunDetail) => ({
  ...runJson(run),
  rootRunId: run.rootRunId,
  retryOf: run.retryOf,
  chain: chain.map(({ runId, status }) => ({ runId, status })),
  steps: steps.map((step) => ({ ...stepJson(step), late: isLate(step) }))
})
