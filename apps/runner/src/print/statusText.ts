/**
 * How the assets stand, for people and for programs.
 *
 * @module
 */
import * as Hold from "@jobgraph/assets/Hold"
import type { Materialization } from "@jobgraph/assets/Materialization"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import type { Step } from "@jobgraph/assets/Run"
import * as State from "@jobgraph/assets/State"
import { counted, rowsOf, timestamp } from "./format.ts"
import { instant, reasonOf } from "./json.ts"
import { type Paint, plain, toneOf } from "./paint.ts"
import { partitionFlag } from "./partitionFlag.ts"
import { table } from "./table.ts"

export interface StatusReport {
  readonly statuses: ReadonlyArray<PartitionStatus>
  /** By asset partition. */
  readonly attempts: ReadonlyMap<string, Step>
  /** By asset partition. */
  readonly currents: ReadonlyMap<string, Materialization>
  /** By asset partition: what waits for a person since a rollback. */
  readonly holds: ReadonlyMap<string, Hold.Hold>
  /** By asset partition: why its source could not be looked at, so that a change of it is not known. */
  readonly sourceErrors: ReadonlyMap<string, string>
  /** Stale asset partitions of older batches, which only run when they are named. */
  readonly olderStale: ReadonlyArray<PartitionStatus>
}

export const statusJson = ({ attempts, currents, holds, olderStale, sourceErrors, statuses }: StatusReport) => ({
  assets: statuses.map(({ asset, causes, partition, status }) => {
    const id = State.idOf(asset, partition)
    const attempt = attempts.get(id)
    const current = currents.get(id)
    const hold = holds.get(id)
    const sourceError = sourceErrors.get(id)
    return {
      key: asset,
      partition,
      status,
      causes,
      ...(attempt === undefined ? {} : { lastAttempt: attemptJson(attempt) }),
      ...(current === undefined ? {} : { current: currentJson(current) }),
      ...(hold === undefined ? {} : { held: { runId: hold.runId, since: instant(hold.at) } }),
      ...(sourceError === undefined ? {} : { sourceError })
    }
  }),
  olderStale: olderStale.length
})

const attemptJson = ({ endedAt, error, runId, startedAt, status }: Step) => {
  const at = endedAt ?? startedAt
  return { runId, status, at: at === null ? null : instant(at), error }
}

const currentJson = ({ dataVersion, endedAt, metadata, rejected, rows, runId }: Materialization) => ({
  runId,
  at: instant(endedAt),
  dataVersion,
  metadata: { rows, rejected, ...metadata }
})

/** `today` is the date that a command without `--partition` works on. */
export const statusText = (report: StatusReport, today: string, width?: number, paint: Paint = plain): string => {
  const { attempts, currents, holds, olderStale, sourceErrors, statuses } = report
  const isFree = ({ asset, partition }: PartitionStatus) => !holds.has(State.idOf(asset, partition))
  const rows = statuses.map(({ asset, causes, partition, status }) => {
    const id = State.idOf(asset, partition)
    const current = currents.get(id)
    const attempt = attempts.get(id)
    const hold = holds.get(id)
    const failure = attempt?.error == null ? "" : `last attempt ${attempt.status}: ${attempt.error.message}`
    return [
      asset,
      partition ?? "",
      paint(toneOf(status), status),
      current === undefined ? "" : rowsOf(asset, current.rows),
      current === undefined ? "" : timestamp(current.endedAt).slice(0, 16),
      [hold === undefined ? reasonOf(causes) : `it is ${Hold.sentence(hold)}`, failure, sourceErrors.get(id) ?? ""]
        .filter((text) => text !== "")
        .join("; ")
    ]
  })
  const lines = table(
    [
      { heading: "asset" },
      { heading: "partition" },
      { heading: "status" },
      { heading: "rows", align: "right" },
      { heading: "made (UTC)" },
      { heading: "why" }
    ],
    rows,
    width
  )
  const free = statuses.filter(isFree)
  return [lines, ...next(free, statuses.length - free.length, today), ...older(olderStale.length)].join("\n\n")
}

/** `held`: how many of those shown wait for a person. */
const next = (free: ReadonlyArray<PartitionStatus>, held: number, today: string): ReadonlyArray<string> => {
  const due = free.filter(({ status }) => status !== "fresh")
  if (due.length === 0) {
    return [
      held === 0
        ? "Everything shown is fresh."
        : `${counted(held, "asset partition")} held since a rollback; nothing else to bring up to date.`
    ]
  }
  const partitions = due.flatMap(({ partition }) => partition ?? [])
  const others = partitions.filter((key) => !key.startsWith(`${today}/`))
  const commands = [
    ...(others.length === 0 || others.length < partitions.length ? [""] : []),
    ...(others.length === 0 ? [] : [partitionFlag(others)])
  ].map((flag) => `  runner materialize --all${flag}`)
  return [`${counted(due.length, "asset partition")} to bring up to date:\n${commands.join("\n")}`]
}

const older = (count: number): ReadonlyArray<string> =>
  count === 0
    ? []
    : [`${counted(count, "older asset partition")} stale too: they run only when named, with --partition`]
