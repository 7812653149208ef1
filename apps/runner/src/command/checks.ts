import { type CheckResult, checkResults } from "@jobgraph/assets/checkResults"
import * as Partitions from "@jobgraph/assets/Partitions"
import * as Selection from "@jobgraph/assets/Selection"
import { graph } from "@jobgraph/stages/pipeline"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { Checks } from "../json/assets.ts"
import { shortId, timestamp } from "../print/format.ts"
import { instant } from "../print/json.ts"
import { table } from "../print/table.ts"
import { storageLayer } from "../services.ts"
import { withSettings } from "./environment.ts"
import { wholeNumber } from "./limitedFlags.ts"
import { print, printJson, width } from "./output.ts"
import { selectorOf } from "./request.ts"
import { json, selection, shownPartition } from "./sharedFlags.ts"

const flags = {
  selection,
  partition: shownPartition.pipe(Flag.withDescription("2026-01-08/fr, 2026-01-08, or A..B; default all")),
  failed: Flag.Boolean("failed").pipe(Flag.withDescription("Only what did not pass"), Flag.withDefault(false)),
  limit: wholeNumber("limit", { least: 1, most: 10_000, means: "How many, newest first" }).pipe(Flag.withDefault(100)),
  json
}

export const checks = Command.make(
  "checks",
  flags,
  Effect.fnUntraced(function* (flags) {
    return yield* withSettings(() =>
      Effect.gen(function* () {
        const selected = flags.selection.length === 0 ? Selection.everything : yield* parsed(flags.selection)
        const statusOf = () => "stale" as const
        const assets = yield* Effect.fromResult(Selection.evaluate(selected, graph, { statusOf }))
        const selector = yield* selectorOf(flags.partition)
        const results = yield* checkResults({
          assets: [...assets],
          isMeant: (partition) => Partitions.matches(selector, partition),
          isFailed: flags.failed,
          limit: flags.limit
        })
        yield* flags.json
          ? printJson(Checks, { checks: results.map(checkJson) })
          : print(checksText(results, flags.failed, yield* width))
      }).pipe(Effect.provide(storageLayer))
    )
  })
).pipe(
  Command.withDescription("List what checks found over time, newest first"),
  Command.withExamples([
    { command: "runner checks --failed", description: "What did not pass: errors that blocked, and warnings" },
    { command: "runner checks raw --partition 2026-01-08", description: "Of one asset and a date" }
  ])
)

const parsed = (words: ReadonlyArray<string>) => Effect.fromResult(Selection.parseAll(words))

const checkJson = ({ asset, at, isPublished, message, name, partition, passed, runId, severity }: CheckResult) => ({
  asset,
  partition,
  name,
  severity,
  passed,
  message,
  published: isPublished,
  runId,
  at: instant(at)
})

const checksText = (results: ReadonlyArray<CheckResult>, isFailed: boolean, width: number): string =>
  results.length === 0
    ? isFailed
      ? "No check has failed."
      : "Nothing was checked yet: run `runner materialize --all`"
    : table(
        [
          { heading: "at (UTC)" },
          { heading: "asset" },
          { heading: "partition" },
          { heading: "check" },
          { heading: "result" },
          { heading: "run" },
          { heading: "what it found" }
        ],
        results.map(({ asset, at, message, name, partition, passed, runId, severity }) => [
          timestamp(at),
          asset,
          partition ?? "",
          name,
          passed ? "passed" : severity === "error" ? "failed" : "warning",
          shortId(runId),
          message
        ]),
        width
      )
