/**
 * Runs and their steps, for people and for programs.
 *
 * @module
 */
import type { Run, Step } from "@jobgraph/assets/Run"
import { figure, nameOf, seconds, timestamp } from "./format.ts"
import { runJson, stepJson } from "./json.ts"
import { table } from "./table.ts"

export interface RunDetail {
  readonly run: Run
  readonly steps: ReadonlyArray<Step>
}

export const runsText = (runs: ReadonlyArray<Run>): string =>
  runs.length === 0
    ? "There is no run yet: start one with `runner materialize --all`"
    : table(
        [
          { heading: "run" },
          { heading: "status" },
          { heading: "started" },
          { heading: "time", align: "right" },
          { heading: "trigger" },
          { heading: "selection" },
          { heading: "partitions" }
        ],
        runs.map((run) => [
          run.runId,
          run.status,
          timestamp(run.startedAt),
          run.endedAt === null ? "" : seconds(run.endedAt - run.startedAt),
          run.trigger,
          run.selection,
          partitions(run.partitions)
        ])
      )

/** A few keys in full; of many the first and the last. */
const partitions = (keys: ReadonlyArray<string>): string =>
  keys.length <= 3 ? keys.join(" ") : `${keys[0]} … ${keys.at(-1)} (${keys.length})`

export const runDetailText = ({ run, steps }: RunDetail): string => {
  const errors = steps.flatMap(({ asset, attempts, error, partition }) =>
    error === null
      ? []
      : [
          `${nameOf(asset, partition)}: ${error.message}\n  ${error.tag}, ${error.transient ? "transient" : "permanent"}, attempt ${attempts}`
        ]
  )
  return [runsText([run]), stepsText(steps), ...errors].join("\n\n")
}

const stepsText = (steps: ReadonlyArray<Step>): string =>
  table(
    [
      { heading: "asset" },
      { heading: "partition" },
      { heading: "status" },
      { heading: "attempts", align: "right" },
      { heading: "time", align: "right" },
      { heading: "rows", align: "right" },
      { heading: "why" }
    ],
    steps.map((step) => [
      step.asset,
      step.partition ?? "",
      step.changed === false ? `${step.status} (content as before)` : step.status,
      step.attempts === 0 ? "" : String(step.attempts),
      step.startedAt === null || step.endedAt === null ? "" : seconds(step.endedAt - step.startedAt),
      typeof step.metadata.rows === "number" ? figure(step.metadata.rows) : "",
      step.error === null ? step.reason : ""
    ])
  )

export const runDetailJson = ({ run, steps }: RunDetail) => ({
  ...runJson(run),
  rootRunId: run.rootRunId,
  steps: steps.map(stepJson)
})
