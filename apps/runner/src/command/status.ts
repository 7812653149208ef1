import { Catalog } from "@jobgraph/assets/Catalog"
import * as Partitions from "@jobgraph/assets/Partitions"
import type { PartitionStatus } from "@jobgraph/assets/Plan"
import * as Planner from "@jobgraph/assets/Planner"
import * as Selection from "@jobgraph/assets/Selection"
import * as State from "@jobgraph/assets/State"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect, Option } from "effect"
import { Command } from "effect/cli"
import { Status } from "../json/assets.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { fromHere } from "../print/fromHere.ts"
import { type StatusReport, statusJson, statusText } from "../print/statusText.ts"
import { pipelineLayer } from "../services.ts"
import type { Settings } from "../settings/Settings.ts"
import { definitionsOf, today, typedPath, withSettings } from "./environment.ts"
import { observedState } from "./observedState.ts"
import { print, printJson, resultPaint, width } from "./output.ts"
import { selectorOf } from "./request.ts"
import { json, selection, shownPartition } from "./sharedFlags.ts"

export const status = Command.make(
  "status",
  { selection, partition: shownPartition, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(
      Effect.fnUntraced(function* (settings) {
        const report = yield* Effect.andThen(recovered, reportOf(flags, settings)).pipe(
          Effect.provide(pipelineLayer(settings, Option.none()))
        )
        const here = yield* typedPath(".")
        yield* flags.json
          ? printJson(Status, statusJson(report))
          : print(statusText(seenFrom(here, report), yield* today, yield* width, yield* resultPaint))
      })
    )
  })
).pipe(
  Command.withDescription("Show which assets are missing, stale or fresh, and why"),
  Command.withExamples([
    { command: "runner status", description: "Today and the newest batch that there is" },
    { command: "runner status status:stale --partition 2026-03-07", description: "What is stale of a date" }
  ])
)

export interface StatusFlags {
  readonly selection: ReadonlyArray<string>
  readonly partition: Option.Option<string>
}

/** How asset partitions stand, as far as the flags ask. */
export const reportOf = Effect.fnUntraced(function* (flags: StatusFlags, settings: Settings) {
  const definitions = yield* definitionsOf(settings)
  const catalog = yield* Catalog
  const known = State.make(yield* catalog.currents(), new Map(), yield* catalog.holds())
  const shown = yield* shownPartitions(flags, settings, known)
  const { errors: sourceErrors, state } = yield* observedState(definitions, shown)
  const all = Planner.statusesOf(definitions, state, shown)
  const selected =
    flags.selection.length === 0
      ? null
      : yield* Effect.fromResult(Selection.parseAll(flags.selection)).pipe(
          Effect.flatMap((selection) =>
            Effect.fromResult(Selection.evaluate(selection, graph, { statusOf: worstOf(all) }))
          )
        )
  const statuses = all.filter(({ asset }) => selected === null || selected.has(asset))
  const shownIds = new Set(shown.map(({ asset, partition }) => State.idOf(asset, partition)))
  const older = [...known.currents.values()].filter(
    ({ asset, partition }) => !shownIds.has(State.idOf(asset, partition))
  )
  const olderStatuses = Planner.statusesOf(definitions, known, older)
  return {
    statuses,
    attempts: new Map(
      (yield* catalog.lastAttempts()).map((step) => [State.idOf(step.asset, step.partition), step] as const)
    ),
    currents: state.currents,
    holds: state.holds,
    sourceErrors,
    olderStale: olderStatuses.filter(({ status }) => status === "stale")
  } satisfies StatusReport
})

/** The partitions asked for; else those of today, of the newest batch date that has any, and what is held. */
const shownPartitions = Effect.fnUntraced(function* (flags: StatusFlags, settings: Settings, known: State.State) {
  const partitions = yield* selectorOf(flags.partition)
  const defaults = { date: yield* today, fixed: settings.markets }
  const due = yield* Effect.fromResult(Planner.partitionsOf({ graph, byKey: new Map() }, { partitions, defaults }))
  const newest = [...known.currents.values()]
    .flatMap(({ partition }) => Partitions.keyParts(partition).date ?? [])
    .reduce((a, b) => (a > b ? a : b), "")
  const isWanted = (key: Partitions.PartitionKey) =>
    Option.isSome(flags.partition) ? Partitions.matches(partitions, key) : Partitions.keyParts(key).date === newest
  const keys = new Set(
    [...known.currents.values()].flatMap(({ partition }) => (isWanted(partition) ? (partition ?? []) : []))
  )
  const isHeldAndWanted = (key: Partitions.PartitionKey) =>
    Option.isNone(flags.partition) || Partitions.matches(partitions, key)
  return graph.assets.flatMap((asset) => {
    const mine = due.filter((other) => other.asset === asset.key).map(({ partition }) => partition)
    const extra = asset.partitions._tag === "None" ? [] : [...keys]
    const held = [...known.holds.values()]
      .filter((hold) => hold.asset === asset.key && isHeldAndWanted(hold.partition))
      .map(({ partition }) => partition)
    return [...new Set([...mine, ...extra, ...held])].sort().map((partition) => ({ asset: asset.key, partition }))
  })
})

/** The report with paths as they are seen from a folder. */
const seenFrom = (folder: string, report: StatusReport): StatusReport => ({
  ...report,
  statuses: report.statuses.map((status) => ({
    ...status,
    causes: status.causes.map((cause) => ({ ...cause, detail: fromHere(folder, cause.detail) }))
  })),
  attempts: new Map(
    [...report.attempts].map(([id, step]) => [
      id,
      step.error === null ? step : { ...step, error: { ...step.error, message: fromHere(folder, step.error.message) } }
    ])
  )
})

const worstOf = (statuses: ReadonlyArray<PartitionStatus>) => (key: string) => {
  const of = statuses.filter(({ asset }) => asset === key).map(({ status }) => status)
  return of.find((status) => status === "missing") ?? of.find((status) => status === "stale") ?? "fresh"
}
