import { isEmpty, type PurgePlan, planPurge, purgeSource } from "@jobgraph/stages/purge/purgeSource"
import { Effect } from "effect"
import { Command, Flag, Prompt } from "effect/cli"
import { Purged } from "../json/ads.ts"
import { recovered } from "../lifecycle/recovered.ts"
import { counted, nameOf } from "../print/format.ts"
import { storageLayer } from "../services.ts"
import { UsageError } from "./CommandFailure.ts"
import { sourceName, withSettings } from "./environment.ts"
import { print, printJson } from "./output.ts"
import { json } from "./sharedFlags.ts"

const flags = {
  source: Flag.String("source").pipe(
    Flag.withMetavar("NAME|FILE"),
    Flag.withDescription("adzuna, sample, or the file that ads were collected from")
  ),
  yes: Flag.Boolean("yes").pipe(Flag.withDescription("Remove without asking"), Flag.withDefault(false)),
  json
}

export const purge = Command.make(
  "purge",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const source = yield* sourceName(flags.source)
        yield* recovered
        const plan = yield* planPurge(source)
        if (isEmpty(plan)) {
          return yield* flags.json
            ? printJson(Purged, purgeJson(plan, false))
            : print(`There is nothing from ${flags.source} to remove: \`runner doctor\` counts the ads of each source.`)
        }
        if (!flags.json) {
          yield* print(purgeText(plan))
        }
        const isConfirmed = flags.yes || (!flags.json && (yield* confirmed))
        const done = isConfirmed ? yield* purgeSource(source) : plan
        yield* flags.json
          ? printJson(Purged, purgeJson(done, isConfirmed))
          : print(isConfirmed ? "Removed. The model is stale: runner materialize tfidf_model" : "Nothing was removed.")
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(
  Command.withDescription("Remove the ads of a source everywhere: jobs, history, artifacts, counts of the model"),
  Command.withExamples([
    { command: "runner purge --source adzuna", description: "Show what would go, and ask" },
    { command: "runner purge --source sample --yes", description: "Remove the sample ads when there are real ones" }
  ])
)

/** Asks; without a terminal to ask on, `--yes` is needed. */
const confirmed = Effect.gen(function* () {
  if (!(yield* Effect.sync(() => process.stdin.isTTY === true))) {
    return yield* new UsageError({ message: "nothing was removed: say --yes to remove it" })
  }
  return yield* Prompt.run(Prompt.Confirm({ message: "Remove this for good?", initial: false })).pipe(
    Effect.orElseSucceed(() => false)
  )
})

const purgeText = ({ models, parts, rows, source, versions }: PurgePlan): string =>
  [
    `Of ${source} there are:`,
    `  ${counted(rows.jobs, "row")} of jobs, ${counted(rows.kept, "row")} of their history, ${counted(rows.pages, "received page")}`,
    `  ${counted(versions.length, "version")} of assets with ${counted(parts.length, "part")}:`,
    ...[...new Set(versions.map(({ asset, partition }) => `    ${nameOf(asset, partition)}`))],
    `  its counts in ${counted(models.length, "version")} of the model`
  ].join("\n")

const purgeJson = ({ models, parts, rows, source, versions }: PurgePlan, removed: boolean) => ({
  source,
  removed,
  rows,
  versions: versions.map(({ asset, id, partition }) => ({ asset, partition, id })),
  models: models.length,
  parts: parts.length
})
