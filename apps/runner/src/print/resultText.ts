/**
 * The end of a run, for people: what became of each asset, what to look at, what to do next.
 *
 * @module
 */
import type { RunResult } from "@jobgraph/assets/Materializer"
import type { Step } from "@jobgraph/assets/Run"
import { explanationOf } from "../errors/catalogue.ts"
import { figure, nameOf, rowsOf, seconds, sourceName } from "./format.ts"
import { reasonOf } from "./json.ts"
import { type Paint, plain, toneOf } from "./paint.ts"
import { partitionFlag } from "./partitionFlag.ts"
import { table } from "./table.ts"

/** A table of the steps and a few sentences; `database` says where the rows are. */
export const resultText = (result: RunResult, database: string, width?: number, paint: Paint = plain): string =>
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
    ...problems(result.steps),
    ...downstream(result),
    ...closing(result, database)
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

const problems = (steps: ReadonlyArray<Step>): ReadonlyArray<string> => {
  const lines = steps.flatMap(({ asset, error, partition, reason, status }) => {
    if (error !== null) {
      const kind = error.transient ? "may pass: try again later" : "permanent: needs a change"
      return [
        `${nameOf(asset, partition)} ${status}: ${error.message} (${error.tag}, ${kind})`,
        `  more: ${explainOf(error.tag)}`
      ]
    }
    return status === "blocked" ? [`${nameOf(asset, partition)} was not run: ${reason}`] : []
  })
  return lines.length === 0 ? [] : [lines.join("\n")]
}

const explainOf = (tag: string): string => `runner explain ${explanationOf(tag)?.code ?? tag}`

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

const closing = ({ durationMs, runId, status, steps }: RunResult, database: string): ReadonlyArray<string> => {
  const isFresh = steps.length > 0 && steps.every((step) => step.status === "fresh")
  if (runId === null) {
    return isFresh ? ["Everything is fresh: there was nothing to do."] : []
  }
  const exported = steps.some((step) => step.asset === "exported" && step.status === "materialized")
  const run = `Run ${runId} ended as ${status} after ${seconds(durationMs)}.`
  return exported ? [run, `The rows are in the table jobs of ${database}.`] : [run]
}
