/**
 * What a rollback takes back, for people and for programs.
 *
 * @module
 */
import type { RollbackPlan } from "@jobgraph/assets/RollbackPlan"
import { counted, nameOf, shortId, timestamp } from "./format.ts"
import { folded, table } from "./table.ts"

/** Which runs are rolled back, and how many versions. */
export const rollbackHead = ({ runs, versions }: RollbackPlan, isDryRun: boolean): string => {
  const names = runs.map(({ runId }) => shortId(runId)).join(", ")
  const what = `${runs.length === 1 ? "run" : "runs"} ${names}: ${counted(versions.length, "version")}`
  return isDryRun ? `This would roll back ${what}` : `Rolled back ${what}`
}

export const rollbackText = (plan: RollbackPlan, isDryRun: boolean, width?: number): string => {
  const { held, runs, versions } = plan
  const head = rollbackHead(plan, isDryRun)
  const rows = versions.map(({ isCurrent, previous, version }) => [
    version.asset,
    version.partition ?? "",
    shortId(version.runId),
    isCurrent
      ? previous === null
        ? "none"
        : `the version of run ${shortId(previous.runId)}, ${timestamp(previous.endedAt).slice(0, 16)}`
      : "a later version, which is stale"
  ])
  const columns = [
    { heading: "asset" },
    { heading: "partition" },
    { heading: "of run" },
    { heading: "current afterwards" }
  ]
  const [first] = runs
  const hold =
    held.length === 0
      ? []
      : [
          `${isDryRun ? "Then held" : "Held"}, so that --all and schedules leave it: ${held.map(({ asset, partition }) => nameOf(asset, partition)).join(", ")}`,
          `To make it again: --partition, or \`runner runs release ${first === undefined ? "RUN" : shortId(first.runId)}\``
        ]
  return [
    head,
    table(columns, rows, width),
    ...(hold.length === 0 ? [] : [folded(hold.join("\n"), width ?? Number.POSITIVE_INFINITY)])
  ].join("\n\n")
}

/** What was released, and what becomes of it. */
export const releasedText = (released: ReadonlyArray<{ readonly asset: string; readonly partition: string | null }>) =>
  `Released ${released.map(({ asset, partition }) => nameOf(asset, partition)).join(", ")}: \`runner materialize --all\` and schedules make them again.`

export const rollbackJson = ({ held, runs, versions }: RollbackPlan, dryRun: boolean) => ({
  dryRun,
  runIds: runs.map(({ runId }) => runId),
  versions: versions.map(({ isCurrent, previous, version }) => ({
    asset: version.asset,
    partition: version.partition,
    runId: version.runId,
    wasCurrent: isCurrent,
    currentRunId: isCurrent ? (previous?.runId ?? null) : null
  })),
  held: held.map(({ asset, partition }) => ({ asset, partition }))
})
