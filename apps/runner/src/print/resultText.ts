/**
 * The end of a run, for people: what became of each asset, what to look at, what to do next.
 *
 * @module
 */
import { assetOf } from "@jobgraph/assets/Dependency"
import type { RunResult } from "@jobgraph/assets/Materializer"
import type { Step } from "@jobgraph/assets/Run"
import { graph } from "@jobgraph/stages/pipeline"
import type { RunAttempt } from "../api/RunAnswers.ts"
import { failureText } from "./failureText.ts"
import { figure, nameOf, rowsOf, seconds, shortId, sourceName } from "./format.ts"
import { reasonOf } from "./json.ts"
import { type Paint, plain, toneOf } from "./paint.ts"
import { partitionFlag } from "./partitionFlag.ts"
import { folded, table } from "./table.ts"

export interface Told {
  /** Where the rows are. */
  readonly database: string
  /** The attempts of each step, in the order of the steps. */
  readonly attempts: ReadonlyArray<ReadonlyArray<typeof RunAttempt.Type>>
}

/** A table of the steps and a few sentences. */
export const resultText = (
  result: RunResult,
  { attempts, database }: Told,
  width?: number,
  paint: Paint = plain
): string =>
  [
    table(
      [
        { heading: "asset" },
        { heading: "partition" },
        { heading: "status" },
        { heading: "rows", align: "right" },
        { heading: "rejected", align: "right" },
        { heading: "time", align: "right" },
        { heading: "notes" }
      ],
      result.steps.map((step) => row(step, paint)),
      width
    ),
    ...[...problems(result.steps, attempts), ...downstream(result), ...closing(result, database)].map((text) =>
      folded(text, width ?? Number.POSITIVE_INFINITY)
    )
  ].join("\n\n")

const row = (
  { asset, changed, endedAt, metadata, partition, startedAt, status }: Step,
  paint: Paint
): ReadonlyArray<string> => [
  asset,
  partition ?? "",
  paint(toneOf(status), status),
  rowsOf(asset, metadata.rows),
  rowsOf(asset, metadata.rejected),
  startedAt === null || endedAt === null ? "" : seconds(endedAt - startedAt),
  status === "materialized" && changed === false ? "content as before" : remark(asset, metadata)
]

const count = (value: unknown): string => (typeof value === "number" ? figure(value) : "")

/** What counts most of an asset beside its rows. */
const remark = (asset: string, metadata: Step["metadata"]): string => {
  switch (asset) {
    case "raw":
      return typeof metadata.source === "string" ? `from ${sourceName(metadata.source)}` : ""
    case "tfidf_model":
      return metadata.model_version === undefined
        ? ""
        : `${metadata.model_version}, ${count(metadata.feature_count)} features`
    case "exported":
      return metadata.inserted === undefined
        ? ""
        : `${count(metadata.inserted)} inserted, ${count(metadata.updated)} updated`
    default:
      return ""
  }
}

const problems = (steps: ReadonlyArray<Step>, attempts: Told["attempts"]): ReadonlyArray<string> => {
  const behind = new Set(steps.filter((step) => isBehind(step, steps)))
  const lines = steps.flatMap((step, index) => {
    const { asset, partition, reason, status } = step
    return status === "blocked" && !behind.has(step)
      ? [`${nameOf(asset, partition)} was not run: ${reason}`]
      : failureText(step, attempts[index] ?? [])
  })
  const rest =
    behind.size === 0
      ? []
      : [`Nor ${behind.size === 1 ? "was the step" : `were the ${figure(behind.size)} steps`} behind it.`]
  return lines.length === 0 ? [] : [[...lines, ...rest].join("\n")]
}

/** Blocked only by what is blocked itself: the table shows as much. */
const isBehind = ({ asset, partition, status }: Step, steps: ReadonlyArray<Step>): boolean => {
  const definition = graph.byKey.get(asset)
  if (status !== "blocked" || definition === undefined) {
    return false
  }
  const before = new Set([
    ...Object.values(definition.dependencies).map((dependency) => assetOf(dependency).key),
    ...definition.after.map((after) => (typeof after === "string" ? after : after.key))
  ])
  const isBefore = (step: Step) =>
    before.has(step.asset) && (step.partition === partition || step.partition === null || partition === null)
  const bad = steps.filter((step) => isBefore(step) && isBad(step))
  return bad.length > 0 && bad.every((step) => step.status === "blocked")
}

const isBad = ({ status }: Step): boolean =>
  status === "blocked" || status === "failed" || status === "cancelled" || status === "fenced"

const downstream = ({ downstream }: RunResult): ReadonlyArray<string> => {
  if (downstream.length === 0) {
    return []
  }
  const lines = downstream.map(
    ({ asset, causes, partition, status }) => `  ${nameOf(asset, partition)} is ${status}: ${reasonOf(causes)}`
  )
  const where = partitionFlag(downstream.map(({ partition }) => partition))
  return [`Downstream, and not selected:\n${lines.join("\n")}\n  Bring it up to date: runner materialize --all${where}`]
}

const endOf = { success: "succeeded", failed: "failed", cancelled: "was cancelled" } as const

/** Can the same run succeed later, with nothing changed in between? */
const canGoOn = (status: RunResult["status"], steps: ReadonlyArray<Step>): boolean => {
  const errors = steps.flatMap(({ error }) => error ?? [])
  return status === "cancelled" || (status === "failed" && errors.length > 0 && errors.every((e) => e.transient))
}

const closing = ({ durationMs, runId, status, steps }: RunResult, database: string): ReadonlyArray<string> => {
  const isFresh = steps.length > 0 && steps.every((step) => step.status === "fresh")
  if (runId === null) {
    return isFresh ? ["Everything is fresh: there was nothing to do."] : []
  }
  const exported = steps.some((step) => step.asset === "exported" && step.status === "materialized")
  const run = `Run ${runId} ${endOf[status]} after ${seconds(durationMs)}.`
  const next = canGoOn(status, steps)
    ? [`What it finished is kept. To go on from there: runner runs retry ${shortId(runId)}`]
    : []
  return exported ? [run, `The rows are in the table jobs of ${database}.`, ...next] : [run, ...next]
}
