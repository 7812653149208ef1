import * as ArtifactReader from "@jobgraph/assets/ArtifactReader"
import { ArtifactStore } from "@jobgraph/assets/ArtifactStore"
import { Catalog } from "@jobgraph/assets/Catalog"
import type { Materialization } from "@jobgraph/assets/Materialization"
import * as Partitions from "@jobgraph/assets/Partitions"
import { validationReport } from "@jobgraph/stages/validated/ValidationReport"
import { Effect, Option, Stream } from "effect"
import { Command, Flag } from "effect/cli"
import { Rejects, Reports } from "../json/assets.ts"
import { rejectsText } from "../print/rejectsText.ts"
import { figuresOf, reportOf } from "../print/reportText.ts"
import { storageLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { withSettings } from "./environment.ts"
import { print, printJson, width } from "./output.ts"
import { selectorOf } from "./request.ts"
import { json, shownPartition } from "./sharedFlags.ts"

const rejects = Flag.Boolean("rejects").pipe(
  Flag.withDescription("List the rejected records with the rule that each broke"),
  Flag.withDefault(false)
)

const asset = Flag.Literals("asset", ["raw", "validated", "enriched"]).pipe(
  Flag.withDescription("Whose rejects (with --rejects)"),
  Flag.withDefault("validated")
)

export const report = Command.make(
  "report",
  { partition: shownPartition, rejects, asset, json },
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const versions = yield* versionsOf(flags.rejects ? flags.asset : "validated", flags.partition)
        yield* flags.rejects ? showRejects(versions, flags.json) : showReports(versions, flags.json)
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(
  Command.withDescription("Show the validation report of the newest batch, or of --partition"),
  Command.withExamples([
    { command: "runner report", description: "How many ads passed, and which rules the others broke" },
    { command: "runner report --rejects --json", description: "Every rejected record, with its rule and reason" }
  ])
)

/** The current versions asked for; else those of the newest batch date. */
const versionsOf = Effect.fnUntraced(function* (key: string, wanted: Option.Option<string>) {
  const catalog = yield* Catalog
  const selector = yield* selectorOf(wanted)
  const versions = (yield* catalog.currents()).filter((version) => version.asset === key)
  const newest = Partitions.keyParts(versions.at(-1)?.partition ?? null).date
  const found = versions.filter(({ partition }) =>
    Option.isSome(wanted) ? Partitions.matches(selector, partition) : Partitions.keyParts(partition).date === newest
  )
  return found.length > 0
    ? found
    : yield* new UsageError({
        message: Option.match(wanted, {
          onNone: () => `${key} has never been materialized: run \`runner materialize --all\``,
          onSome: (text) => `${key} has nothing for ${text} yet: run \`runner materialize +${key} --partition ${text}\``
        })
      })
})

const showReports = (versions: ReadonlyArray<Materialization>, isJson: boolean) =>
  isJson
    ? printJson(Reports, {
        reports: versions.map(({ metadata, partition }) => ({ partition, ...validationReport(figuresOf(metadata)) }))
      })
    : print(versions.map(({ metadata, partition }) => `Validation of ${partition}\n${reportOf(metadata)}`).join("\n\n"))

const showRejects = Effect.fnUntraced(function* (versions: ReadonlyArray<Materialization>, isJson: boolean) {
  const store = yield* ArtifactStore
  const all = yield* Effect.forEach(versions, (version) =>
    Effect.map(Stream.runCollect(ArtifactReader.rejects(store, version)), (chunks) =>
      chunks.flat().map((reject) => ({ partition: version.partition, ...reject }))
    )
  )
  const rows = all.flat()
  yield* isJson ? printJson(Rejects, { rejects: rows }) : print(rejectsText(rows, yield* width))
})
